namespace Pipeline.Registry;

/// <summary>What somebody asks for at the opt-out desk, or the operator learns there.</summary>
public enum DeskRequestKind
{
    /// <summary>提供停止の求め（オプトアウト）.</summary>
    OptOut = 1,

    /// <summary>The opt-out is taken back.</summary>
    OptOutWithdrawn = 2,

    /// <summary>研究同意の撤回, of one project or all.</summary>
    ResearchConsentWithdrawn = 3,

    /// <summary>The patient died.</summary>
    Death = 4,

    /// <summary>Birth date or sex are others than the facility stated.</summary>
    IdentityCorrected = 5,
}
