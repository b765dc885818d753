using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>What must hold of the registry at every moment; tests and runs that end by themselves ask it.</summary>
public sealed class RegistryInvariants(RegistryContext registry, ReleaseGate gate, TimeProvider clock)
{
    /// <summary>Every violation found; reads only.</summary>
    /// <param name="stuckAfter">Age from which an outbox row not consumed is stuck.</param>
    public async Task<IReadOnlyList<InvariantViolation>> CheckAsync(TimeSpan stuckAfter, CancellationToken cancellationToken = default)
    {
        List<OutboxMessage> pending = await registry.OutboxMessages.AsNoTracking()
            .Where(message => message.Consumed == null).ToListAsync(cancellationToken);
        HashSet<ICenterMessage> hints = [.. pending.Select(message => WithoutId(CenterMessages.Deserialize(message.Queue, message.Body)))];
        DateTimeOffset stuckBefore = clock.GetUtcNow() - stuckAfter;
        return
        [
            .. await DeliveriesAsync(hints, cancellationToken),
            .. await CopiesAsync(hints, cancellationToken),
            .. await PackagesAsync(cancellationToken),
            .. await LedgersAsync(cancellationToken),
            .. pending.Where(message => message.Created < stuckBefore).Select(message => new InvariantViolation("outbox.stuck", message.Id)),
        ];
    }

    /// <summary>A published package has every rule on its side and its provision record whole, or its recall is under way.</summary>
    private async Task<List<InvariantViolation>> DeliveriesAsync(HashSet<ICenterMessage> pending, CancellationToken cancellationToken)
    {
        List<InvariantViolation> found = [];
        List<Delivery> published = await registry.Deliveries.AsNoTracking().Include(row => row.Case)
            .Where(row => row.State == DeliveryState.Published).ToListAsync(cancellationToken);
        foreach (Delivery delivery in published)
        {
            if (delivery.Published is null || delivery.ProcessorStated is null || delivery.ItemsStated is null || delivery.NoticeEventId is null)
            {
                found.Add(new InvariantViolation("delivery.record-incomplete", delivery.Id));
            }

            bool recalled = pending.Contains(new RecallFromProcessor(Guid.Empty, delivery.CaseId, delivery.ProcessorId))
                || pending.Contains(new ReleaseReview(Guid.Empty, delivery.Case.PatientId));
            if (!recalled && !(await gate.CertifiedAsync(delivery.CaseId, delivery.ProcessorId, cancellationToken)).Allowed)
            {
                found.Add(new InvariantViolation("delivery.without-right", delivery.Id));
            }
        }

        return found;
    }

    private async Task<List<InvariantViolation>> CopiesAsync(HashSet<ICenterMessage> pending, CancellationToken cancellationToken)
    {
        List<InvariantViolation> found = [];
        List<ResearchCopy> published = await registry.ResearchCopies.AsNoTracking().Include(row => row.Case)
            .Where(row => row.State == ResearchCopyState.Published).ToListAsync(cancellationToken);
        foreach (ResearchCopy copy in published)
        {
            bool recalled = pending.Contains(new RecallFromResearch(Guid.Empty, copy.CaseId, copy.ProjectId))
                || pending.Contains(new ReleaseReview(Guid.Empty, copy.Case.PatientId));
            if (!recalled && !(await gate.ResearchAsync(copy.CaseId, copy.ProjectId, cancellationToken)).Allowed)
            {
                found.Add(new InvariantViolation("research.without-right", copy.Id));
            }
        }

        return found;
    }

    /// <summary>A registered package has its case, a quarantined one its reason.</summary>
    private async Task<IEnumerable<InvariantViolation>> PackagesAsync(CancellationToken cancellationToken)
    {
        List<UploadedPackage> broken = await registry.UploadedPackages.AsNoTracking()
            .Where(row => (row.State == PackageState.Registered && row.CaseId == null) || (row.State == PackageState.Quarantined && row.Reason == null))
            .ToListAsync(cancellationToken);
        return broken.Select(row => new InvariantViolation(
            row.State == PackageState.Registered ? "package.without-case" : "package.without-reason", row.Id));
    }

    /// <summary>A ledger counts from 1 without a gap.</summary>
    private async Task<IEnumerable<InvariantViolation>> LedgersAsync(CancellationToken cancellationToken)
    {
        List<Guid> broken = await registry.LedgerEvents.GroupBy(entry => entry.PatientId)
            .Where(entries => entries.Count() != entries.Max(entry => entry.Sequence))
            .Select(entries => entries.Key).ToListAsync(cancellationToken);
        return broken.Select(patient => new InvariantViolation("ledger.gap", patient));
    }

    private static ICenterMessage WithoutId(ICenterMessage message) => message switch
    {
        ReleaseReview review => review with { MessageId = Guid.Empty },
        AnonymizeCase work => work with { MessageId = Guid.Empty },
        DeliverCase work => work with { MessageId = Guid.Empty },
        RecallFromResearch recall => recall with { MessageId = Guid.Empty },
        RecallFromProcessor recall => recall with { MessageId = Guid.Empty },
        _ => message,
    };
}
