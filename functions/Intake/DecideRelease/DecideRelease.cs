using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>
/// Asks every release rule for each case of a patient and each recipient, records what changed, and puts what follows from
/// it in the outbox: all in one transaction under the patient's lock.
/// </summary>
public sealed class DecideRelease(RegistryContext registry, PatientLock patientLock, ReleaseGate gate, ReleaseDecisions decisions, Outbox outbox)
    : IFunction<ReleaseReview>
{
    /// <inheritdoc/>
    public async Task HandleAsync(ReleaseReview message, CancellationToken cancellationToken)
    {
        if (!await registry.Patients.AnyAsync(row => row.Id == message.PatientId, cancellationToken))
        {
            // erased with its facility since the message was written
            await outbox.TryConsumeAsync(message.MessageId, cancellationToken);
            await registry.SaveChangesAsync(cancellationToken);
            return;
        }

        await using PatientTransaction patient = await patientLock.AcquireAsync(message.PatientId, cancellationToken);
        if (!await outbox.TryConsumeAsync(message.MessageId, cancellationToken))
        {
            return;
        }

        await registry.SaveChangesAsync(cancellationToken);
        List<Case> cases = await registry.Cases.AsNoTracking().Where(c => c.PatientId == message.PatientId).ToListAsync(cancellationToken);
        foreach (Case decided in cases)
        {
            foreach (ReleaseOutcome outcome in await gate.AllAsync(decided.Id, cancellationToken))
            {
                await decisions.RecordAsync(outcome, "intake", cancellationToken);
                await FollowAsync(decided, outcome, cancellationToken);
            }
        }

        await patient.CommitAsync(cancellationToken);
    }

    private Task FollowAsync(Case decided, ReleaseOutcome outcome, CancellationToken cancellationToken)
        => outcome.Track == Track.Certified
            ? FollowCertifiedAsync(decided, outcome, new ProcessorId(outcome.Recipient), cancellationToken)
            : FollowResearchAsync(decided, outcome, new ProjectId(outcome.Recipient), cancellationToken);

    private async Task FollowCertifiedAsync(Case decided, ReleaseOutcome outcome, ProcessorId processor, CancellationToken cancellationToken)
    {
        List<Delivery> standing = await registry.Deliveries.AsNoTracking()
            .Where(d => d.CaseId == decided.Id && d.ProcessorId == processor && d.State != DeliveryState.Recalled)
            .ToListAsync(cancellationToken);
        if (!outcome.Allowed && standing.Count > 0)
        {
            outbox.Add(QueueNames.RecallDelivery, id => new RecallFromProcessor(id, decided.Id, processor));
        }
        else if (outcome.Allowed && !standing.Exists(d => d.ContentVersion == decided.ContentVersion))
        {
            outbox.Add(QueueNames.Deliver, id => new DeliverCase(id, decided.Id, processor));
        }
    }

    private async Task FollowResearchAsync(Case decided, ReleaseOutcome outcome, ProjectId project, CancellationToken cancellationToken)
    {
        List<ResearchCopy> standing = await registry.ResearchCopies.AsNoTracking()
            .Where(c => c.CaseId == decided.Id && c.ProjectId == project && c.State != ResearchCopyState.Withdrawn)
            .ToListAsync(cancellationToken);
        if (!outcome.Allowed && standing.Count > 0)
        {
            outbox.Add(QueueNames.RecallResearch, id => new RecallFromResearch(id, decided.Id, project));
        }
        else if (outcome.Allowed && !standing.Exists(c => c.ContentVersion == decided.ContentVersion && c.ReviewVersion == decided.ReviewVersion))
        {
            outbox.Add(QueueNames.Anonymize, id => new AnonymizeCase(id, decided.Id, project));
        }
    }
}
