namespace Pipeline.Registry;

/// <summary>One decrypted object of a case in <c>named-{facility}</c>: a DICOM object, or a picture file beside them.</summary>
public sealed class Instance
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>The facility: the SOP Instance UID is unique within it.</summary>
    public required FacilityId FacilityId { get; init; }

    /// <summary>The package that brought it.</summary>
    public required Guid PackageId { get; init; }

    /// <summary>SOP Instance UID (0008,0018). A picture file has none: a UID made of its study, series and content. Personal data.</summary>
    public required string SopInstanceUid { get; init; }

    /// <summary>SOP Class UID (0008,0016); empty for a picture file.</summary>
    public required string SopClassUid { get; init; }

    /// <summary>Transfer Syntax UID (0002,0010); empty for a picture file.</summary>
    public required string TransferSyntaxUid { get; init; }

    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Bytes of the file.</summary>
    public required long Size { get; init; }

    /// <summary>Random name in <c>named-{facility}</c>.</summary>
    public required string BlobName { get; init; }

    /// <summary>The case's content version that it came with.</summary>
    public required int ContentVersion { get; init; }

    /// <summary>Set for a picture file only.</summary>
    public Photograph? Photograph { get; init; }
}
