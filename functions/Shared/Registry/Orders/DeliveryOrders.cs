using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>
/// Places and ends orders. Each act is one transaction: the order, its audit rows, and a new decision for every patient
/// concerned in the outbox; what is to be provided or recalled follows from the decisions.
/// </summary>
public sealed class DeliveryOrders(RegistryContext registry, CaseSearch search, Outbox outbox, AuditTrail audit, TimeProvider clock)
{
    private const int Batch = 500;

    /// <summary>The orders that give a study the right to be provided to a processor, or to stay so.</summary>
    public static IQueryable<OrderedCase> InForce(RegistryContext registry, Guid caseId, ProcessorId processorId)
        => registry.OrderedCases.Where(line => line.CaseId == caseId && line.Order.ProcessorId == processorId
            && (line.Order.State == DeliveryOrderState.Open
                || (line.Order.State == DeliveryOrderState.Closed && registry.Deliveries.Any(delivery =>
                    delivery.CaseId == caseId && delivery.ProcessorId == processorId && delivery.Published != null && delivery.Published <= line.Order.Ended))));

    /// <summary>Places an order; the same again changes nothing.</summary>
    /// <exception cref="ArgumentException">It names no study or too many, or its reason is missing or too long.</exception>
    public async Task<OrderPlacement> PlaceAsync(OrderRequest request, CancellationToken cancellationToken = default)
    {
        HashSet<Guid> cases = [.. request.CaseIds];
        ArgumentOutOfRangeException.ThrowIfZero(cases.Count, nameof(request));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cases.Count, OrderRequest.MaximumCases, nameof(request));
        DemandReason(request.Reason);
        if (await registry.DeliveryOrders.AsNoTracking().Include(order => order.Cases).SingleOrDefaultAsync(order => order.Id == request.Id, cancellationToken) is { } placed)
        {
            return OrderPlacement.Of(IsSame(placed, request, cases) ? OrderOutcome.Placed : OrderOutcome.OtherOrder);
        }

        if (!await registry.Processors.AnyAsync(processor => processor.Id == request.ProcessorId, cancellationToken))
        {
            return OrderPlacement.Of(OrderOutcome.UnknownProcessor);
        }

        List<Subject> known = await KnownAsync(request, cases, cancellationToken);
        if (known.Count < cases.Count)
        {
            return new OrderPlacement(OrderOutcome.UnknownCases, [.. cases.Except(known.Select(subject => subject.CaseId)).Order()]);
        }

        var order = new DeliveryOrder
        {
            Id = request.Id, ProcessorId = request.ProcessorId, PlacedBy = request.By, ProjectId = request.ProjectId, Placed = clock.GetUtcNow(), Reason = request.Reason.Trim(),
        };
        order.Cases.AddRange(known.Select(subject => new OrderedCase { OrderId = order.Id, CaseId = subject.CaseId }));
        registry.DeliveryOrders.Add(order);
        Follow("order.placed", request.By, order, known);
        await registry.SaveChangesAsync(cancellationToken);
        return OrderPlacement.Of(OrderOutcome.Placed);
    }

    /// <summary>
    /// Closes an order (what it provided stays, nothing more is provided) or cancels it (what no other order asks for is
    /// recalled; of what was pulled the deletion is requested). Again, it changes nothing; a closed order can be cancelled,
    /// a cancelled one stays so.
    /// </summary>
    /// <param name="id">The order.</param>
    /// <param name="end">Closed or cancelled.</param>
    /// <param name="by">The token's subject.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Cuts it.</param>
    /// <returns>Where it now stands; none: there is no such order.</returns>
    public async Task<DeliveryOrderState?> EndAsync(Guid id, DeliveryOrderState end, string by, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(end, DeliveryOrderState.Open);
        DemandReason(reason);
        DeliveryOrder? order = await registry.DeliveryOrders.SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (order is null || order.State >= end)
        {
            return order?.State;
        }

        order.State = end;
        order.Ended = clock.GetUtcNow();
        order.EndedBy = by;
        order.EndReason = reason.Trim();
        List<Subject> subjects = await registry.OrderedCases.Where(line => line.OrderId == id)
            .Select(line => new Subject(line.CaseId, line.Case.FacilityId, line.Case.PatientId)).ToListAsync(cancellationToken);
        Follow(end == DeliveryOrderState.Closed ? "order.closed" : "order.cancelled", by, order, subjects);
        await registry.SaveChangesAsync(cancellationToken);
        return end;
    }

    private static bool IsSame(DeliveryOrder placed, OrderRequest request, HashSet<Guid> cases)
        => placed.ProcessorId == request.ProcessorId && placed.PlacedBy == request.By && placed.ProjectId == request.ProjectId && placed.Reason == request.Reason.Trim()
            && cases.SetEquals(placed.Cases.Select(line => line.CaseId));

    private static void DemandReason(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reason.Trim().Length, OrderRequest.MaximumReason, nameof(reason));
    }

    private async Task<List<Subject>> KnownAsync(OrderRequest request, HashSet<Guid> cases, CancellationToken cancellationToken)
    {
        List<Subject> known = [];
        foreach (Guid[] chunk in cases.Chunk(Batch))
        {
            IQueryable<Case> rows = request.ProjectId is { } project
                ? await search.OrderableByAsync(request.By, project, cancellationToken)
                : registry.Cases.Where(row => !row.StudyInstanceUid.StartsWith(ErasedStudy.Prefix));
            known.AddRange(await rows.Where(row => chunk.Contains(row.Id)).Select(row => new Subject(row.Id, row.FacilityId, row.PatientId)).ToListAsync(cancellationToken));
        }

        return known;
    }

    /// <summary>One audit row for each facility concerned, one decision for each patient.</summary>
    private void Follow(string action, string by, DeliveryOrder order, List<Subject> subjects)
    {
        foreach (IGrouping<FacilityId, Subject> facility in subjects.GroupBy(subject => subject.FacilityId))
        {
            audit.Add(action, by, facility.Key, details: new { order = order.Id, processor = order.ProcessorId.Value, project = order.ProjectId?.Value, cases = facility.Count() });
        }

        foreach (Guid patient in subjects.Select(subject => subject.PatientId).Distinct())
        {
            outbox.Add(QueueNames.ReleaseReview, id => new ReleaseReview(id, patient));
        }
    }

    private sealed record Subject(Guid CaseId, FacilityId FacilityId, Guid PatientId);
}
