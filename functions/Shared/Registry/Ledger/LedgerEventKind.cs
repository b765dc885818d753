namespace Pipeline.Registry;

/// <summary>What a ledger entry says.</summary>
public enum LedgerEventKind
{
    /// <summary>The facility's table has the patient, with birth date and sex where given (I1, I2).</summary>
    Listed = 1,

    /// <summary>A notice (通知) was delivered to the patient, or the guardian (C2, C3, C5).</summary>
    Notice = 2,

    /// <summary>A notice was withdrawn or found never delivered: treated like an opt-out.</summary>
    NoticeVoided = 3,

    /// <summary>Opt-out by patient, guardian or bereaved (C4).</summary>
    OptOut = 4,

    /// <summary>The opt-out was taken back.</summary>
    OptOutWithdrawn = 5,

    /// <summary>Research consent, for one project or broad (R1).</summary>
    ResearchConsent = 6,

    /// <summary>Research consent withdrawn, for one project or all.</summary>
    ResearchConsentWithdrawn = 7,

    /// <summary>The patient died (C6).</summary>
    Death = 8,

    /// <summary>Birth date or sex were corrected (I2).</summary>
    IdentityCorrected = 9,

    /// <summary>A full table no longer has the patient: unknown again, never consented.</summary>
    Unlisted = 10,
}
