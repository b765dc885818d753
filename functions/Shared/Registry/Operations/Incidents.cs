using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>Raises incidents, each once as long as it is open, and closes them.</summary>
public sealed class Incidents(RegistryContext registry, AuditTrail audit, TimeProvider clock, IRandomNames names)
{
    /// <summary>Incidents shown at most, newest first.</summary>
    public const int MostShown = 1000;

    /// <summary>Adds an incident unless the same one is open; it exists once the caller saves.</summary>
    /// <param name="kind">A stable word such as <c>delivery.without-record</c>.</param>
    /// <param name="place">The container and blob, or row, it was found at.</param>
    /// <param name="patientId">The patient concerned, where one is known.</param>
    /// <param name="cancellationToken">Cuts the looking.</param>
    public async Task RaiseAsync(string kind, string place, Guid? patientId, CancellationToken cancellationToken = default)
    {
        if (!await registry.Incidents.AnyAsync(i => i.Closed == null && i.Kind == kind && i.Place == place, cancellationToken))
        {
            registry.Incidents.Add(new Incident { Id = names.NewId(), Kind = kind, Found = clock.GetUtcNow(), Place = place, PatientId = patientId });
        }
    }

    /// <summary>Closes the incident of a place, if one is open, since its cause is gone; it is closed once the caller saves.</summary>
    public async Task CloseAsync(string kind, string place, CancellationToken cancellationToken = default)
    {
        foreach (Incident incident in await registry.Incidents.Where(i => i.Closed == null && i.Kind == kind && i.Place == place).ToListAsync(cancellationToken))
        {
            incident.Closed = clock.GetUtcNow();
        }
    }

    /// <summary>A person closes an incident, with the audit row that says so; saves. Closed before, nothing changes.</summary>
    /// <param name="id">The incident.</param>
    /// <param name="by">The token's subject.</param>
    /// <param name="cancellationToken">Cuts it.</param>
    /// <returns>Whether there is such an incident.</returns>
    public async Task<bool> CloseAsync(Guid id, string by, CancellationToken cancellationToken = default)
    {
        Incident? incident = await registry.Incidents.SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
        if (incident is { Closed: null })
        {
            incident.Closed = clock.GetUtcNow();
            audit.Add("incident.closed", by, patientId: incident.PatientId, details: new { incident = id, incident.Kind });
            await registry.SaveChangesAsync(cancellationToken);
        }

        return incident is not null;
    }

    /// <summary>The newest incidents.</summary>
    /// <param name="all">Closed ones too.</param>
    /// <param name="cancellationToken">Cuts it.</param>
    public async Task<IReadOnlyList<IncidentEntry>> ListAsync(bool all, CancellationToken cancellationToken = default)
    {
        List<Incident> rows = await registry.Incidents.AsNoTracking().Where(i => all || i.Closed == null)
            .OrderByDescending(i => i.Found).Take(MostShown).ToListAsync(cancellationToken);
        List<Guid?> patients = [.. rows.Select(row => row.PatientId).Distinct()];
        Dictionary<Guid, FacilityId> facilities = await registry.Patients.Where(row => patients.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, row => row.FacilityId, cancellationToken);
        return
        [
            .. rows.Select(row => new IncidentEntry(
                row.Id, row.Kind, row.Found, row.Place, ReasonTexts.Of(row.Kind).Japanese, ReasonTexts.Of(row.Kind).English,
                row.PatientId is { } patient && facilities.TryGetValue(patient, out FacilityId facility) ? facility : null, row.PatientId, row.Closed)),
        ];
    }
}
