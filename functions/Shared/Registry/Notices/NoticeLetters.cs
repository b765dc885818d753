using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Pipeline.Registry;

/// <summary>
/// Records notice letters that the society posted for a facility, one patient's lock at a time. Recording a letter again
/// changes nothing, even after it came back or the patient opted out.
/// </summary>
public sealed class NoticeLetters(
    RegistryContext registry, PatientLock patientLock, LedgerBook ledger, AuditTrail audit, IOptions<ReleaseSettings> settings, TimeProvider clock)
{
    /// <summary>Audit action of a letter that came back.</summary>
    public const string Returned = "letter.returned";

    /// <summary>
    /// Records that a letter was posted to a patient: a notice by post, delivered some days later
    /// (<see cref="ReleaseSettings.LetterDays"/>). A letter to one under age on that day is addressed to the patient and the
    /// guardian (C5), and is a notice to both.
    /// </summary>
    /// <param name="batch">One that has no <see cref="LetterBatch.Refusal"/>.</param>
    /// <param name="actor">Subject of the operator.</param>
    public async Task<LetterOutcome> RecordSentAsync(
        FacilityId facility, string facilityPatientId, LetterBatch batch, string actor, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(facility, facilityPatientId, cancellationToken) is not { } patient)
        {
            return LetterOutcome.Refused(LetterReasons.PatientNotListed);
        }

        await using PatientTransaction transaction = await patientLock.AcquireAsync(patient, cancellationToken);
        List<LedgerEvent> events = await EventsAsync(transaction, cancellationToken);
        DateOnly delivered = batch.Posted.AddDays(settings.Value.LetterDays);
        if (events.Exists(entry => entry is { Kind: LedgerEventKind.Notice, Method: NoticeMethod.Post } && entry.Effective == delivered && entry.NoticeKind == batch.Kind && entry.Wording == batch.Wording))
        {
            return LetterOutcome.Already;
        }

        LedgerState state = LedgerState.Of(events, DateTimeOffset.MaxValue);
        if (RefusalOf(state, delivered) is { } refusal)
        {
            return LetterOutcome.Refused(refusal);
        }

        var notice = new LedgerEntry(LedgerEventKind.Notice, delivered) { NoticeKind = batch.Kind, Method = NoticeMethod.Post, Wording = batch.Wording, Operator = actor };
        bool underAge = batch.Posted < JapaneseDay.Birthday(state.BirthDate!.Value, settings.Value.GuardianAge);
        audit.Add(Expenses.LetterSent, actor, facility, patient, details: new { batch.Posted, batch.Wording, kind = batch.Kind.ToString(), guardian = underAge });
        await ledger.AppendAsync(transaction, underAge ? [notice, notice with { ToGuardian = true }] : [notice], actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return LetterOutcome.Recorded;
    }

    /// <summary>
    /// Records that a letter came back: the notice was never delivered, which counts as an opt-out until a newer one is
    /// recorded. Nobody knows which letter it was, so no notice recorded before it stands.
    /// </summary>
    public async Task<LetterOutcome> RecordReturnedAsync(FacilityId facility, string facilityPatientId, string actor, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(facility, facilityPatientId, cancellationToken) is not { } patient)
        {
            return LetterOutcome.Refused(LetterReasons.PatientNotListed);
        }

        await using PatientTransaction transaction = await patientLock.AcquireAsync(patient, cancellationToken);
        List<LedgerEvent> events = await EventsAsync(transaction, cancellationToken);
        int sent = events.FindLastIndex(entry => entry is { Kind: LedgerEventKind.Notice, Method: NoticeMethod.Post });
        if (sent < 0)
        {
            return LetterOutcome.Refused(LetterReasons.NoneSent);
        }

        if (events.Skip(sent).Any(entry => entry is { Kind: LedgerEventKind.NoticeVoided, ToGuardian: false }))
        {
            return LetterOutcome.Already;
        }

        audit.Add(Returned, actor, facility, patient);
        DateOnly today = JapaneseDay.Of(clock.GetUtcNow());
        await ledger.AppendAsync(transaction, new LedgerEntry(LedgerEventKind.NoticeVoided, today) { Operator = actor, Reason = Returned }, actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return LetterOutcome.Recorded;
    }

    /// <summary>A letter is a fact even to one who opted out meanwhile: it does not take the opt-out back.</summary>
    private static string? RefusalOf(LedgerState state, DateOnly delivered)
        => !state.Listed ? LetterReasons.PatientNotListed
            : state.DiedOn <= delivered ? LetterReasons.Died
            : state.BirthDate is null ? LetterReasons.BirthDateUnknown
            : null;

    private async Task<Guid?> FindAsync(FacilityId facility, string facilityPatientId, CancellationToken cancellationToken)
    {
        string trimmed = facilityPatientId.Trim();
        return await registry.Patients.Where(row => row.FacilityId == facility && row.FacilityPatientId == trimmed)
            .Select(row => (Guid?)row.Id).SingleOrDefaultAsync(cancellationToken);
    }

    private static Task<List<LedgerEvent>> EventsAsync(PatientTransaction transaction, CancellationToken cancellationToken)
        => transaction.Registry.LedgerEvents.AsNoTracking().Where(entry => entry.PatientId == transaction.PatientId).OrderBy(entry => entry.Sequence).ToListAsync(cancellationToken);
}
