using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>What an operator looks at; what is not set does not narrow.</summary>
public sealed record StudyFilter
{
    /// <summary>Studies of a page.</summary>
    public const int PageLength = 30;

    /// <summary>The facility.</summary>
    public FacilityId? Facility { get; init; }

    /// <summary>Where studies stand; quarantined: packages that could not be registered.</summary>
    public StudyState? State { get; init; }

    /// <summary>ID of a rule that blocks now.</summary>
    public string? Rule { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>The filter out of an address; what is not understood is as if not there.</summary>
    public static StudyFilter From(IQueryCollection query) => new()
    {
        Facility = FacilityId.TryParse(query["facility"], null, out FacilityId facility) ? facility : null,
        State = query["state"].ToString() switch
        {
            "registered" => StudyState.Registered,
            "held" => StudyState.Held,
            "quarantined" => StudyState.Quarantined,
            _ => null,
        },
        Rule = Vocabulary.Rules.FirstOrDefault(rule => rule == query["rule"]),
        Page = int.TryParse(query["page"], out int page) && page is > 0 and < 1_000_000 ? page : 1,
    };

    /// <summary>The list's address under this filter.</summary>
    public string Address() => "/studies" + QueryString.Create(new Dictionary<string, string?>
    {
        ["facility"] = Facility?.Value,
        ["state"] = State?.ToString().ToLowerInvariant(),
        ["rule"] = Rule,
        ["page"] = Page > 1 ? Page.ToString() : null,
    }.Where(pair => pair.Value is not null));
}
