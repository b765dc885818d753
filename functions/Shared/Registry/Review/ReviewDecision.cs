namespace Pipeline.Registry;

/// <summary>A reviewer's decision on an item; append-only.</summary>
public sealed class ReviewDecision
{
    /// <summary>Random; the reviewer's program may choose it, so that repeating it changes nothing.</summary>
    public required Guid Id { get; init; }

    /// <summary>The item.</summary>
    public required Guid ItemId { get; init; }

    /// <summary>The item.</summary>
    public ReviewItem Item { get; init; } = null!;

    /// <summary>What was said.</summary>
    public required ReviewVerdict Verdict { get; init; }

    /// <summary>Whether the declared regions were found good: everything outside them is hidden.</summary>
    public bool TrustsRegions { get; init; }

    /// <summary>What to hide.</summary>
    public List<MaskRectangle> Hidden { get; init; } = [];

    /// <summary>The device rule that was made of it, or that closed the item; none: it holds for the study alone.</summary>
    public Guid? DeviceRuleId { get; init; }

    /// <summary>The reviewer's reason.</summary>
    public required string Why { get; init; }

    /// <summary>Subject of the reviewer.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
