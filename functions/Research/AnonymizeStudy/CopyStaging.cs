using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>Finds or makes the record that a message asks for, in one short transaction under the patient's lock.</summary>
public sealed class CopyStaging(
    RegistryContext registry, PatientLock patientLock, ReleaseGate gate, Outbox outbox, CopyWithdrawal withdrawal, IRandomNames names, TimeProvider clock)
{
    /// <summary>
    /// The record to work on, that of the case's content of now; one staged of an older content is given up for it. None when
    /// nothing is left to do; the message is then consumed, and what no record wants any more is deleted.
    /// </summary>
    public async Task<StagedCopy?> NextAsync(AnonymizeCase message, CancellationToken cancellationToken)
    {
        Case? named = await registry.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == message.CaseId, cancellationToken);
        if (named is null || !await registry.Projects.AnyAsync(p => p.Id == message.ProjectId, cancellationToken))
        {
            await ConsumeAsync(message, cancellationToken);
            return null;
        }

        StagedCopy? next = await registry.OutboxMessages.AnyAsync(m => m.Id == message.MessageId && m.Consumed != null, cancellationToken)
            ? null
            : await NextUnderLockAsync(message, named.PatientId, cancellationToken);
        if (next is null)
        {
            await withdrawal.DeleteLeftoversAsync(message.CaseId, message.ProjectId, cancellationToken);
        }

        return next;
    }

    private async Task<StagedCopy?> NextUnderLockAsync(AnonymizeCase message, Guid patientId, CancellationToken cancellationToken)
    {
        await using PatientTransaction patient = await patientLock.AcquireAsync(patientId, cancellationToken);
        Case current = await registry.Cases.AsNoTracking().SingleAsync(c => c.Id == message.CaseId, cancellationToken);
        ReleaseOutcome outcome = await gate.ResearchAsync(current.Id, message.ProjectId, cancellationToken);
        List<ResearchCopy> standing = await registry.ResearchCopies
            .Where(c => c.CaseId == current.Id && c.ProjectId == message.ProjectId && c.State != ResearchCopyState.Withdrawn).ToListAsync(cancellationToken);
        foreach (ResearchCopy overtaken in standing.Where(c => c.State == ResearchCopyState.Staged && (!outcome.Allowed || !IsOf(c, current))))
        {
            await withdrawal.WithdrawAsync(overtaken, patient.Patient, outcome.Allowed ? CopyWithdrawal.Renewed : outcome.Blocking[0].Rule, cancellationToken);
        }

        ResearchCopy? staged = outcome.Allowed ? standing.Find(c => IsOf(c, current)) : null;
        if (outcome.Allowed && staged is null)
        {
            staged = NewRecord(current, message.ProjectId);
            registry.ResearchCopies.Add(staged);
        }

        bool isToBeMade = staged?.State == ResearchCopyState.Staged;
        if (!isToBeMade)
        {
            await outbox.TryConsumeAsync(message.MessageId, cancellationToken);
        }

        await patient.CommitAsync(cancellationToken);
        return isToBeMade ? await StagedAsync(staged!, current, patient.Patient, cancellationToken) : null;
    }

    private static bool IsOf(ResearchCopy copy, Case current) => copy.ContentVersion == current.ContentVersion && copy.ReviewVersion == current.ReviewVersion;

    private async Task<StagedCopy> StagedAsync(ResearchCopy copy, Case current, Patient patient, CancellationToken cancellationToken)
    {
        Facility facility = await registry.Facilities.AsNoTracking().SingleAsync(f => f.Id == current.FacilityId, cancellationToken);
        Project project = await registry.Projects.AsNoTracking().SingleAsync(p => p.Id == copy.ProjectId, cancellationToken);
        return new StagedCopy(
            copy.Id, current, patient.FacilityPatientId, facility, project, copy.BlobName, StagedCopy.AttemptsOf(copy.BlobName) + names.NewName(), copy.Created);
    }

    private ResearchCopy NewRecord(Case current, ProjectId project) => new()
    {
        Id = names.NewId(),
        CaseId = current.Id,
        ProjectId = project,
        ContentVersion = current.ContentVersion,
        ReviewVersion = current.ReviewVersion,
        BlobName = names.NewName(),
        PreviewPrefix = names.NewName(),
        Created = clock.GetUtcNow(),
    };

    private async Task ConsumeAsync(AnonymizeCase message, CancellationToken cancellationToken)
    {
        if (await outbox.TryConsumeAsync(message.MessageId, cancellationToken))
        {
            await registry.SaveChangesAsync(cancellationToken);
        }
    }
}
