namespace Pipeline.Registry;

/// <summary>A handed-out SAS. It cannot be revoked in storage; closing it here refuses the packages that come under it.</summary>
public sealed class UploadGrantRecord
{
    /// <summary>Random; packages name it in their manifest.</summary>
    public required Guid Id { get; init; }

    /// <summary>The facility.</summary>
    public required FacilityId FacilityId { get; init; }

    /// <summary>Subject it was issued to.</summary>
    public required string IssuedTo { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Issued { get; init; }

    /// <summary>Until when the SAS is good; at most 4 hours.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>When it was closed; packages under it that arrive later are refused.</summary>
    public DateTimeOffset? Revoked { get; set; }
}
