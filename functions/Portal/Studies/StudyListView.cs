using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>A page of the list of studies.</summary>
/// <param name="Filter">What was asked for.</param>
/// <param name="Facilities">All facilities, by ID.</param>
/// <param name="Counts">Over everything, whatever the filter.</param>
/// <param name="Rows">Registered studies; empty when quarantined packages were asked for.</param>
/// <param name="Quarantined">Quarantined packages; empty unless they were asked for.</param>
/// <param name="Total">Rows or packages under the filter, on all pages.</param>
public sealed record StudyListView(
    StudyFilter Filter, IReadOnlyDictionary<FacilityId, Facility> Facilities, StudyCounts Counts,
    IReadOnlyList<StudyRow> Rows, IReadOnlyList<UploadedPackage> Quarantined, int Total);
