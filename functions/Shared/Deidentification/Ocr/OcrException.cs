namespace Pipeline.Deidentification;

/// <summary>A picture could not be read by OCR, so nothing is known of what it shows. Its message says nothing of the picture.</summary>
public sealed class OcrException : Exception
{
    /// <param name="message">What happened to the program.</param>
    /// <param name="innerException">The cause.</param>
    public OcrException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
