using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Deidentification;
using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>
/// Puts before reviewers what no rule could judge. The item comes first, with the name of its frame; then the frame is written;
/// the transaction that ends the copy opens the item. Cut anywhere and run again, it takes up the item it finds.
/// </summary>
public sealed class ReviewQueue(
    RegistryContext registry, PatientLock patientLock, ReleaseGate gate, DeviceRuleBook book, StorageAccounts accounts, IRandomNames names, TimeProvider clock)
{
    /// <summary>Writes the frames of what is new in a copy's making; those that cannot be shown are left out for that reason.</summary>
    public async Task<AnonymizedCase> PrepareAsync(StagedCopy staged, AnonymizedCase made, CancellationToken cancellationToken)
    {
        Dictionary<(string Hash, string Reason), PreparedReview> prepared = [];
        Dictionary<(string Hash, string Reason), string> refused = [];
        foreach (LeftOutInstance instance in made.LeftOut.Where(left => left.Review is not null))
        {
            (string, string) key = KeyOf(instance.Review!);
            if (prepared.ContainsKey(key) || refused.ContainsKey(key) || await ItemAsync(staged, key, cancellationToken) is { State: ReviewItemState.Open or ReviewItemState.Rejected })
            {
                continue;
            }

            (ReviewFrame? frame, string? refusal) = await FrameAsync(instance, made.Rules.Rules, cancellationToken);
            if (frame is null)
            {
                refused[key] = refusal!;
            }
            else if (await WriteAsync(staged, made.Rules, instance, key, frame, cancellationToken) is { } review)
            {
                prepared[key] = review;
            }
        }

        return made with
        {
            LeftOut = [.. made.LeftOut.Select(left => left.Review is { } review && refused.TryGetValue(KeyOf(review), out string? reason) ? left with { Reason = reason, Review = null } : left)],
            Reviews = [.. prepared.Values],
        };
    }

    /// <summary>
    /// Opens what was prepared, and says of each instance left out how it stands. The caller holds the patient's lock, and the
    /// state of the device rules.
    /// </summary>
    public async Task<IReadOnlyList<LeftOutInstance>> OpenAsync(Guid caseId, AnonymizedCase made, CancellationToken cancellationToken)
    {
        List<ReviewItem> items = await registry.ReviewItems.Where(row => row.CaseId == caseId && row.State != ReviewItemState.Removed).ToListAsync(cancellationToken);
        foreach (ReviewItem item in items.Where(row => row.State == ReviewItemState.Preparing))
        {
            if (made.Reviews.FirstOrDefault(review => review.ItemId == item.Id) is { } ready)
            {
                (item.State, item.Frame, item.FrameSha256, item.Proposed) = (ReviewItemState.Open, ready.Frame, ready.Sha256, [.. ready.Proposed]);
            }
            else
            {
                // what it waited for is judged by a rule by now
                (item.State, item.Closed) = (ReviewItemState.Removed, clock.GetUtcNow());
            }
        }

        HashSet<(string, string)> rejected = [.. items.Where(row => row.State == ReviewItemState.Rejected).Select(row => (row.SignatureHash, row.Reason))];
        return [.. made.LeftOut.Select(left => left.Review is { } review && rejected.Contains(KeyOf(review)) ? left with { Reason = ReviewReasons.Rejected } : left)];
    }

    private static (string Hash, string Reason) KeyOf(ReviewRequest review) => (review.Signature.Hash(), review.Reason);

    private Task<ReviewItem?> ItemAsync(StagedCopy staged, (string Hash, string Reason) key, CancellationToken cancellationToken)
        => registry.ReviewItems.AsNoTracking().SingleOrDefaultAsync(
            row => row.CaseId == staged.Case.Id && row.SignatureHash == key.Hash && row.Reason == key.Reason && row.State != ReviewItemState.Removed, cancellationToken);

    private async Task<(ReviewFrame? Frame, string? Refusal)> FrameAsync(LeftOutInstance instance, DeviceRules rules, CancellationToken cancellationToken)
    {
        try
        {
            await using OpenedBlob blob = await accounts[Containers.Named(instance.Facility)].OpenReadAsync(instance.BlobName, cancellationToken: cancellationToken);
            return (instance.Review!.Signature.IsPhotograph
                ? await ReviewFrame.ReadPhotographAsync(blob.Content, cancellationToken)
                : await ReviewFrame.ReadAsync(blob.Content, rules, cancellationToken), null);
        }
        catch (ImageFormatException e)
        {
            return (null, e.Reason);
        }
        catch (DicomFormatException e)
        {
            return (null, e.Reason);
        }
    }

    /// <summary>None: the study may no longer be used, or a reviewer has ruled meanwhile.</summary>
    private async Task<PreparedReview?> WriteAsync(
        StagedCopy staged, StudyRules rules, LeftOutInstance instance, (string Hash, string Reason) key, ReviewFrame frame, CancellationToken cancellationToken)
    {
        ReviewItem? item = await AddAsync(staged, rules, instance, key, cancellationToken);
        if (item is not { State: ReviewItemState.Preparing })
        {
            return null;
        }

        using var png = new MemoryStream(frame.Png, writable: false);
        await accounts[Containers.Review].WriteAsync(item.FrameBlob, png, "image/png", cancellationToken);
        return new PreparedReview(item.Id, frame.Index, Convert.ToHexStringLower(SHA256.HashData(frame.Png)), frame.Proposed);
    }

    /// <summary>The item, committed before anything is written under its name; the one that another run added, where it did.</summary>
    private async Task<ReviewItem?> AddAsync(
        StagedCopy staged, StudyRules rules, LeftOutInstance instance, (string Hash, string Reason) key, CancellationToken cancellationToken)
    {
        await using PatientTransaction patient = await patientLock.AcquireAsync(staged.Case.PatientId, cancellationToken);
        bool isByRulesOfNow = await book.HoldNumberAsync(cancellationToken) == rules.Number
            && await registry.Cases.AnyAsync(row => row.Id == staged.Case.Id && row.ReviewVersion == rules.ReviewVersion, cancellationToken);
        if (!isByRulesOfNow || !(await gate.ResearchAsync(staged.Case.Id, staged.Project.Id, cancellationToken)).Allowed)
        {
            return null;
        }

        ReviewItem? item = await ItemAsync(staged, key, cancellationToken);
        if (item is { State: ReviewItemState.Decided })
        {
            // the rule that decided it was taken back: it waits anew
            await registry.ReviewItems.Where(row => row.Id == item.Id).ExecuteUpdateAsync(row => row.SetProperty(i => i.State, ReviewItemState.Removed), cancellationToken);
            item = null;
        }

        if (item is null)
        {
            item = new ReviewItem
            {
                Id = names.NewId(),
                CaseId = staged.Case.Id,
                FacilityId = staged.Facility.Id,
                InstanceId = instance.Id,
                Signature = instance.Review!.Signature,
                SignatureHash = key.Hash,
                Reason = key.Reason,
                FrameBlob = names.NewName(),
                Created = clock.GetUtcNow(),
            };
            registry.ReviewItems.Add(item);
            await patient.CommitAsync(cancellationToken);
        }

        return item;
    }
}
