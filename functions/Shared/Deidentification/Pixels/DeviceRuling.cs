using Pipeline.Imaging;

namespace Pipeline.Deidentification;

/// <summary>What the device rules say of one image.</summary>
/// <param name="TrustsRegions">Its declared regions may be believed.</param>
/// <param name="IsClean">No text is burned in.</param>
/// <param name="Hidden">What to hide; empty: no rule hides a rectangle.</param>
/// <param name="Rules">Names of the rules that are for it.</param>
public sealed record DeviceRuling(bool TrustsRegions, bool IsClean, IReadOnlyList<PixelRectangle> Hidden, IReadOnlyList<string> Rules);
