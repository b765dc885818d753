namespace Pipeline.Registry;

/// <summary>
/// How S2 keeps small counts from following by subtraction: ages are counted in whole decades, and a count is held against
/// those of the same search with any one filter, or all of them, left out.
/// </summary>
internal static class S2Filter
{
    /// <summary>The filter with its ages widened to whole decades, 90 and over being one.</summary>
    public static CaseFilter Banded(CaseFilter filter) => filter with
    {
        AgeFrom = filter.AgeFrom / 10 * 10,
        AgeTo = (filter.AgeTo / 10 * 10) + 9,
    };

    /// <summary>The wider searches.</summary>
    public static IEnumerable<CaseFilter> Wider(CaseFilter filter)
    {
        CaseFilter[] candidates =
        [
            new CaseFilter(),
            filter with { DiseaseName = null },
            filter with { DiseaseCode = null },
            filter with { AgeFrom = null },
            filter with { AgeTo = null },
            filter with { AgeFrom = null, AgeTo = null },
            filter with { BodySite = null },
            filter with { Sex = null },
            filter with { Domain = null },
        ];
        return candidates.Where(candidate => candidate != filter).Distinct();
    }
}
