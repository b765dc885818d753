namespace Pipeline.Imaging.Faces;

/// <summary>One slice of a series, as it is read: more than once, and only while it is looked at.</summary>
/// <param name="Geometry">Where it lies.</param>
/// <param name="Description">How samples lie.</param>
/// <param name="Slope">(0028,1053).</param>
/// <param name="Intercept">(0028,1052): with the slope, from stored values to Hounsfield units.</param>
/// <param name="ReadSamples">The samples, native, little endian, <see cref="PixelDescription.NativeFrameLength"/> bytes; may throw <see cref="ImageFormatException"/>.</param>
public sealed record FaceSlice(SliceGeometry Geometry, PixelDescription Description, double Slope, double Intercept, Func<byte[]> ReadSamples);
