using Pipeline.Deidentification;

namespace Pipeline.Research;

/// <summary>
/// Whether masked frames are read once more by OCR: <c>Center:Research:Ocr</c>, off unless it is set, since a study costs
/// some seconds more then.
/// </summary>
public sealed class OcrReader
{
    /// <param name="configuration">Has the setting, and PATH.</param>
    /// <exception cref="InvalidOperationException">It is wished for, and there is no <c>tesseract</c> on PATH.</exception>
    public OcrReader(IConfiguration configuration)
    {
        if (configuration.GetValue<bool>("Center:Research:Ocr"))
        {
            Text = Tesseract.OnPath(configuration["PATH"]) ?? throw new InvalidOperationException("Center:Research:Ocr is set, but there is no tesseract on PATH.");
        }
    }

    /// <summary>Reads pictures; none: nobody looks.</summary>
    public IImageText? Text { get; }
}
