using Pipeline.Imaging;

namespace Pipeline.Deidentification;

/// <summary>Reads the text in a picture.</summary>
public interface IImageText
{
    /// <summary>The text, as far as it can be read; lines in no certain order.</summary>
    /// <exception cref="OcrException">It could not be tried.</exception>
    Task<string> ReadAsync(DisplayImage image, CancellationToken cancellationToken = default);
}
