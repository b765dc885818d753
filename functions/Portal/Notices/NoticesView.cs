using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>A page of the list of patients still to be notified.</summary>
/// <param name="Facilities">All facilities, by ID.</param>
/// <param name="Facility">The one looked at; none: choose one first.</param>
/// <param name="Page">From 1.</param>
/// <param name="Rows">Patients of this page.</param>
/// <param name="Visit">Patients to notify at their next visit, on all pages.</param>
/// <param name="Post">Patients to notify by post, on all pages.</param>
public sealed record NoticesView(IReadOnlyList<Facility> Facilities, FacilityId? Facility, int Page, IReadOnlyList<PatientToNotify> Rows, int Visit, int Post)
{
    /// <summary>Patients of a page.</summary>
    public const int PageLength = 50;
}
