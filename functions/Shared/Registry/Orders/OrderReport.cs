namespace Pipeline.Registry;

/// <summary>An order as operators see it.</summary>
/// <param name="Id">The order.</param>
/// <param name="Processor">For whom.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Placed">When it was placed.</param>
/// <param name="PlacedBy">By whom.</param>
/// <param name="Reason">Why.</param>
/// <param name="Cases">Studies it names.</param>
/// <param name="Provided">Of these, provided now.</param>
/// <param name="Project">The project whose member asked; none: an operator.</param>
/// <param name="Ended">When it was closed or cancelled.</param>
/// <param name="EndedBy">By whom.</param>
/// <param name="EndReason">Why.</param>
public sealed record OrderSummary(
    Guid Id, ProcessorId Processor, DeliveryOrderState State, DateTimeOffset Placed, string PlacedBy, string Reason, int Cases, int Provided,
    ProjectId? Project = null, DateTimeOffset? Ended = null, string? EndedBy = null, string? EndReason = null);

/// <summary>Which studies might be ordered; what is not set does not narrow.</summary>
/// <param name="Facility">Of this facility.</param>
/// <param name="Domain">Of this domain.</param>
/// <param name="Disease">With a diagnosis whose ICD-10 code begins so.</param>
public sealed record CandidateFilter(FacilityId? Facility = null, string? Domain = null, string? Disease = null);

/// <summary>An order with its studies.</summary>
/// <param name="Order">The order.</param>
/// <param name="Lines">Its studies, in order of registration.</param>
public sealed record OrderReport(OrderSummary Order, IReadOnlyList<OrderLine> Lines);

/// <summary>Where a study of an order stands.</summary>
public enum OrderLineState
{
    /// <summary>Every rule holds; its package is being made.</summary>
    Underway = 1,

    /// <summary>A rule blocks; it is provided when none does any more.</summary>
    Held = 2,

    /// <summary>Provided: a package of it lies there, or was pulled.</summary>
    Provided = 3,

    /// <summary>The order has ended and does not ask for it any more.</summary>
    Dropped = 4,
}

/// <summary>A study of an order. Says nothing of the patient.</summary>
/// <param name="Case">The case.</param>
/// <param name="Facility">Its facility.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Blocking">The rules that block.</param>
/// <param name="Provision">The newest provision record of it.</param>
/// <param name="Published">When that was provided.</param>
/// <param name="Pulled">When its receipt came.</param>
/// <param name="DeletionRequested">消去依頼: since when the processor is to delete it.</param>
/// <param name="DeletionAcknowledged">When it said that it had.</param>
public sealed record OrderLine(
    Guid Case, FacilityId Facility, OrderLineState State, IReadOnlyList<BlockingRule> Blocking, Guid? Provision = null, DateTimeOffset? Published = null,
    DateTimeOffset? Pulled = null, DateTimeOffset? DeletionRequested = null, DateTimeOffset? DeletionAcknowledged = null);
