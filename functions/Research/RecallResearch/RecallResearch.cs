using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>
/// Takes back every copy of a case from a project, unless every rule holds again: package and previews go; a copy on its way is
/// taken back too. What an earlier run had deleted when it was cut is taken back even so, and decided again.
/// </summary>
public sealed class RecallResearch(RegistryContext registry, PatientLock patientLock, ReleaseGate gate, Outbox outbox, CopyWithdrawal withdrawal)
    : IFunction<RecallFromResearch>
{
    /// <inheritdoc/>
    public async Task HandleAsync(RecallFromResearch message, CancellationToken cancellationToken)
    {
        List<ResearchCopy> known = await registry.ResearchCopies.AsNoTracking().Include(c => c.Case)
            .Where(c => c.CaseId == message.CaseId && c.ProjectId == message.ProjectId).Take(1).ToListAsync(cancellationToken);
        if (known is [])
        {
            await outbox.TryConsumeAsync(message.MessageId, cancellationToken);
            await registry.SaveChangesAsync(cancellationToken);
            return;
        }

        await using PatientTransaction patient = await patientLock.AcquireAsync(known[0].Case.PatientId, cancellationToken);
        if (!await outbox.TryConsumeAsync(message.MessageId, cancellationToken))
        {
            return;
        }

        ReleaseOutcome outcome = await gate.ResearchAsync(message.CaseId, message.ProjectId, cancellationToken);
        List<ResearchCopy> standing = await registry.ResearchCopies
            .Where(c => c.CaseId == message.CaseId && c.ProjectId == message.ProjectId && c.State != ResearchCopyState.Withdrawn)
            .OrderBy(c => c.ContentVersion).ToListAsync(cancellationToken);
        foreach (ResearchCopy copy in standing)
        {
            if (!outcome.Allowed)
            {
                await withdrawal.WithdrawAsync(copy, patient.Patient, outcome.Blocking[0].Rule, cancellationToken);
            }
            else if (copy.State == ResearchCopyState.Published && !await withdrawal.IsThereAsync(copy, cancellationToken))
            {
                await withdrawal.WithdrawAsync(copy, patient.Patient, CopyWithdrawal.Gone, cancellationToken);
                outbox.Add(QueueNames.ReleaseReview, id => new ReleaseReview(id, patient.PatientId));
            }
        }

        await patient.CommitAsync(cancellationToken);
    }
}
