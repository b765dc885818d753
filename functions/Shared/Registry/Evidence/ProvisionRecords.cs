using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>Provision records and receipts, oldest first.</summary>
public sealed class ProvisionRecords(RegistryContext registry)
{
    private const int Page = 1_000;

    /// <summary>Those of provisions within days (JST), both included; of a facility or processor, or of all. Read page by page.</summary>
    public async IAsyncEnumerable<ProvisionRecord> ReadAsync(
        FacilityId? facility, ProcessorId? processor, DateOnly from, DateOnly until, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        DateTimeOffset after = JapaneseDay.StartOf(from);
        DateTimeOffset before = JapaneseDay.StartOf(until.AddDays(1));
        IQueryable<Delivery> provided = registry.Deliveries.AsNoTracking().Where(row => row.Published >= after && row.Published < before);
        provided = facility is { } of ? provided.Where(row => row.Case.FacilityId == of) : provided;
        provided = processor is { } to ? provided.Where(row => row.ProcessorId == to) : provided;
        (DateTimeOffset At, Guid Id) last = (DateTimeOffset.MinValue, Guid.Empty);
        while (await PageAsync(provided, last.At, last.Id, cancellationToken) is { Count: > 0 } page)
        {
            foreach (ProvisionRecord record in page)
            {
                yield return record;
            }

            last = (page[^1].Provided, page[^1].Provision);
        }
    }

    private Task<List<ProvisionRecord>> PageAsync(IQueryable<Delivery> provided, DateTimeOffset at, Guid id, CancellationToken cancellationToken)
        => provided.Where(row => row.Published > at || (row.Published == at && row.Id > id))
            .OrderBy(row => row.Published).ThenBy(row => row.Id).Take(Page)
            .Select(row => new ProvisionRecord
            {
                Provision = row.Id,
                Facility = row.Case.FacilityId,
                Provided = row.Published!.Value,
                Processor = row.ProcessorId,
                ProcessorStated = row.ProcessorStated,
                Patient = row.Case.Patient.FacilityPatientId,
                Items = row.ItemsStated,
                Bytes = row.Size,
                NoticeDelivered = registry.LedgerEvents.Where(entry => entry.Id == row.NoticeEventId).Select(entry => (DateOnly?)entry.Effective).FirstOrDefault(),
                NoticeKind = registry.LedgerEvents.Where(entry => entry.Id == row.NoticeEventId).Select(entry => entry.NoticeKind).FirstOrDefault(),
                Received = row.Pulled,
                Recalled = row.Recalled,
                RecallReason = row.RecallReason,
                DeletionRequested = row.DeletionRequested,
                DeletionAcknowledged = row.DeletionAcknowledged,
            })
            .ToListAsync(cancellationToken);
}
