using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>What the registry must know of one object, read from its header while it was written to the named storage.</summary>
public sealed record ReceivedObject
{
    /// <summary>1 for the package's first file.</summary>
    public required int Position { get; init; }

    /// <summary>Where it was written in <c>named-{facility}</c>.</summary>
    public required string BlobName { get; init; }

    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>(0020,000D).</summary>
    public required string StudyInstanceUid { get; init; }

    /// <summary>(0008,0018).</summary>
    public required string SopInstanceUid { get; init; }

    /// <summary>(0008,0016).</summary>
    public required string SopClassUid { get; init; }

    /// <summary>(0002,0010), or what the file's form says.</summary>
    public required string TransferSyntaxUid { get; init; }

    /// <summary>(0010,0020), trimmed.</summary>
    public required string PatientId { get; init; }

    /// <summary>(0010,0030).</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>(0010,0040).</summary>
    public Sex Sex { get; init; }

    /// <summary>(0008,0020).</summary>
    public DateOnly? StudyDate { get; init; }

    /// <summary>(0008,0060).</summary>
    public string? Modality { get; init; }

    /// <summary>(0018,0015).</summary>
    public string? BodyPart { get; init; }
}
