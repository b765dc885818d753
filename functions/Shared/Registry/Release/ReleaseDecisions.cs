using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>Records decisions: one current one per case and recipient, and the history of those before.</summary>
public sealed class ReleaseDecisions(RegistryContext registry, AuditTrail audit, TimeProvider clock, IRandomNames names)
{
    /// <summary>
    /// Records an outcome, with its audit row, where it differs from the current decision; saves within the caller's
    /// transaction, which must hold the patient's lock.
    /// </summary>
    /// <returns>The current decision, new or not, and whether it is new.</returns>
    /// <exception cref="InvalidOperationException">No transaction is open.</exception>
    public async Task<(ReleaseDecision Decision, bool IsNew)> RecordAsync(
        ReleaseOutcome outcome, string actor, CancellationToken cancellationToken = default)
    {
        if (registry.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("A decision is recorded under the patient's lock.");
        }

        ReleaseDecision? current = await registry.ReleaseDecisions.SingleOrDefaultAsync(
            decision => decision.Current && decision.CaseId == outcome.CaseId && decision.Track == outcome.Track && decision.Recipient == outcome.Recipient,
            cancellationToken);
        if (current is not null && current.ReviewOn == outcome.ReviewOn && current.Blocking.SequenceEqual(outcome.Blocking))
        {
            return (current, false);
        }

        if (current is not null)
        {
            // Saved by itself: the unique index allows one current decision at every moment.
            current.Current = false;
            await registry.SaveChangesAsync(cancellationToken);
        }

        ReleaseDecision recorded = Row(outcome);
        registry.ReleaseDecisions.Add(recorded);
        var subject = await registry.Cases.Where(row => row.Id == outcome.CaseId)
            .Select(row => new { row.FacilityId, row.PatientId }).SingleAsync(cancellationToken);
        audit.Add("release.decided", actor, subject.FacilityId, subject.PatientId, outcome.CaseId, new
        {
            decision = recorded.Id, outcome.Track, outcome.Recipient, outcome.Allowed, rules = outcome.Blocking.Select(rule => rule.Rule),
        });
        await registry.SaveChangesAsync(cancellationToken);
        return (recorded, true);
    }

    private ReleaseDecision Row(ReleaseOutcome outcome) => new()
    {
        Id = names.NewId(),
        CaseId = outcome.CaseId,
        Track = outcome.Track,
        Recipient = outcome.Recipient,
        Allowed = outcome.Allowed,
        AwaitsOrder = outcome.AwaitsOrder,
        Blocking = [.. outcome.Blocking],
        Decided = clock.GetUtcNow(),
        ReviewOn = outcome.ReviewOn,
    };
}
