using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>
/// Carries out a reviewer's ruling: decision, device rule, every open item that the rule fits, the messages that make their
/// studies anew, and the audit rows, all in one transaction.
/// </summary>
public sealed class ReviewDecisions(RegistryContext registry, DeviceRuleBook book, Outbox outbox, AuditTrail audit, IRandomNames names, TimeProvider clock)
{
    /// <summary>Decides an item.</summary>
    /// <param name="itemId">The item.</param>
    /// <param name="ruling">What the reviewer wants.</param>
    /// <param name="reviewer">The reviewer's subject.</param>
    /// <param name="cancellationToken">Cuts it; nothing has happened then.</param>
    public async Task<ReviewOutcome> DecideAsync(Guid itemId, ReviewRuling ruling, string reviewer, CancellationToken cancellationToken = default)
    {
        await using var transaction = await registry.Database.BeginTransactionAsync(cancellationToken);
        await book.LockAsync(cancellationToken);
        ReviewItem? item = await registry.ReviewItems.SingleOrDefaultAsync(row => row.Id == itemId, cancellationToken);
        if (await registry.ReviewDecisions.AnyAsync(row => row.Id == ruling.Id, cancellationToken))
        {
            return ReviewOutcome.Recorded;
        }

        ReviewOutcome? refusal = item switch
        {
            null => ReviewOutcome.Unknown,
            { State: not ReviewItemState.Open } => ReviewOutcome.NotOpen,
            _ => ruling.Fits(item.Signature) ? null : ReviewOutcome.Unfit,
        };
        if (refusal is { } refused)
        {
            return refused;
        }

        try
        {
            await CarryOutAsync(item!, ruling, reviewer, cancellationToken);
            await registry.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return ReviewOutcome.Recorded;
        }
        catch (DbUpdateConcurrencyException)
        {
            // a withdrawal removed the item meanwhile
            return ReviewOutcome.NotOpen;
        }
    }

    private async Task CarryOutAsync(ReviewItem item, ReviewRuling ruling, string reviewer, CancellationToken cancellationToken)
    {
        DeviceRuleVersion? rule = ruling.ForDevice ? await NewRuleAsync(item, ruling, reviewer, cancellationToken) : null;
        await CloseAsync(item, ruling.Id, ruling, rule, reviewer, cancellationToken);
        if (rule is null)
        {
            return;
        }

        Func<DeviceSignature, bool> matches = rule.Match.Compile();
        List<ReviewItem> waiting = await registry.ReviewItems.Where(row => row.State == ReviewItemState.Open && row.Id != item.Id).ToListAsync(cancellationToken);
        foreach (ReviewItem fitting in waiting.Where(row => !row.Signature.IsPhotograph && matches(row.Signature)))
        {
            await CloseAsync(fitting, names.NewId(), ruling, rule, reviewer, cancellationToken);
        }
    }

    /// <summary>A rule for the same images gets a new version; otherwise it is a new rule.</summary>
    private async Task<DeviceRuleVersion> NewRuleAsync(ReviewItem item, ReviewRuling ruling, string reviewer, CancellationToken cancellationToken)
    {
        var match = DeviceMatch.Of(item.Signature, ruling.Any);
        DeviceRuleVersion? before = (await book.CurrentAsync(cancellationToken)).FirstOrDefault(rule => rule.Match == match);
        var rule = new DeviceRuleVersion
        {
            Id = names.NewId(),
            Rule = before?.Rule ?? names.NewName(),
            Version = (before?.Version ?? 0) + 1,
            Match = match,
            Treatment = ruling.Verdict == ReviewVerdict.Clean ? DeviceTreatment.Clean : DeviceTreatment.Mask,
            TrustsRegions = ruling.TrustsRegions,
            Hidden = [.. ruling.Hidden],
            Why = ruling.Why,
            ApprovedBy = reviewer,
            Approved = clock.GetUtcNow(),
            SampleStudy = Convert.ToHexStringLower(SHA256.HashData(item.CaseId.ToByteArray(bigEndian: true))),
            SampleFrame = item.Frame,
            SampleSha256 = item.FrameSha256,
        };
        registry.DeviceRules.Add(rule);
        audit.Add("device-rule.approved", reviewer, details: new { rule = rule.Name, item = item.Id, replaces = before?.Name });
        return rule;
    }

    private async Task CloseAsync(ReviewItem item, Guid id, ReviewRuling ruling, DeviceRuleVersion? rule, string reviewer, CancellationToken cancellationToken)
    {
        Case concerned = await registry.Cases.SingleAsync(row => row.Id == item.CaseId, cancellationToken);
        bool rejected = ruling.Verdict == ReviewVerdict.Reject;
        item.State = rejected ? ReviewItemState.Rejected : ReviewItemState.Decided;
        item.Closed = clock.GetUtcNow();
        registry.ReviewDecisions.Add(new ReviewDecision
        {
            Id = id,
            ItemId = item.Id,
            Verdict = ruling.Verdict,
            TrustsRegions = ruling.TrustsRegions,
            Hidden = [.. ruling.Hidden],
            DeviceRuleId = rule?.Id,
            Why = ruling.Why,
            By = reviewer,
            At = clock.GetUtcNow(),
        });
        audit.Add("review.decided", reviewer, concerned.FacilityId, concerned.PatientId, concerned.Id, new { item = item.Id, decision = id, ruling.Verdict, rule = rule?.Name });
        List<ResearchCopy> standing = await registry.ResearchCopies.Where(copy => copy.CaseId == concerned.Id && copy.State != ResearchCopyState.Withdrawn).ToListAsync(cancellationToken);
        if (rejected && !item.Signature.IsPhotograph)
        {
            await TellRejectedAsync(item, standing, cancellationToken);
        }
        else
        {
            // also without a picture that was rejected, the others of its procedure may be sure
            concerned.ReviewVersion++;
        }

        // After a rejection of other images there is nothing to make; the message has the frame deleted.
        foreach (ProjectId project in standing.Select(copy => copy.ProjectId).Distinct())
        {
            outbox.Add(QueueNames.Anonymize, message => new AnonymizeCase(message, concerned.Id, project));
        }
    }

    private async Task TellRejectedAsync(ReviewItem item, List<ResearchCopy> standing, CancellationToken cancellationToken)
    {
        bool others = await registry.ReviewItems.AnyAsync(row => row.CaseId == item.CaseId && row.Id != item.Id && row.State == ReviewItemState.Open, cancellationToken);
        foreach (ResearchCopy copy in standing.Where(copy => !others && copy.Reason == ReviewReasons.Waiting))
        {
            copy.Reason = ReviewReasons.Rejected;
        }
    }
}
