using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>What a search shows.</summary>
/// <param name="Query">What was asked for, in the project it was answered for.</param>
/// <param name="Projects">The person's own projects.</param>
/// <param name="Project">The one searched; none: the person has none.</param>
/// <param name="Result">What was found.</param>
public sealed record SearchView(SearchQuery Query, IReadOnlyList<Project> Projects, Project? Project, CaseSearchResult Result);
