using Pipeline.Cloud;

namespace Pipeline.CenterCli;

/// <summary>Whoever pulls: a certified processor its deliveries, or a research project its anonymised copies.</summary>
public sealed record Recipient
{
    private Recipient(string root, string list, PackageKind kind) => (Root, List, Kind) = (root, list, kind);

    /// <summary>Path below the API's root, e.g. <c>processors/p1</c>.</summary>
    internal string Root { get; }

    /// <summary>Path of what there is to pull, below the API's root.</summary>
    internal string List { get; }

    /// <summary>What its packages are.</summary>
    internal PackageKind Kind { get; }

    /// <summary>A certified processor.</summary>
    public static Recipient Of(Registry.ProcessorId processor) => new($"processors/{processor}", $"processors/{processor}/deliveries", PackageKind.Delivery);

    /// <summary>A research project.</summary>
    public static Recipient Of(Registry.ProjectId project) => new($"projects/{project}", $"projects/{project}/copies", PackageKind.Research);
}
