namespace Pipeline.Registry;

/// <summary>
/// A patient of one facility, and the row whose lock orders opt-outs and publications. Two facilities' patients are never
/// linked (名寄せ attached 95,000 patients to notices they never had, in 2022).
/// </summary>
public sealed class Patient
{
    /// <summary>Random; the only form in which messages and logs may name a patient.</summary>
    public required Guid Id { get; init; }

    /// <summary>The facility.</summary>
    public required FacilityId FacilityId { get; init; }

    /// <summary>The patient ID (0010,0020) within the facility, trimmed. Personal data.</summary>
    public required string FacilityPatientId { get; init; }

    /// <summary>Everything recorded about notice, opt-out and consent, in order of recording.</summary>
    public List<LedgerEvent> Events { get; } = [];

    /// <summary>The studies registered for the patient.</summary>
    public List<Case> Cases { get; } = [];

    /// <summary>Grows with each change of ledger or cases; optimistic concurrency token.</summary>
    public int Version { get; set; }
}
