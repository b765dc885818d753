using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>Holds the review queue against the rules of today, a page at a time. This app cannot list frames; their items name them.</summary>
public sealed class ReconciledReviews(RegistryContext registry, PatientLock patientLock, ReviewWithdrawal withdrawal, TimeProvider clock)
{
    private const int Page = 200;

    /// <summary>How long frames of closed items are looked for once more.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromDays(7);

    /// <summary>Removes what no project may use any more, and frames that a cut run left behind.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset since = clock.GetUtcNow() - Late;
        Guid after = Guid.Empty;
        while (await NextAsync(after, since, cancellationToken) is { Count: > 0 } page)
        {
            foreach (Case concerned in page)
            {
                await CheckAsync(concerned, cancellationToken);
            }

            after = page[^1].Id;
        }
    }

    private Task<List<Case>> NextAsync(Guid after, DateTimeOffset since, CancellationToken cancellationToken)
        => registry.Cases.AsNoTracking()
            .Where(row => row.Id > after && registry.ReviewItems.Any(item => item.CaseId == row.Id && (item.Closed == null || item.Closed >= since)))
            .OrderBy(row => row.Id).Take(Page).ToListAsync(cancellationToken);

    private async Task CheckAsync(Case concerned, CancellationToken cancellationToken)
    {
        await using (PatientTransaction patient = await patientLock.AcquireAsync(concerned.PatientId, cancellationToken))
        {
            await withdrawal.RemoveUnlessAllowedAsync(concerned.Id, patient.Patient, cancellationToken);
            await patient.CommitAsync(cancellationToken);
        }

        await withdrawal.DeleteFramesAsync(concerned.Id, cancellationToken);
    }
}
