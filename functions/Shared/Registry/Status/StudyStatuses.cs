using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>Where studies stand: registered cases, then packages that were quarantined before any case existed.</summary>
public sealed class StudyStatuses(RegistryContext registry)
{
    private static readonly string[] RuleOrder =
        [.. ReleaseRules.OfCertified.Select(rule => rule.Id).Concat(ReleaseRules.OfResearch.Select(rule => rule.Id)).Distinct()];

    /// <summary>The statuses of a facility, or of all, in order of registration; quarantined packages without a case come last.</summary>
    /// <param name="skip">Cases to pass over.</param>
    /// <param name="take">Cases at most; the quarantined packages come with the page that ends the cases.</param>
    public async Task<IReadOnlyList<StudyStatus>> ListAsync(
        FacilityId? facilityId = null, int skip = 0, int take = int.MaxValue, CancellationToken cancellationToken = default)
    {
        IQueryable<Case> cases = registry.Cases.AsNoTracking().Where(row => facilityId == null || row.FacilityId == facilityId);
        List<Case> page = await cases.Include(row => row.Patient).OrderBy(row => row.Id).Skip(skip).Take(take).ToListAsync(cancellationToken);
        List<StudyStatus> statuses = [];
        foreach (Case[] chunk in page.Chunk(500))
        {
            statuses.AddRange(await OfAsync(chunk, cancellationToken));
        }

        if (page.Count < take)
        {
            statuses.AddRange(await WithoutCaseAsync(facilityId, cancellationToken));
        }

        return statuses;
    }

    /// <summary>The statuses of given cases, in order of registration. IDs that are no case's are passed over.</summary>
    public async Task<IReadOnlyList<StudyStatus>> OfCasesAsync(IReadOnlyCollection<Guid> caseIds, CancellationToken cancellationToken = default)
    {
        Case[] cases = await registry.Cases.AsNoTracking().Include(row => row.Patient)
            .Where(row => caseIds.Contains(row.Id)).OrderBy(row => row.Id).ToArrayAsync(cancellationToken);
        return [.. await OfAsync(cases, cancellationToken)];
    }

    private async Task<IEnumerable<StudyStatus>> OfAsync(Case[] cases, CancellationToken cancellationToken)
    {
        List<Guid> ids = [.. cases.Select(row => row.Id)];
        List<string?> studies = [.. cases.Select(row => row.StudyInstanceUid).Distinct()];
        ILookup<Guid, ReleaseDecision> decisions = (await registry.ReleaseDecisions.AsNoTracking()
            .Where(row => row.Current && ids.Contains(row.CaseId)).ToListAsync(cancellationToken)).ToLookup(row => row.CaseId);
        ILookup<Guid, Delivery> deliveries = (await registry.Deliveries.AsNoTracking()
            .Where(row => row.State == DeliveryState.Published && ids.Contains(row.CaseId)).ToListAsync(cancellationToken)).ToLookup(row => row.CaseId);
        ILookup<Guid, ResearchCopy> copies = (await registry.ResearchCopies.AsNoTracking()
            .Where(row => row.State != ResearchCopyState.Withdrawn && ids.Contains(row.CaseId)).ToListAsync(cancellationToken)).ToLookup(row => row.CaseId);
        ILookup<(FacilityId, string?), UploadedPackage> packages = (await registry.UploadedPackages.AsNoTracking()
            .Where(row => studies.Contains(row.StudyInstanceUid)).ToListAsync(cancellationToken)).ToLookup(row => (row.FacilityId, row.StudyInstanceUid));
        return cases.Select(row => Of(
            row, [.. decisions[row.Id]], [.. deliveries[row.Id]], [.. copies[row.Id]], [.. packages[(row.FacilityId, row.StudyInstanceUid)]]));
    }

    private static StudyStatus Of(Case row, ReleaseDecision[] decisions, Delivery[] deliveries, ResearchCopy[] copies, UploadedPackage[] packages)
    {
        ProcessorId[] deliveredTo = [.. deliveries.Select(delivery => delivery.ProcessorId).Distinct().OrderBy(id => id.Value, StringComparer.Ordinal)];
        ProjectId[] research = [.. copies.Where(copy => copy.State == ResearchCopyState.Published)
            .Select(copy => copy.ProjectId).Distinct().OrderBy(id => id.Value, StringComparer.Ordinal)];
        RecipientStatus[] recipients = [.. decisions
            .OrderBy(decision => decision.Track).ThenBy(decision => decision.Recipient, StringComparer.Ordinal)
            .Select(decision => new RecipientStatus(
                decision.Track, decision.Recipient, decision.Allowed, decision.Blocking, decision.Track == Track.Certified
                    ? deliveredTo.Contains(new ProcessorId(decision.Recipient))
                    : research.Contains(new ProjectId(decision.Recipient))))];
        bool isHeld = deliveredTo.Length == 0 && research.Length == 0 && !Array.Exists(recipients, recipient => recipient.Allowed);

        // A study that was sent again and registered has made good what was quarantined before.
        DateTimeOffset? registered = packages.Where(package => package.State == PackageState.Registered).Max(package => (DateTimeOffset?)package.Received);
        IEnumerable<string?> quarantines = packages
            .Where(package => package.Reason is not null && !(package.Received < registered)).Select(package => package.Reason)
            .Concat(copies.Where(copy => copy.State == ResearchCopyState.Quarantined).Select(copy => copy.Reason));
        string[] rules = [.. decisions.SelectMany(decision => decision.Blocking).Select(blocking => blocking.Rule)];
        return new StudyStatus(
            row.FacilityId, row.Patient.FacilityPatientId, row.StudyInstanceUid, isHeld ? StudyState.Held : StudyState.Registered,
            [.. RuleOrder.Where(rules.Contains), .. quarantines.OfType<string>().Distinct()],
            deliveredTo, research, recipients, row.Id, null);
    }

    private async Task<IEnumerable<StudyStatus>> WithoutCaseAsync(FacilityId? facilityId, CancellationToken cancellationToken)
    {
        List<UploadedPackage> packages = await registry.UploadedPackages.AsNoTracking()
            .Where(row => row.State == PackageState.Quarantined && (facilityId == null || row.FacilityId == facilityId))
            .Where(row => !registry.Cases.Any(other => other.FacilityId == row.FacilityId && other.StudyInstanceUid == row.StudyInstanceUid))
            .OrderBy(row => row.Id).ToListAsync(cancellationToken);
        return packages.Select(row => new StudyStatus(
            row.FacilityId, row.FacilityPatientId, row.StudyInstanceUid, StudyState.Quarantined,
            row.Reason is { } reason ? [reason] : [], [], [], [], null, row.Id));
    }
}
