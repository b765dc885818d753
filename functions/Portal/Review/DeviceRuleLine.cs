using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>The current version of a device rule.</summary>
internal sealed record DeviceRuleLine(
    string Rule, int Version, DeviceMatch Match, DeviceTreatment Treatment, bool TrustsRegions, IReadOnlyList<MaskRectangle> Hidden, string Why, string ApprovedBy, DateTimeOffset Approved)
{
    public static DeviceRuleLine Of(DeviceRuleVersion rule)
        => new(rule.Rule, rule.Version, rule.Match, rule.Treatment, rule.TrustsRegions, rule.Hidden, rule.Why, rule.ApprovedBy, rule.Approved);
}
