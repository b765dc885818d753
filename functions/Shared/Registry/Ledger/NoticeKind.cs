namespace Pipeline.Registry;

/// <summary>The use a notice told the patient of (C2).</summary>
public enum NoticeKind
{
    /// <summary>Anonymised use (匿名加工医療情報).</summary>
    Anonymised = 1,

    /// <summary>Pseudonymised use (仮名加工医療情報).</summary>
    Pseudonymised = 2,

    /// <summary>Both uses.</summary>
    Both = 3,
}
