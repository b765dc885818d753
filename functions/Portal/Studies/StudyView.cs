using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>Everything the registry has of one study.</summary>
/// <param name="Case">The case, with its patient.</param>
/// <param name="Facility">The facility.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Instances">Number of its objects.</param>
/// <param name="Ledger">The patient's ledger, newest first.</param>
/// <param name="Decisions">All decisions, newest first.</param>
/// <param name="Copies">Copies for projects, newest first.</param>
/// <param name="Deliveries">Packages for processors, newest first.</param>
/// <param name="Packages">The packages that brought it, or should have, newest first.</param>
public sealed record StudyView(
    Case Case, Facility Facility, StudyStatus Status, int Instances, IReadOnlyList<LedgerEvent> Ledger, IReadOnlyList<ReleaseDecision> Decisions,
    IReadOnlyList<ResearchCopy> Copies, IReadOnlyList<Delivery> Deliveries, IReadOnlyList<UploadedPackage> Packages);
