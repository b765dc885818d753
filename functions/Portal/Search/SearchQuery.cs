using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>What a researcher searches for.</summary>
public sealed record SearchQuery
{
    /// <summary>Cases of a page.</summary>
    public const int PageLength = 24;

    private const int LongestText = 60;
    private const int OldestAsked = 150;

    /// <summary>The project; none: the person's first.</summary>
    public ProjectId? Project { get; init; }

    /// <summary>The filters.</summary>
    public CaseFilter Filter { get; init; } = new();

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>The search out of an address; what is not understood is as if not there.</summary>
    public static SearchQuery From(IQueryCollection query)
    {
        string? disease = Text(query["disease"]);
        bool isCode = disease is not null && disease.Length > 1 && char.IsAsciiLetter(disease[0]) && char.IsAsciiDigit(disease[1]);
        return new SearchQuery
        {
            Project = ProjectId.TryParse(query["project"], null, out ProjectId project) ? project : null,
            Filter = new CaseFilter
            {
                DiseaseName = isCode ? null : disease,
                DiseaseCode = isCode ? disease!.ToUpperInvariant() : null,
                AgeFrom = Age(query["from"]),
                AgeTo = Age(query["to"]),
                BodySite = Text(query["site"]),
                Sex = query["sex"].ToString() switch { "male" => Sex.Male, "female" => Sex.Female, "other" => Sex.Other, _ => null },
                Domain = Text(query["domain"]),
            },
            Page = int.TryParse(query["page"], out int page) && page is > 0 and < 1_000_000 ? page : 1,
        };
    }

    /// <summary>The page's address under this search.</summary>
    public string Address() => "/search" + QueryString.Create(new Dictionary<string, string?>
    {
        ["project"] = Project?.Value,
        ["disease"] = Filter.DiseaseName ?? Filter.DiseaseCode,
        ["from"] = Filter.AgeFrom?.ToString(),
        ["to"] = Filter.AgeTo?.ToString(),
        ["site"] = Filter.BodySite,
        ["sex"] = Filter.Sex?.ToString().ToLowerInvariant(),
        ["domain"] = Filter.Domain,
        ["page"] = Page > 1 ? Page.ToString() : null,
    }.Where(pair => pair.Value is not null));

    private static string? Text(string? value) => value?.Trim() is { Length: > 0 and <= LongestText } text ? text : null;

    private static int? Age(string? value) => int.TryParse(value, out int age) && age is >= 0 and <= OldestAsked ? age : null;
}
