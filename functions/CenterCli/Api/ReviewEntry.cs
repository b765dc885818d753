using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>An item of the review queue.</summary>
/// <param name="Id">Its ID.</param>
/// <param name="State">open, decided, rejected or removed.</param>
/// <param name="Reason">Why no rule could judge it.</param>
/// <param name="Facility">Whose study it is of.</param>
/// <param name="Study">The center's own ID of the study.</param>
/// <param name="Signature">The images it stands for.</param>
/// <param name="Frame">Which frame is shown, from 0.</param>
/// <param name="HasFrame">Whether it can be shown.</param>
/// <param name="Proposed">Where text may stand.</param>
/// <param name="Created">Since when it waits.</param>
/// <param name="Decisions">What was decided.</param>
/// <param name="Closed">When it ceased to wait.</param>
public sealed record ReviewEntry(
    Guid Id, string State, ReasonSaid Reason, FacilityId Facility, Guid Study, DeviceSignature Signature, int Frame, bool HasFrame, IReadOnlyList<MaskRectangle> Proposed,
    DateTimeOffset Created, IReadOnlyList<ReviewDecisionEntry> Decisions, DateTimeOffset? Closed = null);

/// <summary>A decision on an item.</summary>
/// <param name="Id">Its ID.</param>
/// <param name="Verdict">mask, clean or reject.</param>
/// <param name="TrustsRegions">Whether everything outside the declared regions is hidden.</param>
/// <param name="Hidden">What is hidden.</param>
/// <param name="Why">The reviewer's reason.</param>
/// <param name="By">The reviewer.</param>
/// <param name="At">When.</param>
/// <param name="Rule">The device rule made of it.</param>
public sealed record ReviewDecisionEntry(
    Guid Id, string Verdict, bool TrustsRegions, IReadOnlyList<MaskRectangle> Hidden, string Why, string By, DateTimeOffset At, string? Rule = null);

/// <summary>What a reviewer decides.</summary>
/// <param name="Id">The decision's ID: sent again, nothing more happens.</param>
/// <param name="Verdict">What is said.</param>
/// <param name="Why">The reason; not about the patient.</param>
/// <param name="TrustsRegions">Hide everything outside the declared regions.</param>
/// <param name="Hidden">Hide these.</param>
/// <param name="ForDevice">For every image of the device, now and later.</param>
/// <param name="Any">What a device rule lets differ.</param>
public sealed record Ruling(
    Guid Id, ReviewVerdict Verdict, string Why, bool TrustsRegions, IReadOnlyList<MaskRectangle> Hidden, bool ForDevice, IReadOnlyList<DeviceAttribute> Any);

/// <summary>The current version of a device rule.</summary>
/// <param name="Rule">Its ID.</param>
/// <param name="Version">From 1.</param>
/// <param name="Match">Which images it is for; what is missing may be any.</param>
/// <param name="Treatment">mask, clean or retired.</param>
/// <param name="TrustsRegions">Whether everything outside the declared regions is hidden.</param>
/// <param name="Hidden">What is hidden.</param>
/// <param name="Why">Its source or reason.</param>
/// <param name="ApprovedBy">Who approved it.</param>
/// <param name="Approved">When.</param>
public sealed record DeviceRuleEntry(
    string Rule, int Version, DeviceMatch Match, string Treatment, bool TrustsRegions, IReadOnlyList<MaskRectangle> Hidden, string Why, string ApprovedBy, DateTimeOffset Approved);

/// <summary>Takes a device rule back.</summary>
/// <param name="Why">The reason.</param>
internal sealed record RuleRetirement(string Why);
