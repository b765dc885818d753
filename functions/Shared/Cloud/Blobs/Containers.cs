using Pipeline.Registry;

namespace Pipeline.Cloud;

/// <summary>A container of one family. Only <see cref="Containers"/> names them.</summary>
public readonly record struct ContainerName
{
    internal ContainerName(StorageFamily family, string name) => (Family, Name) = (family, name);

    /// <summary>The account it lies in.</summary>
    public StorageFamily Family { get; }

    /// <summary>E.g. <c>intake-alpha</c>.</summary>
    public string Name { get => field ?? throw new InvalidOperationException("A default container name names nothing."); }

    /// <inheritdoc/>
    public override string ToString() => $"{Family}/{Name}";
}

/// <summary>Every container there is.</summary>
public static class Containers
{
    /// <summary>Frames waiting for a person's mask.</summary>
    public static ContainerName Review { get; } = new(StorageFamily.Named, "review");

    /// <summary>Thumbnails and cines for the search page.</summary>
    public static ContainerName Preview { get; } = new(StorageFamily.Research, "preview");

    /// <summary>Anonymised copies before they are published.</summary>
    public static ContainerName ResearchStaging { get; } = new(StorageFamily.Research, "staging");

    /// <summary>Packages for a processor before they are published.</summary>
    public static ContainerName Staging { get; } = new(StorageFamily.Delivery, "staging");

    /// <summary>The anchored audit chain.</summary>
    public static ContainerName Audit { get; } = new(StorageFamily.Audit, "audit");

    /// <summary>A facility's uploads: <c>studies/{random}</c>, <c>consents/{random}</c>.</summary>
    public static ContainerName Intake(FacilityId facility) => new(StorageFamily.Intake, $"intake-{facility.Value}");

    /// <summary>A facility's decrypted objects.</summary>
    public static ContainerName Named(FacilityId facility) => new(StorageFamily.Named, $"named-{facility.Value}");

    /// <summary>A project's anonymised copies.</summary>
    public static ContainerName Research(ProjectId project) => new(StorageFamily.Research, $"research-{project.Value}");

    /// <summary>A processor's packages.</summary>
    public static ContainerName Delivery(ProcessorId processor) => new(StorageFamily.Delivery, $"delivery-{processor.Value}");

    /// <summary>The facility whose intake container has that name; false for any other container.</summary>
    public static bool TryFacilityOfIntake(string containerName, out FacilityId facility)
    {
        const string prefix = "intake-";
        facility = default;
        return containerName.StartsWith(prefix, StringComparison.Ordinal) && FacilityId.TryParse(containerName[prefix.Length..], null, out facility);
    }
}
