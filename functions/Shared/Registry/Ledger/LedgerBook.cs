using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>Appends to the ledger under the patient's lock, and puts what follows from it in the outbox of the same transaction.</summary>
public sealed class LedgerBook(Outbox outbox, AuditTrail audit, IRandomNames names, TimeProvider clock)
{
    /// <summary>
    /// Appends entries in their order and saves them within the transaction: each with its audit row, one release review,
    /// and, where an entry may take a right away, the recall of every staged or published copy of the tracks it touches.
    /// </summary>
    /// <param name="actor">Who: an app's name or an operator's subject.</param>
    public async Task<IReadOnlyList<LedgerEvent>> AppendAsync(
        PatientTransaction transaction, IReadOnlyList<LedgerEntry> entries, string actor, CancellationToken cancellationToken = default)
    {
        if (entries.Count == 0)
        {
            return [];
        }

        RegistryContext registry = transaction.Registry;
        int last = await registry.LedgerEvents.Where(entry => entry.PatientId == transaction.PatientId)
            .MaxAsync(entry => (int?)entry.Sequence, cancellationToken) ?? 0;
        var appended = new List<LedgerEvent>(entries.Count);
        foreach (LedgerEntry entry in entries)
        {
            LedgerEvent row = Row(transaction.PatientId, ++last, entry);
            appended.Add(row);
            audit.Add($"ledger.{Word(entry.Kind)}", actor, transaction.Patient.FacilityId, row.PatientId, details: new { ledgerEvent = row.Id });
        }

        registry.LedgerEvents.AddRange(appended);
        transaction.Patient.Version++;
        outbox.Add(QueueNames.ReleaseReview, id => new ReleaseReview(id, transaction.PatientId));
        await RecallAsync(transaction, entries, cancellationToken);
        await ForgetAddressAsync(transaction, entries, cancellationToken);
        await registry.SaveChangesAsync(cancellationToken);
        return appended;
    }

    /// <summary>Appends one entry; see the other overload.</summary>
    public async Task<LedgerEvent> AppendAsync(
        PatientTransaction transaction, LedgerEntry entry, string actor, CancellationToken cancellationToken = default)
        => (await AppendAsync(transaction, [entry], actor, cancellationToken))[0];

    private async Task RecallAsync(PatientTransaction transaction, IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Any(entry => MayTakeAway(entry.Kind, Track.Certified)))
        {
            var deliveries = await transaction.Registry.Deliveries
                .Where(delivery => delivery.Case.PatientId == transaction.PatientId && delivery.State != DeliveryState.Recalled)
                .Select(delivery => new { delivery.CaseId, delivery.ProcessorId })
                .Distinct()
                .ToListAsync(cancellationToken);
            deliveries.ForEach(delivery => outbox.Add(
                QueueNames.RecallDelivery, id => new RecallFromProcessor(id, delivery.CaseId, delivery.ProcessorId)));
        }

        if (entries.Any(entry => MayTakeAway(entry.Kind, Track.Research)))
        {
            var copies = await transaction.Registry.ResearchCopies
                .Where(copy => copy.Case.PatientId == transaction.PatientId
                    && (copy.State == ResearchCopyState.Staged || copy.State == ResearchCopyState.Published))
                .Select(copy => new { copy.CaseId, copy.ProjectId })
                .Distinct()
                .ToListAsync(cancellationToken);
            copies.ForEach(copy => outbox.Add(
                QueueNames.RecallResearch, id => new RecallFromResearch(id, copy.CaseId, copy.ProjectId)));
        }
    }

    /// <summary>An address is kept for a notice by post alone: once there is one, or none is to be sent any more, it goes.</summary>
    private static async Task ForgetAddressAsync(PatientTransaction transaction, IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Any(entry => entry.Kind is LedgerEventKind.Notice or LedgerEventKind.NoticeVoided or LedgerEventKind.OptOut or LedgerEventKind.Death or LedgerEventKind.Unlisted))
        {
            await transaction.Registry.PostalAddresses.Where(row => row.PatientId == transaction.PatientId).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private static bool MayTakeAway(LedgerEventKind kind, Track track) => kind switch
    {
        LedgerEventKind.NoticeVoided or LedgerEventKind.OptOut or LedgerEventKind.Death => track == Track.Certified,
        LedgerEventKind.ResearchConsentWithdrawn => track == Track.Research,
        LedgerEventKind.Listed or LedgerEventKind.IdentityCorrected or LedgerEventKind.Unlisted => true,
        LedgerEventKind.Notice or LedgerEventKind.OptOutWithdrawn or LedgerEventKind.ResearchConsent => false,
        _ => true,
    };

    private static string Word(LedgerEventKind kind) => kind switch
    {
        LedgerEventKind.Listed => "listed",
        LedgerEventKind.Notice => "notice",
        LedgerEventKind.NoticeVoided => "notice-voided",
        LedgerEventKind.OptOut => "opt-out",
        LedgerEventKind.OptOutWithdrawn => "opt-out-withdrawn",
        LedgerEventKind.ResearchConsent => "research-consent",
        LedgerEventKind.ResearchConsentWithdrawn => "research-consent-withdrawn",
        LedgerEventKind.Death => "death",
        LedgerEventKind.IdentityCorrected => "identity-corrected",
        LedgerEventKind.Unlisted => "unlisted",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of ledger entry."),
    };

    private LedgerEvent Row(Guid patientId, int sequence, LedgerEntry entry) => new()
    {
        Id = names.NewId(),
        PatientId = patientId,
        Kind = entry.Kind,
        Effective = entry.Effective,
        Recorded = clock.GetUtcNow(),
        Sequence = sequence,
        NoticeKind = entry.NoticeKind,
        ToGuardian = entry.ToGuardian,
        Method = entry.Method,
        Wording = entry.Wording,
        By = entry.By,
        ProjectId = entry.ProjectId,
        BirthDate = entry.BirthDate,
        Sex = entry.Sex,
        ConsentUploadId = entry.ConsentUploadId,
        Line = entry.Line,
        Operator = entry.Operator,
        Reason = entry.Reason,
    };
}
