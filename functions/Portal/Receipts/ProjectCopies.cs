using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>The anonymised copies of a project, and the receipts of those who pulled them.</summary>
internal sealed class ProjectCopies(RegistryContext registry, PatientLock patientLock, Incidents incidents, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Everything that was ever readable by the project, oldest first, of the domains given; none given: of all.</summary>
    public async Task<IReadOnlyList<CopyLine>> ListAsync(ProjectId project, IReadOnlyCollection<string> domains, CancellationToken cancellationToken)
    {
        IQueryable<ResearchCopy> copies = registry.ResearchCopies.AsNoTracking().Where(copy => copy.ProjectId == project && copy.Published != null);
        if (domains.Count > 0)
        {
            copies = copies.Where(copy => copy.Case.Domain != null && domains.Contains(copy.Case.Domain));
        }

        return await copies
            .OrderBy(copy => copy.Published)
            .ThenBy(copy => copy.Id)
            .Select(copy => new CopyLine(
                copy.Id, copy.BlobName, copy.Size, copy.Published!.Value, copy.State, copy.Pulled,
                copy.Pulled != null ? copy.Withdrawn : null, copy.DeletionAcknowledged))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Records under the patient's lock, once, that the project pulled a copy.</summary>
    public Task<ReceiptOutcome> RecordReceiptAsync(
        ProjectId project, IReadOnlyCollection<string> domains, ReceiptRequest receipt, Caller caller, CancellationToken cancellationToken)
        => UnderLockAsync(project, domains, receipt.Provision, copy => Task.FromResult(Receive(copy, receipt, caller)), cancellationToken);

    /// <summary>Records, once, that the project deleted what it had pulled before it was withdrawn.</summary>
    public Task<ReceiptOutcome> AcknowledgeDeletionAsync(
        ProjectId project, IReadOnlyCollection<string> domains, Guid provision, Caller caller, CancellationToken cancellationToken)
        => UnderLockAsync(project, domains, provision, copy => AcknowledgeAsync(copy, caller, cancellationToken), cancellationToken);

    private async Task<ReceiptOutcome> UnderLockAsync(
        ProjectId project, IReadOnlyCollection<string> domains, Guid copyId, Func<ResearchCopy, Task<ReceiptOutcome>> change, CancellationToken cancellationToken)
    {
        var found = await registry.ResearchCopies
            .Where(copy => copy.Id == copyId && copy.ProjectId == project)
            .Select(copy => new { copy.Case.PatientId, copy.Case.Domain })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null || (domains.Count > 0 && !domains.Contains(found.Domain)))
        {
            return ReceiptOutcome.Unknown;
        }

        await using PatientTransaction transaction = await patientLock.AcquireAsync(found.PatientId, cancellationToken);
        ResearchCopy copy = await transaction.Registry.ResearchCopies.Include(row => row.Case).SingleAsync(row => row.Id == copyId, cancellationToken);
        ReceiptOutcome outcome = await change(copy);
        if (outcome == ReceiptOutcome.Recorded)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return outcome;
    }

    private ReceiptOutcome Receive(ResearchCopy copy, ReceiptRequest receipt, Caller caller)
    {
        if (copy.BlobName != receipt.Blob)
        {
            return ReceiptOutcome.OtherBlob;
        }

        if (copy.Published is null)
        {
            return ReceiptOutcome.NeverPublished;
        }

        if (!receipt.Ok)
        {
            Audit("research.unreadable", copy, caller);
        }
        else if (copy.Pulled is null)
        {
            copy.Pulled = clock.GetUtcNow();
            Audit("research.pulled", copy, caller);
        }

        return ReceiptOutcome.Recorded;
    }

    /// <summary>Late, it also closes the incident that it was late.</summary>
    private async Task<ReceiptOutcome> AcknowledgeAsync(ResearchCopy copy, Caller caller, CancellationToken cancellationToken)
    {
        if (copy is not { Pulled: not null, State: ResearchCopyState.Withdrawn })
        {
            return ReceiptOutcome.NotRequested;
        }

        if (copy.DeletionAcknowledged is null)
        {
            copy.DeletionAcknowledged = clock.GetUtcNow();
            await incidents.CloseAsync(OverdueDeletions.OfProject, OverdueDeletions.PlaceOf(copy), cancellationToken);
            Audit("research.deletion-acknowledged", copy, caller);
        }

        return ReceiptOutcome.Recorded;
    }

    private void Audit(string action, ResearchCopy copy, Caller caller) => audit.Add(
        action, caller.Subject, copy.Case.FacilityId, copy.Case.PatientId, copy.CaseId,
        new { copy = copy.Id, project = copy.ProjectId.Value });
}
