using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>How far orders are, study by study.</summary>
public sealed class OrderReports(RegistryContext registry, ReleaseGate gate)
{
    private const int Batch = 500;

    /// <summary>The orders, newest first.</summary>
    /// <param name="processorId">Only this processor's; none: all.</param>
    /// <param name="all">Those that have ended too.</param>
    /// <param name="cancellationToken">Cuts it.</param>
    public async Task<IReadOnlyList<OrderSummary>> ListAsync(ProcessorId? processorId, bool all, CancellationToken cancellationToken = default)
        => await Summaries(registry.DeliveryOrders
            .Where(order => (processorId == null || order.ProcessorId == processorId) && (all || order.State == DeliveryOrderState.Open))
            .OrderByDescending(order => order.Placed)).ToListAsync(cancellationToken);

    /// <summary>One order with its studies; none: there is none such.</summary>
    public async Task<OrderReport?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        OrderSummary? order = await Summaries(registry.DeliveryOrders.Where(row => row.Id == id)).SingleOrDefaultAsync(cancellationToken);
        if (order is null)
        {
            return null;
        }

        List<Named> named = await registry.OrderedCases.Where(line => line.OrderId == id).OrderBy(line => line.CaseId)
            .Select(line => new Named(line.CaseId, line.Case.FacilityId)).ToListAsync(cancellationToken);
        List<OrderLine> lines = [];
        foreach (Named[] chunk in named.Chunk(Batch))
        {
            lines.AddRange(await LinesAsync(order, chunk, cancellationToken));
        }

        return new OrderReport(order, lines);
    }

    /// <summary>Studies that would go to a processor at once if they were ordered, in order of registration.</summary>
    /// <param name="processorId">The processor.</param>
    /// <param name="filter">Which.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancellationToken">Cuts it.</param>
    public async Task<IReadOnlyList<Guid>> CandidatesAsync(ProcessorId processorId, CandidateFilter filter, int take, CancellationToken cancellationToken = default)
    {
        IQueryable<Case> cases = registry.Cases.Where(row => registry.ReleaseDecisions.Any(decision =>
            decision.CaseId == row.Id && decision.Current && decision.AwaitsOrder && decision.Track == Track.Certified && decision.Recipient == processorId.Value));
        if (filter.Facility is { } facility)
        {
            cases = cases.Where(row => row.FacilityId == facility);
        }

        if (filter.Domain is { Length: > 0 } domain)
        {
            cases = cases.Where(row => row.Domain == domain);
        }

        if (filter.Disease is { Length: > 0 } disease)
        {
            cases = cases.Where(row => row.Diagnoses.Any(diagnosis => diagnosis.Code.StartsWith(disease)));
        }

        return await cases.OrderBy(row => row.Id).Select(row => row.Id).Take(Math.Clamp(take, 0, OrderRequest.MaximumCases)).ToListAsync(cancellationToken);
    }

    private IQueryable<OrderSummary> Summaries(IQueryable<DeliveryOrder> orders) => orders.Select(order => new OrderSummary(
        order.Id, order.ProcessorId, order.State, order.Placed, order.PlacedBy, order.Reason, order.Cases.Count,
        order.Cases.Count(line => registry.Deliveries.Any(delivery =>
            delivery.CaseId == line.CaseId && delivery.ProcessorId == order.ProcessorId && delivery.State == DeliveryState.Published)),
        order.ProjectId, order.Ended, order.EndedBy, order.EndReason));

    private async Task<List<OrderLine>> LinesAsync(OrderSummary order, Named[] named, CancellationToken cancellationToken)
    {
        List<Guid> ids = [.. named.Select(one => one.CaseId)];
        ILookup<Guid, Delivery> deliveries = (await registry.Deliveries.AsNoTracking()
            .Where(row => row.ProcessorId == order.Processor && row.Published != null && ids.Contains(row.CaseId)).ToListAsync(cancellationToken)).ToLookup(row => row.CaseId);
        Dictionary<Guid, ReleaseDecision> decisions = await registry.ReleaseDecisions.AsNoTracking()
            .Where(row => row.Current && row.Track == Track.Certified && row.Recipient == order.Processor.Value && ids.Contains(row.CaseId))
            .ToDictionaryAsync(row => row.CaseId, cancellationToken);
        List<OrderLine> lines = [];
        foreach (Named one in named)
        {
            Delivery[] provided = [.. deliveries[one.CaseId].OrderBy(row => row.Published)];
            bool asks = order.State == DeliveryOrderState.Open || (order.State == DeliveryOrderState.Closed && Array.Exists(provided, row => row.Published <= order.Ended));
            IReadOnlyList<BlockingRule> blocking = !asks ? []
                : decisions.TryGetValue(one.CaseId, out ReleaseDecision? decision) ? decision.Blocking
                : (await gate.CertifiedAsync(one.CaseId, order.Processor, cancellationToken)).Blocking;
            lines.Add(LineOf(one, provided, asks, [.. blocking.Where(rule => rule.Rule != O1IsAskedFor.RuleId)]));
        }

        return lines;
    }

    private static OrderLine LineOf(Named one, Delivery[] provided, bool asks, IReadOnlyList<BlockingRule> blocking)
    {
        OrderLineState state = Array.Exists(provided, row => row.State == DeliveryState.Published) ? OrderLineState.Provided
            : !asks ? OrderLineState.Dropped
            : blocking.Count > 0 ? OrderLineState.Held
            : OrderLineState.Underway;
        Delivery? newest = provided.LastOrDefault();
        return new OrderLine(
            one.CaseId, one.Facility, state, blocking, newest?.Id, newest?.Published, newest?.Pulled, newest?.DeletionRequested, newest?.DeletionAcknowledged);
    }

    private sealed record Named(Guid CaseId, FacilityId Facility);
}
