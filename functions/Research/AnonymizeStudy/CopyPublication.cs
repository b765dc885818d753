using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>Ends the making of a copy in the transaction that holds its patient's lock: published, quarantined or withdrawn.</summary>
public sealed class CopyPublication(
    RegistryContext registry, PatientLock patientLock, ReleaseGate gate, Outbox outbox, AuditTrail audit, CopyWithdrawal withdrawal,
    DeviceRuleBook rules, ReviewQueue reviews, StorageAccounts accounts, IPseudonymKeys keys, TimeProvider clock)
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
            made,
            async (copy, patient, leftOut) =>
            {
                if (await keys.FindAsync(copy.ProjectId, patient.FacilityId, made.KeyVersion, cancellationToken) is null)
                {
                    await SetAsideAsync(copy, patient, made, [LeftOutInstance.OfWhole(patient.FacilityId, ExportClosed)], cancellationToken);
                    return;
                }

                copy.State = ResearchCopyState.Published;
                copy.Published = clock.GetUtcNow();
                copy.Previews = made.Previews.Count;
                copy.ReportJson = made.ReportJson;
                copy.Size = package.Length;
                Count(copy, made, leftOut);
                await RenewAsync(copy, patient, [ResearchCopyState.Published, ResearchCopyState.Quarantined], cancellationToken);
                Record("research.published", copy, patient, made, leftOut);

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
            made,
            (copy, patient, leftOut) => SetAsideAsync(copy, patient, made, leftOut, cancellationToken),
            cancellationToken);

    private async Task EndAsync(
        AnonymizeCase message, StagedCopy staged, AnonymizedCase made, Func<ResearchCopy, Patient, IReadOnlyList<LeftOutInstance>, Task> end, CancellationToken cancellationToken)
    {
        await using PatientTransaction patient = await patientLock.AcquireAsync(staged.Case.PatientId, cancellationToken);
        ResearchCopy copy = await registry.ResearchCopies.SingleAsync(c => c.Id == staged.Id, cancellationToken);
        if (copy.State != ResearchCopyState.Staged)
        {
            return;
        }

        ReleaseOutcome outcome = await gate.ResearchAsync(copy.CaseId, copy.ProjectId, cancellationToken);
        bool isByRulesOfNow = await rules.HoldNumberAsync(cancellationToken) == made.Rules.Number;
        Case current = await registry.Cases.AsNoTracking().SingleAsync(c => c.Id == copy.CaseId, cancellationToken);
        if (outcome.Allowed && !(isByRulesOfNow && current.ReviewVersion == made.Rules.ReviewVersion && current.ReviewVersion == copy.ReviewVersion))
        {
            // a reviewer has ruled meanwhile: the message makes it anew
            return;
        }

        if (!outcome.Allowed || current.ContentVersion == copy.ContentVersion)
        {
            // with more content in the meantime the message has more to do
            await outbox.TryConsumeAsync(message.MessageId, cancellationToken);
        }

        if (outcome.Allowed)
        {
            await end(copy, patient.Patient, await reviews.OpenAsync(copy.CaseId, made, cancellationToken));
        }
        else
        {
            await withdrawal.WithdrawAsync(copy, patient.Patient, outcome.Blocking[0].Rule, cancellationToken);
        }

        await patient.CommitAsync(cancellationToken);
    }

    private async Task SetAsideAsync(ResearchCopy copy, Patient patient, AnonymizedCase made, IReadOnlyList<LeftOutInstance> leftOut, CancellationToken cancellationToken)
    {
        copy.State = ResearchCopyState.Quarantined;
        Count(copy, made, leftOut);
        copy.Reason ??= Empty;
        await RenewAsync(copy, patient, [ResearchCopyState.Quarantined], cancellationToken);
        Record("research.quarantined", copy, patient, made, leftOut);
    }

    private static void Count(ResearchCopy copy, AnonymizedCase made, IReadOnlyList<LeftOutInstance> leftOut)
    {
        copy.Instances = made.Objects.Count;
        copy.InstancesLeftOut = leftOut.Count;
        copy.Reason = leftOut.Count == 0 ? null : leftOut[0].Reason;
        copy.ReasonDetail = leftOut.Count == 0 ? null : leftOut[0].Detail;
    }

    /// <summary>The older copies in these states cease with this transaction; their blobs are deleted after it, again and again until they are gone.</summary>
    private async Task RenewAsync(ResearchCopy copy, Patient patient, List<ResearchCopyState> states, CancellationToken cancellationToken)
    {
        List<ResearchCopy> older = await registry.ResearchCopies
            .Where(c => c.CaseId == copy.CaseId && c.ProjectId == copy.ProjectId && c.Id != copy.Id
                && states.Contains(c.State))
            .ToListAsync(cancellationToken);
        foreach (ResearchCopy renewed in older)
        {
            renewed.State = ResearchCopyState.Withdrawn;
            renewed.Withdrawn = clock.GetUtcNow();
            renewed.Reason = CopyWithdrawal.Renewed;
            audit.Add("research.withdrawn", CopyWithdrawal.Actor, patient.FacilityId, patient.Id, copy.CaseId, new
            {
                copy = renewed.Id, project = renewed.ProjectId.Value, reason = renewed.Reason, pulled = renewed.Pulled is not null,
            });
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

    private void Record(string action, ResearchCopy copy, Patient patient, AnonymizedCase made, IReadOnlyList<LeftOutInstance> leftOut)
        => audit.Add(action, CopyWithdrawal.Actor, patient.FacilityId, patient.Id, copy.CaseId, new
        {
            copy = copy.Id, project = copy.ProjectId.Value, copy.ContentVersion, copy.Instances, copy.InstancesLeftOut,
            reasons = leftOut.Select(l => l.Reason).Distinct(), pseudonymKey = made.KeyVersion, deviceRules = made.DeviceRules,
        });
}
