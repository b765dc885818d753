using Pipeline.Imaging;
using Pipeline.Imaging.Text;
using Pipeline.Registry;

namespace Pipeline.Deidentification;

/// <summary>
/// Rectangles for a reviewer to begin with: outside the declared regions, the strips of the same model in another image size,
/// and what looks like lines of text near the margins. A proposal decides nothing.
/// </summary>
internal static class MaskProposals
{
    public static IReadOnlyList<MaskRectangle> For(DisplayImage image, ImageFacts facts, DeviceRules rules)
    {
        List<PixelRectangle> found = [];
        if (RegionTrust.Judge(facts.Regions(), image.Width, image.Height).Mask is { } outside) found.AddRange(outside.Hidden);
        found.AddRange(OfSisters(image, facts.Signature(), rules));
        found.AddRange(TextLines.Find(image));
        return Of(image, found);
    }

    /// <summary>For a picture file, which no header describes.</summary>
    public static IReadOnlyList<MaskRectangle> For(DisplayImage image) => Of(image, TextLines.Find(image));

    private static MaskRectangle[] Of(DisplayImage image, IEnumerable<PixelRectangle> found)
        => [.. FrameMask.Hide(image.Width, image.Height, found).Hidden.Take(ReviewRuling.MostRectangles).Select(r => new MaskRectangle(r.Left, r.Top, r.Width, r.Height))];

    /// <summary>Strips that rules for the same model know in another size, stretched to this one.</summary>
    private static IEnumerable<PixelRectangle> OfSisters(DisplayImage image, DeviceSignature signature, DeviceRules rules)
        => rules.Rules
            .Where(rule => rule is { Treatment: DeviceTreatment.Mask, Match: { Rows: not null, Model: not null } } && (rule.Match with { Rows = null, Columns = null, Regions = null }).Compile()(signature))
            .SelectMany(rule => rule.Hidden.Select(r => PixelRectangle.FromEdges(0, Stretch(r.Top, rule, image), image.Width, Stretch(r.Bottom, rule, image))));

    private static int Stretch(int row, DeviceRule rule, DisplayImage image)
        => (int)Math.Min(image.Height, ((long)row * image.Height + rule.Match.Rows!.Value - 1) / Math.Max(1, rule.Match.Rows.Value));
}
