namespace Pipeline.Imaging;

/// <summary>One frame of a preview sequence.</summary>
/// <param name="Index">Frame of the object, from 0.</param>
/// <param name="Jpeg">The picture.</param>
public sealed record PreviewFrame(int Index, byte[] Jpeg);
