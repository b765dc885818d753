using Microsoft.EntityFrameworkCore;
using Pipeline.Deidentification;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>The rules for one study's images: those of its devices, and what reviewers said of this study alone.</summary>
/// <param name="Rules">All of them.</param>
/// <param name="Number">State of the device rules.</param>
/// <param name="ReviewVersion">The case's review version.</param>
public sealed record StudyRules(DeviceRules Rules, int Number, int ReviewVersion);

/// <summary>Reads a study's rules.</summary>
public sealed class StudyRulesReader(RegistryContext registry, DeviceRuleBook book, CurrentDeviceRules current)
{
    /// <summary>The rules of now.</summary>
    public async Task<StudyRules> ReadAsync(Guid caseId, CancellationToken cancellationToken)
    {
        int version = await registry.Cases.Where(row => row.Id == caseId).Select(row => row.ReviewVersion).SingleAsync(cancellationToken);
        (DeviceRules rules, int number) = await current.ReadAsync(book, cancellationToken);
        List<ReviewDecision> decisions = await registry.ReviewDecisions.AsNoTracking().Include(row => row.Item)
            .Where(row => row.Item.CaseId == caseId && row.DeviceRuleId == null && row.Verdict != ReviewVerdict.Reject && row.Item.State == ReviewItemState.Decided)
            .OrderBy(row => row.Id).ToListAsync(cancellationToken);
        return new StudyRules(decisions.Count == 0 ? rules : rules.With(decisions.Select(row => DeviceRule.Of(row, row.Item.Signature))), number, version);
    }
}
