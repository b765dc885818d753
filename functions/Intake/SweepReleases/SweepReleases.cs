using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>
/// Daily: asks for a new decision wherever one may have changed by itself, because 30 days have passed, a birthday came, or
/// a contract or an approval began or ended.
/// </summary>
public sealed class SweepReleases(RegistryContext registry, Outbox outbox, RulesInEffect rules, TimeProvider clock) : IFunction<TimerInfo>
{
    private const int Batch = 500;

    /// <inheritdoc/>
    public async Task HandleAsync(TimerInfo message, CancellationToken cancellationToken)
    {
        await rules.RecordAsync(cancellationToken);
        DateOnly today = JapaneseDay.Of(clock.GetUtcNow());
        Guid after = Guid.Empty;
        while (await NextAsync(today, after, cancellationToken) is { Count: > 0 } patients)
        {
            foreach (Guid patient in patients)
            {
                outbox.Add(QueueNames.ReleaseReview, id => new ReleaseReview(id, patient));
            }

            await registry.SaveChangesAsync(cancellationToken);
            registry.ChangeTracker.Clear();
            after = patients[^1];
        }
    }

    private Task<List<Guid>> NextAsync(DateOnly today, Guid after, CancellationToken cancellationToken)
        => registry.Cases
            .Where(c => c.PatientId > after
                && registry.ReleaseDecisions.Any(d => d.CaseId == c.Id && d.Current && d.ReviewOn != null && d.ReviewOn <= today))
            .Select(c => c.PatientId)
            .Distinct()
            .OrderBy(id => id)
            .Take(Batch)
            .ToListAsync(cancellationToken);
}
