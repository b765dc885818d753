using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Registry;

/// <summary>The device rules that come with the center, valid from its installation: the strips that public rule sets know.</summary>
public static class KnownDeviceRules
{
    /// <summary>Who approved them.</summary>
    public const string Approver = "center";

    private const string Published = "Strip published in public rule sets for burned-in text";
    private const string Widened = Published + ", there 1208 wide: shorter than the image, so widened";

    /// <summary>Ultrasound Image and Ultrasound Multi-frame Image, and their retired forms: never a capture of a screen.</summary>
    private const string Ultrasound = @"1\.2\.840\.10008\.5\.1\.4\.1\.1\.(3|3\.1|6|6\.1)";

    private const string Toshiba = "(toshiba|canon).*";
    private const string Aloka = ".*aloka.*";
    private const string AlokaAlpha = ".*(alpha ?|α ?|-a)(5|6|7|10).*|.*ssd-5500.*";
    private const string Hitachi = "hitachi.*";

    /// <summary>All of them, first versions.</summary>
    public static IReadOnlyList<DeviceRuleVersion> All { get; } =
    [
        Strip("toshiba-aplio-a", Toshiba, ".*(a300|a400|a500|tus-x200|ssh-880cv).*", 720, 960, 60),
        Strip("toshiba-ai700", Toshiba, ".*ai700.*", 960, 1280, 72, Widened),
        Strip("toshiba-viamo", Toshiba, ".*viamo.*", 600, 800, 56),
        Strip("toshiba-aplio-xario", Toshiba, ".*(aplio|xario).*", 600, 800, 40),
        Strip("aloka-alpha-480", Aloka, AlokaAlpha, 480, 640, 25),
        Strip("aloka-alpha-600", Aloka, AlokaAlpha, 600, 800, 56),
        Strip("aloka-f75", Aloka, ".*f75.*", 768, 1024, 56),
        Strip("aloka-noblus", Aloka, ".*noblus.*", 600, 800, 48),
        Strip("hitachi-preirus", Hitachi, ".*preirus.*", 768, null, 60),
        Strip("hitachi-avius", Hitachi, ".*avius.*", 768, null, 74),
    ];

    private static DeviceRuleVersion Strip(string rule, string manufacturer, string model, int rows, int? columns, int height, string source = Published) => new()
    {
        Id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(rule + "@1")).AsSpan(0, 16), bigEndian: true),
        Rule = rule,
        Version = 1,
        Match = new DeviceMatch { Manufacturer = manufacturer, Model = model, SopClassUid = Ultrasound, Rows = rows, Columns = columns },
        Treatment = DeviceTreatment.Mask,
        Hidden = [new MaskRectangle(0, 0, columns ?? ushort.MaxValue, height)],
        Why = source,
        ApprovedBy = Approver,
        Approved = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };
}
