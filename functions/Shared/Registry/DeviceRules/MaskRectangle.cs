namespace Pipeline.Registry;

/// <summary>A rectangle of an image to hide, in pixels; what reaches beyond the image is clipped.</summary>
/// <param name="X">First column, from 0.</param>
/// <param name="Y">First row, from 0.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
public sealed record MaskRectangle(int X, int Y, int Width, int Height);
