using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>Holds published copies against the rules of today and against their blobs, a page at a time.</summary>
public sealed class ReconciledRecords(
    RegistryContext registry, PatientLock patientLock, ReleaseGate gate, Incidents incidents, Outbox outbox, CopyWithdrawal withdrawal, TimeProvider clock)
{
    private const int Page = 200;

    /// <summary>A recall that is not consumed after this is stuck.</summary>
    private static readonly TimeSpan LongestRecall = TimeSpan.FromHours(1);

    /// <summary>
    /// Each published copy must have every rule on its side, and package and thumbnail where it says; one that is gone is
    /// taken back and decided again.
    /// </summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        Guid after = Guid.Empty;
        while (await NextAsync(after, cancellationToken) is { Count: > 0 } page)
        {
            foreach (ResearchCopy record in page)
            {
                ReleaseOutcome outcome = await gate.ResearchAsync(record.CaseId, record.ProjectId, cancellationToken);
                if (!outcome.Allowed || !await withdrawal.IsThereAsync(record, cancellationToken))
                {
                    await CheckUnderLockAsync(record, cancellationToken);
                }
            }

            after = page[^1].Id;
        }
    }

    private Task<List<ResearchCopy>> NextAsync(Guid after, CancellationToken cancellationToken)
        => registry.ResearchCopies.AsNoTracking().Include(c => c.Case)
            .Where(c => c.State == ResearchCopyState.Published && c.Id > after)
            .OrderBy(c => c.Id).Take(Page).ToListAsync(cancellationToken);

    private async Task CheckUnderLockAsync(ResearchCopy found, CancellationToken cancellationToken)
    {
        await using PatientTransaction patient = await patientLock.AcquireAsync(found.Case.PatientId, cancellationToken);
        ResearchCopy record = await registry.ResearchCopies.SingleAsync(c => c.Id == found.Id, cancellationToken);
        if (record.State != ResearchCopyState.Published)
        {
            return;
        }

        string place = $"{Containers.Research(record.ProjectId).Name}/{record.BlobName}";
        ReleaseOutcome outcome = await gate.ResearchAsync(record.CaseId, record.ProjectId, cancellationToken);
        if (!outcome.Allowed)
        {
            if (!await IsBeingRecalledAsync(record, patient.PatientId, cancellationToken))
            {
                await incidents.RaiseAsync(ResearchIncidents.WithoutRight, place, patient.PatientId, cancellationToken);
            }

            await withdrawal.WithdrawAsync(record, patient.Patient, outcome.Blocking[0].Rule, cancellationToken);
        }
        else if (!await withdrawal.IsThereAsync(record, cancellationToken))
        {
            await incidents.RaiseAsync(ResearchIncidents.Missing, place, patient.PatientId, cancellationToken);
            await withdrawal.WithdrawAsync(record, patient.Patient, CopyWithdrawal.Gone, cancellationToken);
            outbox.Add(QueueNames.ReleaseReview, id => new ReleaseReview(id, patient.PatientId));
        }

        await patient.CommitAsync(cancellationToken);
    }

    /// <summary>A consent withdrawn a moment ago is no incident: its recall is in the outbox and would have done the same.</summary>
    private async Task<bool> IsBeingRecalledAsync(ResearchCopy record, Guid patientId, CancellationToken cancellationToken)
    {
        DateTimeOffset since = clock.GetUtcNow() - LongestRecall;
        List<OutboxMessage> pending = await registry.OutboxMessages.AsNoTracking()
            .Where(m => m.Consumed == null && m.DeadLettered == null && m.Created >= since
                && (m.Queue == QueueNames.RecallResearch || m.Queue == QueueNames.ReleaseReview))
            .ToListAsync(cancellationToken);
        return pending.Select(m => CenterMessages.Deserialize(m.Queue, m.Body)).Any(message => message switch
        {
            RecallFromResearch recall => recall.CaseId == record.CaseId && recall.ProjectId == record.ProjectId,
            ReleaseReview review => review.PatientId == patientId,
            _ => false,
        });
    }
}
