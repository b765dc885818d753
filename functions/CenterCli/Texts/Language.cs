namespace Pipeline.CenterCli;

/// <summary>What people are spoken to in.</summary>
public enum Language
{
    /// <summary>English.</summary>
    En,

    /// <summary>Japanese.</summary>
    Ja,
}
