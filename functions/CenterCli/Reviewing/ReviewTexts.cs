using System.Globalization;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>Items, decisions and rules as lines for people.</summary>
internal static class ReviewTexts
{
    public static string Time(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Device(DeviceSignature signature) => signature.IsPhotograph ? signature.SopClassUid : string.Join(' ', new[] { signature.Manufacturer, signature.Model, signature.SoftwareVersions }.Where(text => text.Length > 0));

    public static string Size(DeviceSignature signature) => FormattableString.Invariant($"{signature.Columns}×{signature.Rows}");

    public static string Rectangles(IReadOnlyList<MaskRectangle> rectangles)
        => string.Join(' ', rectangles.Select(r => FormattableString.Invariant($"{r.X},{r.Y},{r.Width},{r.Height}")));

    public static string State(string state, CommandContext context) => state switch
    {
        "open" => context.Choose("確認待ち", "open"),
        "decided" => context.Choose("決定済み", "decided"),
        "rejected" => context.Choose("使わない", "rejected"),
        "removed" => context.Choose("取り下げ", "removed"),
        _ => state,
    };

    public static string Treatment(string verdict, bool trustsRegions, IReadOnlyList<MaskRectangle> hidden, CommandContext context) => verdict switch
    {
        "mask" when trustsRegions && hidden.Count == 0 => context.Choose("領域の外を隠す", "hides what lies outside the regions"),
        "mask" when trustsRegions => context.Choose($"領域の外と {Rectangles(hidden)} を隠す", $"hides what lies outside the regions, and {Rectangles(hidden)}"),
        "mask" => context.Choose($"{Rectangles(hidden)} を隠す", $"hides {Rectangles(hidden)}"),
        "clean" => context.Choose("文字なし", "clean"),
        "reject" => context.Choose("使わない", "rejected"),
        "retired" => context.Choose("廃止", "taken back"),
        _ => verdict,
    };
}
