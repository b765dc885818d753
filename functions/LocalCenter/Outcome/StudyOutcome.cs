namespace Pipeline.LocalCenter.Outcome;

/// <summary>What became of one study, as the summary states it.</summary>
/// <param name="Facility">The facility.</param>
/// <param name="Patient">The demonstration's label, or the patient ID of real input; empty where no package could tell.</param>
/// <param name="Study">Study Instance UID; empty where no package could tell.</param>
/// <param name="State"><c>registered</c>, <c>held</c> (registered, but nothing may leave) or <c>quarantined</c>.</param>
/// <param name="Reasons">Rule IDs that block it, then reason codes of quarantines.</param>
/// <param name="DeliveredTo">Processors that can read it.</param>
/// <param name="Research">Projects that can read an anonymised copy.</param>
internal sealed record StudyOutcome(
    string Facility, string Patient, string Study, string State, IReadOnlyList<string> Reasons, IReadOnlyList<string> DeliveredTo, IReadOnlyList<string> Research);
