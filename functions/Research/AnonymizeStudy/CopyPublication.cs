using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>Ends the making of a copy in the transaction that holds its patient's lock: published, quarantined or withdrawn.</summary>
public sealed class CopyPublication(
    RegistryContext registry, PatientLock patientLock, ReleaseGate gate, Outbox outbox, AuditTrail audit, CopyWithdrawal withdrawal,
    StorageAccounts accounts, IPseudonymKeys keys, TimeProvider clock)
{
    /// <summary>The project's one-time export is closed: its key is destroyed, nothing can join it.</summary>
    public const string ExportClosed = "research.export-closed";

    /// <summary>A case without any object.</summary>
    private const string Empty = "study.empty";

    /// <summary>
    /// Publishes the package and its previews, if every rule still allows it, and withdraws the copies it renews. A record that
    /// another run has meanwhile finished, or a withdrawal has recalled, stays as it is.
    /// </summary>
    public Task PublishAsync(AnonymizeCase message, StagedCopy staged, AnonymizedCase made, StoredBlob package, CancellationToken cancellationToken)
        => EndAsync(
            message,
            staged,
            async (copy, patient) =>
            {
                if (await keys.FindAsync(copy.ProjectId, patient.FacilityId, made.KeyVersion, cancellationToken) is null)
                {
                    SetAside(copy, patient, made with { LeftOut = [new LeftOutInstance(ExportClosed, "")] });
                    return;
                }

                copy.State = ResearchCopyState.Published;
                copy.Published = clock.GetUtcNow();
                copy.Previews = made.Previews.Count;
                copy.ReportJson = made.ReportJson;
                copy.Size = package.Length;
                Count(copy, made);
                await RenewAsync(copy, cancellationToken);
                Record("research.published", copy, patient, made);

                // saved before anything is readable: what the database refuses must not have been published
                await registry.SaveChangesAsync(cancellationToken);
                await WritePreviewsAsync(copy, made, cancellationToken);
                await accounts[Containers.ResearchStaging].PublishAsync(
                    package.Name, accounts[Containers.Research(copy.ProjectId)], copy.BlobName, cancellationToken);
            },
            cancellationToken);

    /// <summary>Sets a copy aside of which no instance could be proven clean: it waits for a person.</summary>
    public Task QuarantineAsync(AnonymizeCase message, StagedCopy staged, AnonymizedCase made, CancellationToken cancellationToken)
        => EndAsync(
            message,
            staged,
            (copy, patient) =>
            {
                SetAside(copy, patient, made);
                return Task.CompletedTask;
            },
            cancellationToken);

    private async Task EndAsync(AnonymizeCase message, StagedCopy staged, Func<ResearchCopy, Patient, Task> end, CancellationToken cancellationToken)
    {
        await using PatientTransaction patient = await patientLock.AcquireAsync(staged.Case.PatientId, cancellationToken);
        ResearchCopy copy = await registry.ResearchCopies.SingleAsync(c => c.Id == staged.Id, cancellationToken);
        if (copy.State != ResearchCopyState.Staged)
        {
            return;
        }

        ReleaseOutcome outcome = await gate.ResearchAsync(copy.CaseId, copy.ProjectId, cancellationToken);
        int current = await registry.Cases.Where(c => c.Id == copy.CaseId).Select(c => c.ContentVersion).SingleAsync(cancellationToken);
        if (!outcome.Allowed || current == copy.ContentVersion)
        {
            // with more content in the meantime the message has more to do
            await outbox.TryConsumeAsync(message.MessageId, cancellationToken);
        }

        if (outcome.Allowed)
        {
            await end(copy, patient.Patient);
        }
        else
        {
            await withdrawal.WithdrawAsync(copy, patient.Patient, outcome.Blocking[0].Rule, cancellationToken);
        }

        await patient.CommitAsync(cancellationToken);
    }

    private void SetAside(ResearchCopy copy, Patient patient, AnonymizedCase made)
    {
        copy.State = ResearchCopyState.Quarantined;
        Count(copy, made);
        copy.Reason ??= Empty;
        Record("research.quarantined", copy, patient, made);
    }

    private static void Count(ResearchCopy copy, AnonymizedCase made)
    {
        copy.Instances = made.Objects.Count;
        copy.InstancesLeftOut = made.LeftOut.Count;
        copy.Reason = made.LeftOut.Count == 0 ? null : made.LeftOut[0].Reason;
        copy.ReasonDetail = made.LeftOut.Count == 0 ? null : made.LeftOut[0].Detail;
    }

    /// <summary>The older copies cease with this transaction; their blobs are deleted after it, again and again until they are gone.</summary>
    private async Task RenewAsync(ResearchCopy copy, CancellationToken cancellationToken)
    {
        List<ResearchCopy> older = await registry.ResearchCopies
            .Where(c => c.CaseId == copy.CaseId && c.ProjectId == copy.ProjectId && c.Id != copy.Id
                && (c.State == ResearchCopyState.Published || c.State == ResearchCopyState.Quarantined))
            .ToListAsync(cancellationToken);
        foreach (ResearchCopy renewed in older)
        {
            renewed.State = ResearchCopyState.Withdrawn;
            renewed.Withdrawn = clock.GetUtcNow();
            renewed.Reason = CopyWithdrawal.Renewed;
        }
    }

    private async Task WritePreviewsAsync(ResearchCopy copy, AnonymizedCase made, CancellationToken cancellationToken)
    {
        for (int i = 0; i < made.Previews.Count; i++)
        {
            using var jpeg = new MemoryStream(made.Previews[i], writable: false);
            await accounts[Containers.Preview].WriteAsync(StagedCopy.PreviewOf(copy.PreviewPrefix, i), jpeg, "image/jpeg", cancellationToken);
        }
    }

    private void Record(string action, ResearchCopy copy, Patient patient, AnonymizedCase made)
        => audit.Add(action, CopyWithdrawal.Actor, patient.FacilityId, patient.Id, copy.CaseId, new
        {
            copy = copy.Id, project = copy.ProjectId.Value, copy.ContentVersion, copy.Instances, copy.InstancesLeftOut,
            reasons = made.LeftOut.Select(l => l.Reason).Distinct(), pseudonymKey = made.KeyVersion,
        });
}
