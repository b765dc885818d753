using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>Applies consent tables to the ledger, one line and one patient's lock at a time.</summary>
public sealed class ConsentTables(PatientLock patientLock, LedgerBook ledger, PostalAddresses addresses)
{
    /// <summary>
    /// Applies a line in a transaction of its own, and notes in it that the table has come so far: a run that was cut does not
    /// say again what the desk may have taken back since. A resend of the same statements appends nothing. The caller's
    /// unsaved changes must be saved before.
    /// </summary>
    /// <param name="number">Which of the table's lines that state something it is, from 1.</param>
    /// <param name="consentUploadId">The table it came from.</param>
    /// <param name="received">When the table was received.</param>
    /// <param name="actor">Who, for the audit trail.</param>
    /// <returns>The entries appended, and problems where part of the line could not be followed.</returns>
    public async Task<ConsentLineResult> ApplyLineAsync(
        FacilityId facilityId, ConsentLine line, int number, Guid consentUploadId, DateTimeOffset received, string actor, CancellationToken cancellationToken = default)
    {
        await using PatientTransaction transaction = await patientLock.AcquireAsync(facilityId, line.FacilityPatientId, cancellationToken);
        LedgerState state = await transaction.LedgerAsync(cancellationToken);
        ConsentUpload? upload = await transaction.Registry.ConsentUploads.SingleOrDefaultAsync(row => row.Id == consentUploadId, cancellationToken);
        List<ConsentProblem> problems = [];
        ConsentLine? stated = line;
        if (!line.OnlyForbids && upload is not null && await IsOvertakenAsync(transaction, upload, cancellationToken))
        {
            problems.Add(new ConsentProblem(line.Line, null, ConsentReasons.Overtaken));
            stated = line.Forbidding();
        }

        problems.AddRange(stated is null ? [] : ConsentLineEntries.HeldByDesk(stated, state));
        if (upload?.LinesAccepted >= number)
        {
            return new ConsentLineResult([], problems);
        }

        upload?.LinesAccepted = number;
        IReadOnlyList<LedgerEntry> entries = stated is null ? [] : [.. ConsentLineEntries.Of(stated, state, JapaneseDay.Of(received))
            .Select(entry => entry with { ConsentUploadId = consentUploadId, Line = line.Line })];
        IReadOnlyList<LedgerEvent> appended = await ledger.AppendAsync(transaction, entries, actor, cancellationToken);
        if (ReferenceEquals(stated, line))
        {
            // a line overtaken by a later table has an address overtaken, too
            await addresses.KeepAsync(transaction, line, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return new ConsentLineResult(appended, problems);
    }

    /// <summary>
    /// Whether a table made later speaks of the patient already: a full one, since it speaks of everybody, or one that left
    /// an entry of this patient.
    /// </summary>
    internal static async Task<bool> IsOvertakenAsync(PatientTransaction transaction, ConsentUpload upload, CancellationToken cancellationToken)
    {
        RegistryContext registry = transaction.Registry;
        return upload.Made is { } made
            && (await SnapshotsAfter(registry, upload).AnyAsync(cancellationToken)
                || await registry.LedgerEvents.AnyAsync(
                    entry => entry.PatientId == transaction.PatientId
                        && registry.ConsentUploads.Any(other => other.Id == entry.ConsentUploadId && other.Made > made),
                    cancellationToken));
    }

    /// <summary>The facility's full tables made after this one, and not refused.</summary>
    internal static IQueryable<ConsentUpload> SnapshotsAfter(RegistryContext registry, ConsentUpload upload)
    {
        (FacilityId facility, DateTimeOffset? made) = (upload.FacilityId, upload.Made);
        return registry.ConsentUploads.Where(other => other.FacilityId == facility && other.IsSnapshot && other.Refusal == null && other.Made > made);
    }
}

/// <summary>What became of a line.</summary>
/// <param name="Appended">The ledger entries it added; empty where the ledger said so already.</param>
/// <param name="Problems">What of it was not followed: the desk took it back, or a table made later speaks of the patient.</param>
public sealed record ConsentLineResult(IReadOnlyList<LedgerEvent> Appended, IReadOnlyList<ConsentProblem> Problems);
