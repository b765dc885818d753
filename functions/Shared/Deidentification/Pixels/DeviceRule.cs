using System.Text.RegularExpressions;
using Pipeline.Imaging;

namespace Pipeline.Deidentification;

/// <summary>Where a scanner burns text into images of one size.</summary>
/// <param name="Manufacturer">Pattern that (0008,0070) must match as a whole, letter case ignored.</param>
/// <param name="Model">Pattern that (0008,1090) must match as a whole, letter case ignored.</param>
/// <param name="Rows">(0028,0010).</param>
/// <param name="Columns">(0028,0011); 0: any.</param>
/// <param name="Hidden">What to hide, in pixels; clipped to the image.</param>
public sealed record DeviceRule(string Manufacturer, string Model, int Rows, int Columns, IReadOnlyList<PixelRectangle> Hidden)
{
    /// <summary>Whether the rule is for this image.</summary>
    public bool Matches(string manufacturer, string model, int rows, int columns)
        => rows == Rows && (Columns == 0 || columns == Columns) && Whole(Manufacturer, manufacturer) && Whole(Model, model);

    private static bool Whole(string pattern, string value)
        => Regex.IsMatch(value.Trim(), $"^(?:{pattern})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
