namespace Pipeline.Imaging.Photographs;

/// <summary>A picture file with nothing in it but the picture.</summary>
/// <param name="Format">The format, unchanged.</param>
/// <param name="Bytes">The file; its coded image data is that of the original, byte for byte.</param>
/// <param name="Orientation">Exif orientation 1 to 8, which is kept: without it the picture would lie on its side.</param>
/// <param name="ColorProfileRemoved">An ICC profile was there: it names devices and people, and is removed; colors count as sRGB now.</param>
public sealed record StrippedPhotograph(PhotographFormat Format, byte[] Bytes, int Orientation, bool ColorProfileRemoved);
