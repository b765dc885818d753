using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>
/// Removes one patient's rows, but for what the law asks to keep: provision records for three years, with the patient they
/// state and the ledger they rest on; opt-outs, of which the receipt's copy is kept as long; and what a deletion request
/// still waits on. Everything else of the study goes, its UID, dates and report included.
/// </summary>
public sealed class PatientErasure(RegistryContext registry, TimeProvider clock)
{
    /// <summary>Years for which records are kept.</summary>
    public const int KeepYears = 3;

    /// <summary>Removes them in the caller's transaction, which holds the patient's lock. The blobs are gone already, and nothing is provided any more.</summary>
    /// <returns>Studies removed, and objects with them.</returns>
    public async Task<(int Cases, int Objects)> EraseAsync(Patient patient, CancellationToken cancellationToken)
    {
        (int erased, int objects) = (0, 0);
        await registry.PostalAddresses.Where(row => row.PatientId == patient.Id).ExecuteDeleteAsync(cancellationToken);
        List<Case> cases = await registry.Cases.AsNoTracking().Where(row => row.PatientId == patient.Id).ToListAsync(cancellationToken);
        bool isKept = await HasOptOutOnRecordAsync(patient.Id, cancellationToken);
        foreach (Case row in cases)
        {
            bool wasErased = row.StudyInstanceUid.StartsWith(ErasedStudy.Prefix, StringComparison.Ordinal);
            objects += wasErased ? 0 : await EraseContentAsync(row, cancellationToken);
            erased += wasErased ? 0 : 1;
            await EraseRecordsAsync(row.Id, cancellationToken);
            if (await HasRecordAsync(row.Id, cancellationToken))
            {
                isKept = true;
                await StripAsync(row, cancellationToken);
            }
            else
            {
                await registry.Cases.Where(one => one.Id == row.Id).ExecuteDeleteAsync(cancellationToken);
            }
        }

        if (!isKept)
        {
            // Past the append-only guard, deliberately: nothing rests on this ledger, and its patient's facility has left.
            await registry.LedgerEvents.Where(entry => entry.PatientId == patient.Id).ExecuteDeleteAsync(cancellationToken);
            await registry.Patients.Where(row => row.Id == patient.Id).ExecuteDeleteAsync(cancellationToken);
        }

        return (erased, objects);
    }

    private async Task<int> EraseContentAsync(Case row, CancellationToken cancellationToken)
    {
        await CountVolumeAsync(row, cancellationToken);
        await registry.ReviewDecisions.Where(one => one.Item.CaseId == row.Id).ExecuteDeleteAsync(cancellationToken);
        await registry.ReviewItems.Where(one => one.CaseId == row.Id).ExecuteDeleteAsync(cancellationToken);
        int objects = await registry.Instances.Where(one => one.CaseId == row.Id).ExecuteDeleteAsync(cancellationToken);
        await registry.CaseDiagnoses.Where(one => one.CaseId == row.Id).ExecuteDeleteAsync(cancellationToken);
        await registry.ReleaseDecisions.Where(one => one.CaseId == row.Id).ExecuteDeleteAsync(cancellationToken);
        await registry.OrderedCases.Where(one => one.CaseId == row.Id).ExecuteDeleteAsync(cancellationToken);
        await registry.UploadedPackages
            .Where(one => one.CaseId == row.Id || (one.FacilityId == row.FacilityId && one.StudyInstanceUid == row.StudyInstanceUid))
            .ExecuteDeleteAsync(cancellationToken);
        return objects;
    }

    /// <summary>Those whose time is over, or that say nothing of a provision.</summary>
    private async Task EraseRecordsAsync(Guid caseId, CancellationToken cancellationToken)
    {
        DateTimeOffset since = Since;
        await registry.Deliveries
            .Where(one => one.CaseId == caseId && (one.Published == null || (one.Published < since && (one.DeletionRequested == null || one.DeletionAcknowledged != null))))
            .ExecuteDeleteAsync(cancellationToken);
        await registry.ResearchCopies
            .Where(one => one.CaseId == caseId && (one.Pulled == null || one.DeletionAcknowledged != null)).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<bool> HasRecordAsync(Guid caseId, CancellationToken cancellationToken)
        => await registry.Deliveries.AnyAsync(one => one.CaseId == caseId, cancellationToken)
            || await registry.ResearchCopies.AnyAsync(one => one.CaseId == caseId, cancellationToken);

    private Task<bool> HasOptOutOnRecordAsync(Guid patientId, CancellationToken cancellationToken)
    {
        DateTimeOffset since = Since;
        return registry.LedgerEvents.AnyAsync(
            entry => entry.PatientId == patientId && entry.Kind == LedgerEventKind.OptOut && entry.Recorded >= since, cancellationToken);
    }

    private Task<int> StripAsync(Case row, CancellationToken cancellationToken)
    {
        string uid = ErasedStudy.UidOf(row.Id);
        return registry.Cases.Where(one => one.Id == row.Id).ExecuteUpdateAsync(
            one => one
                .SetProperty(r => r.StudyInstanceUid, uid)
                .SetProperty(r => r.StudyDate, (DateOnly?)null)
                .SetProperty(r => r.BirthDate, (DateOnly?)null)
                .SetProperty(r => r.Age, (int?)null)
                .SetProperty(r => r.Sex, Sex.Unknown)
                .SetProperty(r => r.Domain, (string?)null)
                .SetProperty(r => r.BodySite, (string?)null)
                .SetProperty(r => r.ReportJson, (string?)null),
            cancellationToken);
    }

    /// <summary>Notes how much was stored from when, for the expenses of the months before.</summary>
    private async Task CountVolumeAsync(Case row, CancellationToken cancellationToken)
    {
        DateOnly today = JapaneseDay.Of(clock.GetUtcNow());
        var stored = await (
            from one in registry.Instances.Where(one => one.CaseId == row.Id)
            join package in registry.UploadedPackages on one.PackageId equals package.Id
            select new { package.Received, one.Size }).ToListAsync(cancellationToken);
        foreach (var day in stored.GroupBy(one => JapaneseDay.Of(one.Received)))
        {
            ErasedVolume? volume = await registry.ErasedVolumes.SingleOrDefaultAsync(
                one => one.FacilityId == row.FacilityId && one.Stored == day.Key && one.Erased == today, cancellationToken);
            if (volume is null)
            {
                volume = new ErasedVolume { FacilityId = row.FacilityId, Stored = day.Key, Erased = today };
                registry.ErasedVolumes.Add(volume);
            }

            volume.Bytes += day.Sum(one => one.Size);
            await registry.SaveChangesAsync(cancellationToken);
        }
    }

    private DateTimeOffset Since => clock.GetUtcNow().AddYears(-KeepYears);
}
