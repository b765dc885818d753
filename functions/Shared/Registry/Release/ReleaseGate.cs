using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Pipeline.Registry;

/// <summary>
/// Loads the facts afresh and asks every rule. DecideRelease asks it, and whoever publishes asks it again under the
/// patient's lock. Changes must be saved first: it reads the database, not what the context tracks.
/// </summary>
public sealed class ReleaseGate(RegistryContext registry, TimeProvider clock, IOptions<ReleaseSettings> settings)
{
    /// <summary>May the named data of a case go to a processor now?</summary>
    /// <exception cref="InvalidOperationException">There is no such case or processor.</exception>
    public async Task<ReleaseOutcome> CertifiedAsync(Guid caseId, ProcessorId processorId, CancellationToken cancellationToken = default)
    {
        Common common = await CommonAsync(caseId, cancellationToken);
        Processor processor = await registry.Processors.AsNoTracking().SingleAsync(row => row.Id == processorId, cancellationToken);
        return await CertifiedAsync(common, processor, cancellationToken);
    }

    /// <summary>May an anonymised copy of a case go to a project now?</summary>
    /// <exception cref="InvalidOperationException">There is no such case or project.</exception>
    public async Task<ReleaseOutcome> ResearchAsync(Guid caseId, ProjectId projectId, CancellationToken cancellationToken = default)
    {
        Common common = await CommonAsync(caseId, cancellationToken);
        Project project = await registry.Projects.AsNoTracking().SingleAsync(row => row.Id == projectId, cancellationToken);
        return Research(common, project);
    }

    /// <summary>
    /// The outcomes of a case for every recipient its facility has, or had, a contract with or a part in; processors first,
    /// each in the order of their IDs.
    /// </summary>
    public async Task<IReadOnlyList<ReleaseOutcome>> AllAsync(Guid caseId, CancellationToken cancellationToken = default)
    {
        Common common = await CommonAsync(caseId, cancellationToken);
        List<ProcessorId> processorIds = [.. common.Facility.Contracts.Select(contract => contract.ProcessorId).Distinct()];
        List<ProjectId> projectIds = [.. common.Facility.Participations.Select(part => part.ProjectId).Distinct()];
        List<Processor> processors = await registry.Processors.AsNoTracking().Where(row => processorIds.Contains(row.Id)).ToListAsync(cancellationToken);
        List<Project> projects = await registry.Projects.AsNoTracking().Where(row => projectIds.Contains(row.Id)).ToListAsync(cancellationToken);
        List<ReleaseOutcome> outcomes = [];
        foreach (Processor processor in processors.OrderBy(processor => processor.Id.Value, StringComparer.Ordinal))
        {
            outcomes.Add(await CertifiedAsync(common, processor, cancellationToken));
        }

        outcomes.AddRange(projects.OrderBy(project => project.Id.Value, StringComparer.Ordinal).Select(project => Research(common, project)));
        return outcomes;
    }

    private async Task<Common> CommonAsync(Guid caseId, CancellationToken cancellationToken)
    {
        Case registered = await registry.Cases.AsNoTracking().SingleAsync(row => row.Id == caseId, cancellationToken);
        Facility facility = await registry.Facilities.AsNoTracking().AsSplitQuery()
            .Include(row => row.Contracts).Include(row => row.Participations)
            .SingleAsync(row => row.Id == registered.FacilityId, cancellationToken);
        List<LedgerEvent> events = await registry.LedgerEvents.AsNoTracking()
            .Where(entry => entry.PatientId == registered.PatientId).ToListAsync(cancellationToken);

        // Everything committed counts, also what a machine whose clock is ahead has recorded.
        return new Common(registered, LedgerState.Of(events, DateTimeOffset.MaxValue), facility, clock.GetUtcNow());
    }

    private async Task<ReleaseOutcome> CertifiedAsync(Common common, Processor processor, CancellationToken cancellationToken)
    {
        List<ProcessorContract> contracts = [.. common.Facility.Contracts.Where(contract => contract.ProcessorId == processor.Id)];
        bool isAskedFor = await IsAskedForAsync(common.Case.Id, processor, cancellationToken);
        var facts = new CertifiedFacts(common.Case, common.Ledger, common.Facility, processor, contracts, common.Now, settings.Value, isAskedFor);
        return new ReleaseOutcome(
            common.Case.Id, Track.Certified, processor.Id.Value, ReleaseRules.Certified(facts), ReleaseCalendar.ReviewOn(facts), facts.NoticeReliedOn?.EventId);
    }

    /// <summary>By standing delivery, now or when it was provided before that ended; otherwise by an order.</summary>
    private async Task<bool> IsAskedForAsync(Guid caseId, Processor processor, CancellationToken cancellationToken)
        => processor.OnOrderSince is not { } since
            || await DeliveryOrders.InForce(registry, caseId, processor.Id).AnyAsync(cancellationToken)
            || await registry.Deliveries.AnyAsync(row => row.CaseId == caseId && row.ProcessorId == processor.Id && row.Published != null && row.Published < since, cancellationToken);

    private ReleaseOutcome Research(Common common, Project project)
    {
        List<ProjectParticipation> participations = [.. common.Facility.Participations.Where(part => part.ProjectId == project.Id)];
        var facts = new ResearchFacts(common.Case, common.Ledger, common.Facility, project, participations, common.Now, settings.Value);
        return new ReleaseOutcome(
            common.Case.Id, Track.Research, project.Id.Value, ReleaseRules.Research(facts), ReleaseCalendar.ReviewOn(facts));
    }

    private sealed record Common(Case Case, LedgerState Ledger, Facility Facility, DateTimeOffset Now);
}
