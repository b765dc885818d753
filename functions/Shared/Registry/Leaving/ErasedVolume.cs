namespace Pipeline.Registry;

/// <summary>What was stored of a facility that left, by day: the expenses of the months before are still counted from it. Tells of no patient.</summary>
public sealed class ErasedVolume
{
    /// <summary>The facility.</summary>
    public required FacilityId FacilityId { get; init; }

    /// <summary>Day (JST) of arrival.</summary>
    public required DateOnly Stored { get; init; }

    /// <summary>Day (JST) of removal.</summary>
    public required DateOnly Erased { get; init; }

    /// <summary>Bytes in the named storage.</summary>
    public long Bytes { get; set; }
}
