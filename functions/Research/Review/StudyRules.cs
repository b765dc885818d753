using Microsoft.EntityFrameworkCore;
using Pipeline.Deidentification;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>The rules for one study's images: those of its devices, and what reviewers said of this study alone.</summary>
/// <param name="Rules">All of them.</param>
/// <param name="Number">State of the device rules.</param>
/// <param name="ReviewVersion">The case's review version.</param>
/// <param name="Photographs">What reviewers said of picture files, by the file's SHA-256.</param>
public sealed record StudyRules(DeviceRules Rules, int Number, int ReviewVersion, IReadOnlyDictionary<string, ReviewDecision> Photographs);

/// <summary>Reads a study's rules.</summary>
public sealed class StudyRulesReader(RegistryContext registry, DeviceRuleBook book, CurrentDeviceRules current)
{
    /// <summary>The rules of now.</summary>
    public async Task<StudyRules> ReadAsync(Guid caseId, CancellationToken cancellationToken)
    {
        int version = await registry.Cases.Where(row => row.Id == caseId).Select(row => row.ReviewVersion).SingleAsync(cancellationToken);
        (DeviceRules rules, int number) = await current.ReadAsync(book, cancellationToken);
        List<ReviewDecision> decisions = await registry.ReviewDecisions.AsNoTracking().Include(row => row.Item)
            .Where(row => row.Item.CaseId == caseId && row.DeviceRuleId == null && (row.Item.State == ReviewItemState.Decided || row.Item.State == ReviewItemState.Rejected))
            .OrderBy(row => row.Id).ToListAsync(cancellationToken);
        DeviceRule[] ofStudy = [.. decisions.Where(row => !row.Item.Signature.IsPhotograph && row.Verdict != ReviewVerdict.Reject).Select(row => DeviceRule.Of(row, row.Item.Signature))];
        Dictionary<string, ReviewDecision> photographs = [];
        foreach (ReviewDecision decision in decisions.Where(row => row.Item.Signature.IsPhotograph))
        {
            photographs[decision.Item.Signature.PhotographSha256!] = decision;
        }

        return new StudyRules(ofStudy.Length == 0 ? rules : rules.With(ofStudy), number, version, photographs);
    }
}
