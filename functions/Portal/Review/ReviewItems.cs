using Azure;
using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>The review queue as reviewers see it. A frame names its patient: each sight of one is audited before it is shown.</summary>
internal sealed class ReviewItems(RegistryContext registry, StorageAccounts storage, AuditTrail audit)
{
    /// <summary>Items of one answer at most.</summary>
    private const int Most = 500;

    /// <summary>The items that wait, oldest first; or the latest of all.</summary>
    public async Task<IReadOnlyList<ReviewLine>> ListAsync(bool all, CancellationToken cancellationToken)
    {
        IQueryable<ReviewItem> items = registry.ReviewItems.AsNoTracking().Where(item => item.State != ReviewItemState.Preparing);
        items = all ? items.OrderByDescending(item => item.Id) : items.Where(item => item.State == ReviewItemState.Open).OrderBy(item => item.Id);
        return await LinesAsync(await items.Take(Most).ToListAsync(cancellationToken), cancellationToken);
    }

    /// <summary>One item; none: there is none such.</summary>
    public async Task<ReviewLine?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        List<ReviewItem> found = await registry.ReviewItems.AsNoTracking().Where(item => item.Id == id && item.State != ReviewItemState.Preparing).ToListAsync(cancellationToken);
        return (await LinesAsync(found, cancellationToken)).SingleOrDefault();
    }

    /// <summary>An open item's frame, and the audit row of having seen it; none: it is not kept, or there never was one.</summary>
    public async Task<OpenedBlob?> OpenFrameAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        ReviewItem? item = await registry.ReviewItems.AsNoTracking().Include(row => row.Case)
            .SingleOrDefaultAsync(row => row.Id == id && row.State == ReviewItemState.Open, cancellationToken);
        if (item is null)
        {
            return null;
        }

        audit.Add("review.frame-viewed", caller.Subject, item.FacilityId, item.Case.PatientId, item.CaseId, new { item = item.Id, item.Frame });
        await registry.SaveChangesAsync(cancellationToken);
        try
        {
            return await storage[Containers.Review].OpenReadAsync(item.FrameBlob, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<ReviewLine>> LinesAsync(List<ReviewItem> items, CancellationToken cancellationToken)
    {
        List<Guid> ids = [.. items.Select(item => item.Id)];
        List<ReviewDecision> decisions = await registry.ReviewDecisions.AsNoTracking().Where(row => ids.Contains(row.ItemId)).OrderBy(row => row.At).ToListAsync(cancellationToken);
        List<Guid?> ruleIds = [.. decisions.Select(row => row.DeviceRuleId).Distinct()];
        Dictionary<Guid, DeviceRuleVersion> rules = await registry.DeviceRules.AsNoTracking().Where(row => ruleIds.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);
        ILookup<Guid, ReviewDecisionLine> log = decisions.ToLookup(row => row.ItemId, row => new ReviewDecisionLine(
            row.Id, row.Verdict, row.TrustsRegions, row.Hidden, row.DeviceRuleId is { } rule ? rules[rule].Name : null, row.Why, row.By, row.At));
        return [.. items.Select(item => new ReviewLine(
            item.Id, item.State, ReasonLine.Of(item.Reason)!, item.FacilityId, item.CaseId, item.Signature, item.Frame, item.State == ReviewItemState.Open,
            item.Proposed, item.Created, item.Closed, [.. log[item.Id]]))];
    }
}
