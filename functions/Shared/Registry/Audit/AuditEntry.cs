namespace Pipeline.Registry;

/// <summary>What happened, written in the transaction it describes; AnchorAudit orders, chains and anchors it.</summary>
public sealed class AuditEntry
{
    /// <summary>Random, sorting by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who: an app's name, or the subject of a person, facility or processor.</summary>
    public required string Actor { get; init; }

    /// <summary>What, a stable word such as <c>study.registered</c> or <c>delivery.published</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The facility concerned, if one is.</summary>
    public FacilityId? FacilityId { get; init; }

    /// <summary>The patient concerned, if one is.</summary>
    public Guid? PatientId { get; init; }

    /// <summary>The case concerned, if one is.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>Particulars as JSON; identifiers of rows and codes only.</summary>
    public string? Details { get; init; }

    /// <summary>Place in the anchored chain, from 1; none: not anchored yet.</summary>
    public long? ChainIndex { get; set; }

    /// <summary>SHA-256 of this link of the chain, lower-case hexadecimal.</summary>
    public string? ChainHash { get; set; }
}
