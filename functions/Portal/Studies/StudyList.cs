using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>The operators' list of studies. It names patients: each sight of it is audited before it is shown.</summary>
internal sealed class StudyList(RegistryContext registry, StudyStatuses statuses, AuditTrail audit)
{
    /// <summary>One page, and the audit row of having seen it.</summary>
    public async Task<StudyListView> ReadAsync(StudyFilter filter, Caller caller, CancellationToken cancellationToken)
    {
        Dictionary<FacilityId, Facility> facilities = await registry.Facilities.AsNoTracking().ToDictionaryAsync(row => row.Id, cancellationToken);
        StudyCounts counts = await CountAsync(cancellationToken);
        StudyListView view = filter.State == StudyState.Quarantined
            ? await QuarantinedAsync(filter, facilities, counts, cancellationToken)
            : await RegisteredAsync(filter, facilities, counts, cancellationToken);
        audit.Add("studies.viewed", caller.Subject, filter.Facility, details: new
        {
            cases = view.Rows.Select(row => row.Status.CaseId).ToArray(),
            packages = view.Quarantined.Select(package => package.Id).ToArray(),
        });
        await registry.SaveChangesAsync(cancellationToken);
        return view;
    }

    /// <summary>How many studies stand where. Names nobody.</summary>
    public async Task<StudyCounts> CountAsync(CancellationToken cancellationToken)
    {
        int studies = await registry.Cases.CountAsync(cancellationToken);
        int released = await Released(registry.Cases).CountAsync(cancellationToken);
        return new StudyCounts(
            studies,
            released,
            studies - released,
            await registry.UploadedPackages.CountAsync(package => package.State == PackageState.Quarantined, cancellationToken),
            await registry.Deliveries.CountAsync(delivery => delivery.State == DeliveryState.Published, cancellationToken),
            await registry.ResearchCopies.CountAsync(copy => copy.State == ResearchCopyState.Published, cancellationToken),
            await registry.OutboxMessages.CountAsync(message => message.Consumed == null, cancellationToken));
    }

    private async Task<StudyListView> RegisteredAsync(
        StudyFilter filter, Dictionary<FacilityId, Facility> facilities, StudyCounts counts, CancellationToken cancellationToken)
    {
        IQueryable<Case> cases = Matching(filter);
        int total = await cases.CountAsync(cancellationToken);
        Dictionary<Guid, Case> page = await cases.AsNoTracking()
            .OrderByDescending(row => row.Id)
            .Skip((filter.Page - 1) * StudyFilter.PageLength).Take(StudyFilter.PageLength)
            .ToDictionaryAsync(row => row.Id, cancellationToken);
        IReadOnlyList<StudyStatus> found = await statuses.OfCasesAsync(page.Keys, cancellationToken);
        return new StudyListView(filter, facilities, counts, [.. found.Reverse().Select(status => Row(status, page[status.CaseId!.Value]))], [], total);
    }

    private async Task<StudyListView> QuarantinedAsync(
        StudyFilter filter, Dictionary<FacilityId, Facility> facilities, StudyCounts counts, CancellationToken cancellationToken)
    {
        IQueryable<UploadedPackage> packages = registry.UploadedPackages.Where(package => package.State == PackageState.Quarantined);
        if (filter.Facility is { } facility)
        {
            packages = packages.Where(package => package.FacilityId == facility);
        }

        int total = await packages.CountAsync(cancellationToken);
        List<UploadedPackage> page = await packages.AsNoTracking()
            .OrderByDescending(package => package.Id)
            .Skip((filter.Page - 1) * StudyFilter.PageLength).Take(StudyFilter.PageLength)
            .ToListAsync(cancellationToken);
        return new StudyListView(filter, facilities, counts, [], page, total);
    }

    private IQueryable<Case> Matching(StudyFilter filter)
    {
        IQueryable<Case> cases = registry.Cases;
        if (filter.Facility is { } facility)
        {
            cases = cases.Where(row => row.FacilityId == facility);
        }

        if (filter.State is { } state)
        {
            IQueryable<Guid> released = Released(registry.Cases).Select(row => row.Id);
            cases = state == StudyState.Registered
                ? cases.Where(row => released.Contains(row.Id))
                : cases.Where(row => !released.Contains(row.Id));
        }

        if (filter.Rule is { } rule)
        {
            // The blocking rules are one JSON text, which LINQ cannot look into.
            string pattern = $"%\"rule\":\"{rule}\"%";
            IQueryable<Guid> blocked = registry.ReleaseDecisions
                .FromSql($"""SELECT * FROM "ReleaseDecisions" WHERE "Current" AND "Blocking" LIKE {pattern}""")
                .Select(decision => decision.CaseId);
            cases = cases.Where(row => blocked.Contains(row.Id));
        }

        return cases;
    }

    /// <summary>Published or allowed somewhere.</summary>
    private IQueryable<Case> Released(IQueryable<Case> cases) => cases.Where(row =>
        registry.ReleaseDecisions.Any(decision => decision.CaseId == row.Id && decision.Current && decision.Allowed)
        || registry.Deliveries.Any(delivery => delivery.CaseId == row.Id && delivery.State == DeliveryState.Published)
        || registry.ResearchCopies.Any(copy => copy.CaseId == row.Id && copy.State == ResearchCopyState.Published));

    private static StudyRow Row(StudyStatus status, Case row) => new(status, row.StudyDate, row.Modalities, row.Domain);
}
