using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>One study's history for operators. It names the patient: each sight of it is audited before it is shown.</summary>
internal sealed class StudyHistory(RegistryContext registry, StudyStatuses statuses, AuditTrail audit)
{
    /// <summary>The study, and the audit row of having seen it; none: there is no such case.</summary>
    public async Task<StudyView?> ReadAsync(Guid caseId, Caller caller, CancellationToken cancellationToken)
    {
        Case? row = await registry.Cases.AsNoTracking().Include(candidate => candidate.Patient)
            .SingleOrDefaultAsync(candidate => candidate.Id == caseId, cancellationToken);
        if (row is null)
        {
            return null;
        }

        var view = new StudyView(
            row,
            await registry.Facilities.AsNoTracking().SingleAsync(facility => facility.Id == row.FacilityId, cancellationToken),
            (await statuses.OfCasesAsync([caseId], cancellationToken))[0],
            await registry.Instances.CountAsync(instance => instance.CaseId == caseId, cancellationToken),
            await registry.LedgerEvents.AsNoTracking().Where(entry => entry.PatientId == row.PatientId)
                .OrderByDescending(entry => entry.Sequence).ToListAsync(cancellationToken),
            await registry.ReleaseDecisions.AsNoTracking().Where(decision => decision.CaseId == caseId)
                .OrderByDescending(decision => decision.Decided).ThenBy(decision => decision.Recipient).ToListAsync(cancellationToken),
            await registry.ResearchCopies.AsNoTracking().Where(copy => copy.CaseId == caseId)
                .OrderByDescending(copy => copy.Created).ToListAsync(cancellationToken),
            await registry.Deliveries.AsNoTracking().Where(delivery => delivery.CaseId == caseId)
                .OrderByDescending(delivery => delivery.Created).ToListAsync(cancellationToken),
            await registry.UploadedPackages.AsNoTracking()
                .Where(package => package.CaseId == caseId || (package.FacilityId == row.FacilityId && package.StudyInstanceUid == row.StudyInstanceUid))
                .OrderByDescending(package => package.Received).ToListAsync(cancellationToken));
        audit.Add("study.viewed", caller.Subject, row.FacilityId, row.PatientId, row.Id);
        await registry.SaveChangesAsync(cancellationToken);
        return view;
    }
}
