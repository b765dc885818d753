namespace Pipeline.Portal;

/// <summary>Values of the <c>roles</c> claim.</summary>
internal static class CenterRoles
{
    /// <summary>A facility's application: sends studies and consent tables.</summary>
    public const string Facility = "Facility";

    /// <summary>A certified processor's application: pulls named packages.</summary>
    public const string Processor = "Processor";

    /// <summary>A member of a research project, or the project's application.</summary>
    public const string Researcher = "Researcher";

    /// <summary>The society's staff: sees what happened to every study.</summary>
    public const string Operator = "Operator";

    /// <summary>Judges what could not be proven clean.</summary>
    public const string Reviewer = "Reviewer";
}
