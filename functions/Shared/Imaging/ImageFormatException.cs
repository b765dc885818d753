namespace Pipeline.Imaging;

/// <summary>
/// Pixel data that cannot be read, masked or proven clean. <see cref="Reason"/> is one of <see cref="PixelReasons"/>;
/// the message says what was found in numbers and names of the format, never anything read from the image or its header text.
/// </summary>
public sealed class ImageFormatException : Exception
{
    /// <param name="reason">A code of <see cref="PixelReasons"/>.</param>
    /// <param name="message">What a person should know; holds nothing identifying.</param>
    public ImageFormatException(string reason, string message)
        : base(message) => Reason = reason;

    /// <summary>A code of <see cref="PixelReasons"/>, under which the object is quarantined.</summary>
    public string Reason { get; }
}
