namespace Pipeline.Imaging.Faces;

/// <summary>What taking out a face did, measured on the rewritten slices.</summary>
/// <param name="ChangedInsideSkull">Share of cells inside the skull that changed: 0 is wanted.</param>
/// <param name="SurfaceRemoved">Share of the facial surface that is air now.</param>
/// <param name="Displacement">Median millimetres by which the first tissue seen from the front moved back.</param>
/// <param name="LeastDisplacement">The same, of the point at 3 % from the least.</param>
/// <param name="Likeness">Correlation, 0 to 1, between the relief before and after, each without its general curvature.</param>
/// <param name="Symmetry">Share of bone mirrored by the head's plane of symmetry.</param>
/// <param name="FacePoints">Points of the face looked at, on a raster of 3 mm.</param>
public sealed record FaceFigures(double ChangedInsideSkull, double SurfaceRemoved, double Displacement, double LeastDisplacement, double Likeness, double Symmetry, int FacePoints);
