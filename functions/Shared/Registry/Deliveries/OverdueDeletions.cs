using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Pipeline.Registry;

/// <summary>
/// Escalates deletion requests (消去依頼) that nobody acknowledged in time: each becomes an incident, once, which an
/// acknowledgement closes. Each is raised in a transaction of its own under the patient's lock; cut anywhere and run again,
/// the rest follows.
/// </summary>
public sealed class OverdueDeletions(
    RegistryContext registry, PatientLock patientLock, Incidents incidents, AuditTrail audit, TimeProvider clock, IOptions<ReleaseSettings> settings)
{
    /// <summary>Kind of incident: a processor's.</summary>
    public const string OfProcessor = "delivery.deletion-overdue";

    /// <summary>Kind of incident: a project's.</summary>
    public const string OfProject = "research.deletion-overdue";

    private const int Page = 200;

    /// <summary>Where the incident of a delivery is: processor and provision.</summary>
    public static string PlaceOf(Delivery delivery) => $"{delivery.ProcessorId}/{delivery.Id}";

    /// <summary>Where the incident of a research copy is: project and copy.</summary>
    public static string PlaceOf(ResearchCopy copy) => $"{copy.ProjectId}/{copy.Id}";

    /// <summary>Raises what the processors owe.</summary>
    /// <param name="actor">The app, in the audit.</param>
    /// <param name="cancellationToken">Cuts it.</param>
    public async Task EscalateDeliveriesAsync(string actor, CancellationToken cancellationToken = default)
    {
        DateTimeOffset limit = Limit;
        IQueryable<Delivery> overdue = registry.Deliveries.Include(row => row.Case)
            .Where(row => row.DeletionRequested != null && row.DeletionRequested <= limit && row.DeletionAcknowledged == null);
        Guid after = Guid.Empty;
        while (await overdue.AsNoTracking().Where(row => row.Id > after).OrderBy(row => row.Id).Take(Page).ToListAsync(cancellationToken) is { Count: > 0 } page)
        {
            foreach (Delivery row in await NewAsync(OfProcessor, page, PlaceOf, cancellationToken))
            {
                await RaiseAsync(actor, OfProcessor, PlaceOf(row), row.Case, overdue.Where(one => one.Id == row.Id), cancellationToken);
            }

            after = page[^1].Id;
        }
    }

    /// <summary>Raises what the projects owe.</summary>
    /// <inheritdoc cref="EscalateDeliveriesAsync"/>
    public async Task EscalateCopiesAsync(string actor, CancellationToken cancellationToken = default)
    {
        DateTimeOffset limit = Limit;
        IQueryable<ResearchCopy> overdue = registry.ResearchCopies.Include(row => row.Case)
            .Where(row => row.State == ResearchCopyState.Withdrawn && row.Withdrawn <= limit && row.Pulled != null && row.Pulled <= limit && row.DeletionAcknowledged == null);
        Guid after = Guid.Empty;
        while (await overdue.AsNoTracking().Where(row => row.Id > after).OrderBy(row => row.Id).Take(Page).ToListAsync(cancellationToken) is { Count: > 0 } page)
        {
            foreach (ResearchCopy row in await NewAsync(OfProject, page, PlaceOf, cancellationToken))
            {
                await RaiseAsync(actor, OfProject, PlaceOf(row), row.Case, overdue.Where(one => one.Id == row.Id), cancellationToken);
            }

            after = page[^1].Id;
        }
    }

    /// <summary>What is late at this moment was asked for until then.</summary>
    private DateTimeOffset Limit => clock.GetUtcNow().AddDays(-settings.Value.DeletionDays);

    /// <summary>Those never raised before: what a person closed stays closed.</summary>
    private async Task<IEnumerable<TRow>> NewAsync<TRow>(string kind, List<TRow> page, Func<TRow, string> placeOf, CancellationToken cancellationToken)
    {
        List<string> places = [.. page.Select(placeOf)];
        HashSet<string> raised = [.. await registry.Incidents.Where(row => row.Kind == kind && places.Contains(row.Place)).Select(row => row.Place).ToListAsync(cancellationToken)];
        return page.Where(row => !raised.Contains(placeOf(row)));
    }

    /// <summary>Under the lock that an acknowledgement takes too: what it has acknowledged meanwhile is not raised.</summary>
    private async Task RaiseAsync<TRow>(string actor, string kind, string place, Case of, IQueryable<TRow> stillOverdue, CancellationToken cancellationToken)
    {
        await using PatientTransaction patient = await patientLock.AcquireAsync(of.PatientId, cancellationToken);
        if (!await stillOverdue.AnyAsync(cancellationToken))
        {
            return;
        }

        await incidents.RaiseAsync(kind, place, patient.PatientId, cancellationToken);
        audit.Add(kind, actor, of.FacilityId, patient.PatientId, of.Id, new { place });
        await patient.CommitAsync(cancellationToken);
    }
}
