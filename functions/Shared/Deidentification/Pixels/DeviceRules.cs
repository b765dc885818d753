using Pipeline.Imaging;

namespace Pipeline.Deidentification;

/// <summary>The known strips of scanners, from public rule sets, and those that a center adds.</summary>
/// <param name="rules">The first that matches counts.</param>
public sealed class DeviceRules(IReadOnlyList<DeviceRule> rules)
{
    private const string Toshiba = "(toshiba|canon).*";
    private const string Aloka = ".*aloka.*";
    private const string Hitachi = "hitachi.*";
    private const int Whole = ushort.MaxValue;

    /// <summary>The rules that come with the center.</summary>
    public static DeviceRules Known { get; } = new(
    [
        Strip(Toshiba, ".*(a300|a400|a500|tus-x200|ssh-880cv).*", 720, 960, 60),
        Strip(Toshiba, ".*ai700.*", 960, 1280, 72),
        Strip(Toshiba, ".*viamo.*", 600, 800, 56),
        Strip(Toshiba, ".*(aplio|xario).*", 600, 800, 40),
        Strip(Aloka, ".*(alpha ?|α ?|-a)(5|6|7|10).*|.*ssd-5500.*", 480, 640, 25),
        Strip(Aloka, ".*(alpha ?|α ?|-a)(5|6|7|10).*|.*ssd-5500.*", 600, 800, 56),
        Strip(Aloka, ".*f75.*", 768, 1024, 56),
        Strip(Aloka, ".*noblus.*", 600, 800, 48),
        Strip(Hitachi, ".*preirus.*", 768, 0, 60),
        Strip(Hitachi, ".*avius.*", 768, 0, 74),
    ]);

    /// <summary>The rules.</summary>
    public IReadOnlyList<DeviceRule> Rules { get; } = rules;

    /// <summary>The rule for an image; null when there is none.</summary>
    public DeviceRule? Find(string manufacturer, string model, int rows, int columns)
        => Rules.FirstOrDefault(rule => rule.Matches(manufacturer, model, rows, columns));

    private static DeviceRule Strip(string manufacturer, string model, int rows, int columns, int height)
        => new(manufacturer, model, rows, columns, [new PixelRectangle(0, 0, columns == 0 ? Whole : columns, height)]);
}
