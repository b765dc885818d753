namespace Pipeline.CenterCli;

/// <summary>On whose behalf <c>center</c> signs in.</summary>
public enum IdentityKind
{
    /// <summary>A hospital: sends studies and consent tables.</summary>
    Facility,

    /// <summary>A certified processor: pulls named packages.</summary>
    Processor,

    /// <summary>A research project: pulls anonymised copies.</summary>
    Project,

    /// <summary>The society that runs the center.</summary>
    Operator,

    /// <summary>One who judges images that no rule could.</summary>
    Reviewer,
}
