using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>A receipt of the opt-out desk.</summary>
/// <param name="Number">What it is asked for by.</param>
/// <param name="Facility">The facility.</param>
/// <param name="Patient">患者ID.</param>
/// <param name="Kind">What was asked.</param>
/// <param name="By">Who asked.</param>
/// <param name="Channel">How it came.</param>
/// <param name="Taken">When.</param>
/// <param name="TakenBy">By which operator.</param>
/// <param name="KeptUntil">Last day (JST) on which the copy is kept.</param>
/// <param name="Project">Of a withdrawal: the project; none: all.</param>
internal sealed record ReceiptSaid(
    string Number, FacilityId Facility, string Patient, DeskRequestKind Kind, OptOutBy By, DeskChannel Channel, DateTimeOffset Taken, string TakenBy, DateOnly KeptUntil, ProjectId? Project = null);

/// <summary>What became of a request.</summary>
/// <param name="Receipt">The receipt; none: of a kind that gives none.</param>
internal sealed record DeskSaid(ReceiptSaid? Receipt = null);
