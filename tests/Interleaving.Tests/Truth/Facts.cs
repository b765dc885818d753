using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Interleaving.Tests;

/// <summary>The committed rows as they are, read past every point.</summary>
internal sealed class Facts
{
    public required DateOnly Today { get; init; }

    public required Facility Facility { get; init; }

    public required Project Project { get; init; }

    public required List<Case> Cases { get; init; }

    public required ILookup<Guid, LedgerEvent> Ledger { get; init; }

    public required List<Registry.Delivery> Deliveries { get; init; }

    public required List<ResearchCopy> Copies { get; init; }

    /// <summary>What the outbox holds and nobody consumed.</summary>
    public required List<ICenterMessage> Pending { get; init; }

    public static Task<Facts> ReadAsync(Center center) => center.AskAsync<RegistryContext, Facts>(async registry => new Facts
    {
        Today = center.Today,
        Facility = await registry.Facilities.AsNoTracking().Include(f => f.Contracts).Include(f => f.Participations).SingleAsync(),
        Project = await registry.Projects.AsNoTracking().SingleAsync(),
        Cases = await registry.Cases.AsNoTracking().ToListAsync(),
        Ledger = (await registry.LedgerEvents.AsNoTracking().ToListAsync()).ToLookup(e => e.PatientId),
        Deliveries = await registry.Deliveries.AsNoTracking().ToListAsync(),
        Copies = await registry.ResearchCopies.AsNoTracking().ToListAsync(),
        Pending = [.. (await registry.OutboxMessages.AsNoTracking().Where(m => m.Consumed == null).ToListAsync()).Select(m => CenterMessages.Deserialize(m.Queue, m.Body))],
    });

    /// <summary>A decision or recall that may take the package back is under way.</summary>
    public bool IsRecallPending(Case of, Track track) => Pending.Exists(message => message switch
    {
        ReleaseReview review => review.PatientId == of.PatientId,
        RecallFromProcessor recall => track == Track.Certified && recall.CaseId == of.Id,
        RecallFromResearch recall => track == Track.Research && recall.CaseId == of.Id,
        _ => false,
    });
}
