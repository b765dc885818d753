namespace Pipeline.Deidentification;

/// <summary>What decided about an attribute.</summary>
public enum RuleSource
{
    /// <summary>The attribute is not in Table E.1-1: what its representation allows.</summary>
    Unlisted,

    /// <summary>A row of Table E.1-1.</summary>
    Table,

    /// <summary>An exception of the profile.</summary>
    Exception,

    /// <summary>The attribute is private.</summary>
    Private,

    /// <summary>What the profile writes about itself.</summary>
    Profile,
}
