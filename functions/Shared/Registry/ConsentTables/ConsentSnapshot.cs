using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>
/// What a facility's full table says by silence: its listed patients who are missing in it become unknown, and are held.
/// What forbids (opt-out, withdrawal, death) stays. A table that looks cut short unlists nobody: it is told instead.
/// </summary>
public sealed class ConsentSnapshot(RegistryContext registry, PatientLock patientLock, LedgerBook ledger, Incidents incidents)
{
    /// <summary>Kind of the incident that tells operators of a table in doubt.</summary>
    public const string IncidentKind = "consents.snapshot-drops-many";

    /// <summary>Fewest missing patients that are suspicious.</summary>
    public const int ManyPatients = 100;

    /// <summary>A share of the listed patients of which more than one in so many missing is suspicious.</summary>
    public const int OneIn = 5;

    private const int Batch = 1000;

    /// <summary>
    /// Whether a full table made later than this one has been taken: then this one as a whole is old, and only what forbids
    /// in it is followed.
    /// </summary>
    public Task<bool> IsOvertakenAsync(ConsentUpload upload, CancellationToken cancellationToken = default)
        => ConsentTables.SnapshotsAfter(registry, upload).AnyAsync(cancellationToken);

    /// <summary>
    /// Counts who is missing and unlists them, each under the patient's lock. Cut and run again it goes on: who is unlisted
    /// is not listed any more. The caller's unsaved changes must be saved before.
    /// </summary>
    /// <param name="upload">The table, all its lines being applied.</param>
    /// <param name="mentioned">The patient IDs in it, those of refused lines too.</param>
    /// <param name="isReadable">The patient of every line could be read.</param>
    /// <param name="confirmed">How many missing patients the sender says it knows of; none: nothing was said.</param>
    /// <param name="actor">Who, for the audit trail.</param>
    /// <param name="cancellationToken">Cuts it.</param>
    public async Task<ConsentSnapshotResult> UnlistMissingAsync(
        ConsentUpload upload, IReadOnlySet<string> mentioned, bool isReadable, int? confirmed, string actor, CancellationToken cancellationToken = default)
    {
        int before = await registry.LedgerEvents.CountAsync(entry => entry.ConsentUploadId == upload.Id && entry.Kind == LedgerEventKind.Unlisted, cancellationToken);
        (int listed, List<Guid> missing) = await MissingAsync(upload.FacilityId, mentioned, cancellationToken);
        int total = before + missing.Count;
        if (total == 0)
        {
            return new ConsentSnapshotResult(0, 0, null);
        }

        bool isSuspicious = total >= ManyPatients && total > (before + listed) / OneIn && !(total <= confirmed);
        if (before == 0 && (isSuspicious || !isReadable))
        {
            await incidents.RaiseAsync(IncidentKind, $"consent table {upload.Id} of {upload.FacilityId}", null, cancellationToken);
            await registry.SaveChangesAsync(cancellationToken);
            return new ConsentSnapshotResult(total, 0, isReadable ? ConsentReasons.SnapshotDropsMany : ConsentReasons.SnapshotUnreadable);
        }

        int unlisted = before;
        foreach (Guid patient in missing)
        {
            unlisted += await UnlistAsync(patient, upload, actor, cancellationToken) ? 1 : 0;
        }

        return new ConsentSnapshotResult(total, unlisted, null);
    }

    /// <summary>How many patients are listed, and who of them the table does not mention.</summary>
    private async Task<(int Listed, List<Guid> Missing)> MissingAsync(FacilityId facility, IReadOnlySet<string> mentioned, CancellationToken cancellationToken)
    {
        int listed = 0;
        List<Guid> missing = [];
        Guid after = Guid.Empty;
        while (true)
        {
            var patients = await registry.Patients.AsNoTracking()
                .Where(patient => patient.FacilityId == facility && patient.Id > after)
                .OrderBy(patient => patient.Id)
                .Select(patient => new
                {
                    patient.Id,
                    patient.FacilityPatientId,
                    Last = registry.LedgerEvents
                        .Where(entry => entry.PatientId == patient.Id && (entry.Kind == LedgerEventKind.Listed || entry.Kind == LedgerEventKind.Unlisted))
                        .OrderByDescending(entry => entry.Sequence).Select(entry => (LedgerEventKind?)entry.Kind).FirstOrDefault(),
                })
                .Take(Batch)
                .ToListAsync(cancellationToken);
            if (patients.Count == 0)
            {
                return (listed, missing);
            }

            listed += patients.Count(patient => patient.Last == LedgerEventKind.Listed);
            missing.AddRange(patients.Where(patient => patient.Last == LedgerEventKind.Listed && !mentioned.Contains(patient.FacilityPatientId)).Select(patient => patient.Id));
            after = patients[^1].Id;
        }
    }

    private async Task<bool> UnlistAsync(Guid patientId, ConsentUpload upload, string actor, CancellationToken cancellationToken)
    {
        await using PatientTransaction transaction = await patientLock.AcquireAsync(patientId, cancellationToken);
        if (!(await transaction.LedgerAsync(cancellationToken)).Listed || await ConsentTables.IsOvertakenAsync(transaction, upload, cancellationToken))
        {
            return false;
        }

        await ledger.AppendAsync(transaction, new LedgerEntry(LedgerEventKind.Unlisted, JapaneseDay.Of(upload.Received)) { ConsentUploadId = upload.Id }, actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}

/// <summary>What a full table said by silence.</summary>
/// <param name="Missing">Listed patients who are not in it.</param>
/// <param name="Unlisted">Those of them who became unknown.</param>
/// <param name="Doubt">Why nobody was unlisted, as a reason code; none: the table was followed.</param>
public sealed record ConsentSnapshotResult(int Missing, int Unlisted, string? Doubt);
