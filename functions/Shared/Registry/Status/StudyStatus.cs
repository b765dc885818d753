namespace Pipeline.Registry;

/// <summary>Where one study stands, for operators. Names the patient as its facility does: personal data.</summary>
/// <param name="FacilityId">The facility.</param>
/// <param name="FacilityPatientId">The patient ID; none: its package could not tell.</param>
/// <param name="StudyInstanceUid">The study; none: its package could not tell.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reasons">Rule IDs that block it in their order, then reason codes of quarantines; each once.</param>
/// <param name="DeliveredTo">Processors with a published package.</param>
/// <param name="Research">Projects with a published copy.</param>
/// <param name="Recipients">The current decisions.</param>
/// <param name="CaseId">The case; none: not registered.</param>
/// <param name="PackageId">The quarantined package of a study that is not registered.</param>
public sealed record StudyStatus(
    FacilityId FacilityId, string? FacilityPatientId, string? StudyInstanceUid, StudyState State, IReadOnlyList<string> Reasons,
    IReadOnlyList<ProcessorId> DeliveredTo, IReadOnlyList<ProjectId> Research, IReadOnlyList<RecipientStatus> Recipients,
    Guid? CaseId, Guid? PackageId);

/// <summary>What the current decision says of one recipient.</summary>
/// <param name="Track">The way out.</param>
/// <param name="Recipient">The processor's or project's ID.</param>
/// <param name="Allowed">No rule blocks.</param>
/// <param name="Blocking">The rules that block.</param>
/// <param name="IsPublished">A package or copy is readable there now.</param>
public sealed record RecipientStatus(Track Track, string Recipient, bool Allowed, IReadOnlyList<BlockingRule> Blocking, bool IsPublished);
