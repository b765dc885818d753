using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>An item of the review queue, without a word about the patient.</summary>
internal sealed record ReviewLine(
    Guid Id, ReviewItemState State, ReasonLine Reason, FacilityId Facility, Guid Study, DeviceSignature Signature, int Frame, bool HasFrame,
    IReadOnlyList<MaskRectangle> Proposed, DateTimeOffset Created, DateTimeOffset? Closed, IReadOnlyList<ReviewDecisionLine> Decisions);

/// <summary>A decision in an item's log.</summary>
internal sealed record ReviewDecisionLine(
    Guid Id, ReviewVerdict Verdict, bool TrustsRegions, IReadOnlyList<MaskRectangle> Hidden, string? Rule, string Why, string By, DateTimeOffset At);
