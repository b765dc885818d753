using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>Applies consent tables to the ledger, one line and one patient's lock at a time.</summary>
public sealed class ConsentTables(PatientLock patientLock, LedgerBook ledger)
{
    /// <summary>
    /// Applies a line in a transaction of its own, and notes in it that the table has come so far: a run that was cut does not
    /// say again what the desk may have taken back since. A resend of the same statements appends nothing. The caller's
    /// unsaved changes must be saved before.
    /// </summary>
    /// <param name="number">Which of the table's accepted lines it is, from 1.</param>
    /// <param name="consentUploadId">The table it came from.</param>
    /// <param name="received">When the table was received.</param>
    /// <param name="actor">Who, for the audit trail.</param>
    /// <returns>The entries appended, and a problem where part of the line could not be followed.</returns>
    public async Task<ConsentLineResult> ApplyLineAsync(
        FacilityId facilityId, ConsentLine line, int number, Guid consentUploadId, DateTimeOffset received, string actor, CancellationToken cancellationToken = default)
    {
        await using PatientTransaction transaction = await patientLock.AcquireAsync(facilityId, line.FacilityPatientId, cancellationToken);
        LedgerState state = await transaction.LedgerAsync(cancellationToken);
        bool deskHolds = line.OptOut.Mark == ConsentMark.No && state.OptedOutAtDesk;
        ConsentProblem? problem = deskHolds ? new ConsentProblem(line.Line, ConsentColumns.OptOut, ConsentReasons.OptOutAtDesk) : null;
        ConsentUpload? upload = await transaction.Registry.ConsentUploads.SingleOrDefaultAsync(row => row.Id == consentUploadId, cancellationToken);
        if (upload?.LinesAccepted >= number)
        {
            return new ConsentLineResult([], problem);
        }

        upload?.LinesAccepted = number;
        IReadOnlyList<LedgerEntry> entries = [.. ConsentLineEntries.Of(line, state, JapaneseDay.Of(received))
            .Select(entry => entry with { ConsentUploadId = consentUploadId, Line = line.Line })];
        IReadOnlyList<LedgerEvent> appended = await ledger.AppendAsync(transaction, entries, actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new ConsentLineResult(appended, problem);
    }
}

/// <summary>What became of a line.</summary>
/// <param name="Appended">The ledger entries it added; empty where the ledger said so already.</param>
/// <param name="Problem">What of it was not followed: no table takes back an opt-out taken at the desk.</param>
public sealed record ConsentLineResult(IReadOnlyList<LedgerEvent> Appended, ConsentProblem? Problem);
