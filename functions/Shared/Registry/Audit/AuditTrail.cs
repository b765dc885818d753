using System.Text.Json;

namespace Pipeline.Registry;

/// <summary>Writes audit rows in the transaction they describe.</summary>
public sealed class AuditTrail(RegistryContext registry, TimeProvider clock, IRandomNames names)
{
    /// <summary>Adds a row; it exists once the caller's transaction commits.</summary>
    /// <param name="action">A stable word such as <c>study.registered</c>.</param>
    /// <param name="actor">An app's name, or the subject of a person, facility or processor.</param>
    /// <param name="details">Serialised as JSON: identifiers of rows and codes only, nothing that names a patient.</param>
    public void Add(string action, string actor, FacilityId? facilityId = null, Guid? patientId = null, Guid? caseId = null, object? details = null)
        => registry.AuditEntries.Add(new AuditEntry
        {
            Id = names.NewId(),
            At = clock.GetUtcNow(),
            Actor = actor,
            Action = action,
            FacilityId = facilityId,
            PatientId = patientId,
            CaseId = caseId,
            Details = details is null ? null : JsonSerializer.Serialize(details, CenterMessages.Json),
        });
}
