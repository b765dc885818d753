using Pipeline.Imaging;
using Pipeline.Registry;

namespace Pipeline.Deidentification;

/// <summary>The device rules in force at one instant. Immutable; safe on any number of threads.</summary>
/// <param name="rules">Current versions.</param>
public sealed class DeviceRules(params IReadOnlyList<DeviceRule> rules)
{
    /// <summary>The rules that come with the center.</summary>
    public static DeviceRules Known { get; } = Of(KnownDeviceRules.All);

    /// <summary>The rules.</summary>
    public IReadOnlyList<DeviceRule> Rules { get; } = rules;

    /// <summary>The rules that versions in the registry are.</summary>
    public static DeviceRules Of(IEnumerable<DeviceRuleVersion> versions) => new([.. versions.Select(DeviceRule.Of)]);

    /// <summary>These rules and others.</summary>
    public DeviceRules With(params IEnumerable<DeviceRule> others) => new([.. Rules, .. others]);

    /// <summary>
    /// What all rules for such images say together. Where they differ the most is hidden: every rectangle of every rule, and
    /// clean only where none of them hides anything.
    /// </summary>
    public DeviceRuling Judge(DeviceSignature signature)
    {
        DeviceRule[] fitting = [.. Rules.Where(rule => rule.Matches(signature))];
        PixelRectangle[] hidden = [.. fitting.SelectMany(rule => rule.Hidden)];
        return new DeviceRuling(
            Array.Exists(fitting, rule => rule.TrustsRegions),
            fitting.Length > 0 && Array.TrueForAll(fitting, rule => rule.Treatment == DeviceTreatment.Clean),
            hidden,
            [.. fitting.Select(rule => rule.Name)]);
    }
}
