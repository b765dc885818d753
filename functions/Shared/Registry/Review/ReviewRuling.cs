namespace Pipeline.Registry;

/// <summary>What a reviewer wants of an item.</summary>
public sealed record ReviewRuling
{
    /// <summary>Longest reason, in characters.</summary>
    public const int LongestWhy = 1000;

    /// <summary>Rectangles at most.</summary>
    public const int MostRectangles = 64;

    /// <summary>The decision's ID, chosen by who asks; asked again with it, nothing more happens.</summary>
    public required Guid Id { get; init; }

    /// <summary>What is said.</summary>
    public required ReviewVerdict Verdict { get; init; }

    /// <summary>Whether everything outside the declared regions is to be hidden, and they are good.</summary>
    public bool TrustsRegions { get; init; }

    /// <summary>What to hide.</summary>
    public IReadOnlyList<MaskRectangle> Hidden { get; init; } = [];

    /// <summary>Whether it holds for every image of the device, now and later.</summary>
    public bool ForDevice { get; init; }

    /// <summary>Attributes that a device rule is to let differ.</summary>
    public IReadOnlyCollection<DeviceAttribute> Any { get; init; } = [];

    /// <summary>The reviewer's reason, not blank. Not about the patient.</summary>
    public required string Why { get; init; }

    /// <summary>Whether it can be carried out on an item.</summary>
    public bool Fits(DeviceSignature signature)
    {
        bool rectangles = Hidden.Count <= MostRectangles
            && Hidden.All(r => r is { X: >= 0, Y: >= 0, Width: >= 1, Height: >= 1 } && r.X < signature.Columns && r.Y < signature.Rows);
        bool regions = !TrustsRegions || (signature.Regions.Length > 0 && !Any.Contains(DeviceAttribute.Regions));
        bool isOfFile = !signature.IsPhotograph || (!ForDevice && !TrustsRegions);
        bool said = !string.IsNullOrWhiteSpace(Why) && Why.Length <= LongestWhy && Id != Guid.Empty;
        return said && rectangles && regions && isOfFile && Verdict switch
        {
            ReviewVerdict.Mask => TrustsRegions || Hidden.Count > 0,
            ReviewVerdict.Clean => !TrustsRegions && Hidden.Count == 0,
            ReviewVerdict.Reject => !TrustsRegions && Hidden.Count == 0 && !ForDevice,
            _ => false,
        };
    }
}
