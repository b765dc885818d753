namespace Pipeline.Imaging.Jpeg2000;

/// <summary>A sub-band of a tile's component (T.800 B.5).</summary>
/// <param name="Orientation">0 LL, 1 HL, 2 LH, 3 HH.</param>
/// <param name="Planes">Mb: bit-planes of its coefficients, region of interest aside.</param>
/// <param name="StepSize">What a step of its coefficients is worth; 1 where reversible.</param>
internal sealed record Subband(int Orientation, int Planes, float StepSize);
