using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>A reviewer's ruling as the API takes it.</summary>
internal sealed record RulingRequest(
    Guid Id, ReviewVerdict Verdict, string Why, bool TrustsRegions = false, IReadOnlyList<MaskRectangle>? Hidden = null, bool ForDevice = false, IReadOnlyList<DeviceAttribute>? Any = null)
{
    /// <summary>As the registry takes it.</summary>
    public ReviewRuling ToRuling() => new()
    {
        Id = Id,
        Verdict = Verdict,
        TrustsRegions = TrustsRegions,
        Hidden = Hidden ?? [],
        ForDevice = ForDevice,
        Any = Any ?? [],
        Why = Why ?? "",
    };
}

/// <summary>Why a device rule is taken back.</summary>
internal sealed record RetireRequest(string Why);
