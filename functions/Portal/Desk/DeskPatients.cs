using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>What the desk sees of a patient before it takes a request. It names the patient: each sight is audited before it is shown.</summary>
internal sealed class DeskPatients(RegistryContext registry, AuditTrail audit, IRandomNames names)
{
    /// <summary>The desk before anyone has been looked up.</summary>
    public async Task<DeskView> EmptyAsync(CancellationToken cancellationToken)
        => new(await registry.Facilities.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellationToken), await ProjectsAsync(cancellationToken), names.NewId());

    /// <summary>A patient, known to the center or not; without a facility or patient ID, the empty desk.</summary>
    public async Task<DeskView> ReadAsync(FacilityId? facility, string? facilityPatientId, Caller caller, CancellationToken cancellationToken)
    {
        DeskView empty = await EmptyAsync(cancellationToken);
        string asked = facilityPatientId?.Trim() ?? "";
        if (facility is not { } id || asked.Length == 0 || !empty.Facilities.Any(row => row.Id == id))
        {
            return empty;
        }

        Patient? patient = await registry.Patients.AsNoTracking().Include(row => row.Events)
            .SingleOrDefaultAsync(row => row.FacilityId == id && row.FacilityPatientId == asked, cancellationToken);
        audit.Add("desk.patient-viewed", caller.Subject, id, patient?.Id);
        await registry.SaveChangesAsync(cancellationToken);
        if (patient is null)
        {
            return empty with { Facility = id, FacilityPatientId = asked };
        }

        return empty with
        {
            Facility = id,
            FacilityPatientId = asked,
            Ledger = LedgerState.Of(patient.Events, DateTimeOffset.MaxValue),
            Studies = await registry.Cases.CountAsync(row => row.PatientId == patient.Id, cancellationToken),
            Receipts = await registry.DeskReceipts.AsNoTracking().Where(row => row.PatientId == patient.Id).OrderByDescending(row => row.Taken).ToListAsync(cancellationToken),
        };
    }

    private Task<List<Project>> ProjectsAsync(CancellationToken cancellationToken) => registry.Projects.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellationToken);
}
