namespace Pipeline.Registry;

/// <summary>The use a processor is certified for (次世代医療基盤法, amended April 2024).</summary>
public enum CertifiedUse
{
    /// <summary>匿名加工医療情報.</summary>
    Anonymised = 1,

    /// <summary>仮名加工医療情報.</summary>
    Pseudonymised = 2,
}
