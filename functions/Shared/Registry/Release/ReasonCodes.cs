namespace Pipeline.Registry;

/// <summary>Why a rule of release blocks. The sentences are in <see cref="ReasonTexts"/>.</summary>
public static class ReasonCodes
{
    /// <summary>I1.</summary>
    public const string PatientNotListed = "patient.not-listed";

    /// <summary>I2: a doubt was recorded at registration.</summary>
    public const string IdentityDoubt = "identity.doubt";

    /// <summary>I2.</summary>
    public const string BirthDateDiffers = "identity.birth-date-differs";

    /// <summary>I2.</summary>
    public const string SexDiffers = "identity.sex-differs";

    /// <summary>C1: 届出.</summary>
    public const string FacilityNotFiled = "facility.not-filed";

    /// <summary>C1: 掲示.</summary>
    public const string FacilityNotPosted = "facility.not-posted";

    /// <summary>C1: no contract with the processor in force.</summary>
    public const string NoProcessorContract = "facility.no-processor-contract";

    /// <summary>C1: no entrustment contract in force.</summary>
    public const string NotEntrusted = "facility.not-entrusted";

    /// <summary>C2: no notice.</summary>
    public const string NoNotice = "notice.missing";

    /// <summary>C2: the notice told of another use.</summary>
    public const string NoticeOtherUse = "notice.other-use";

    /// <summary>C3.</summary>
    public const string NoticeTooRecent = "notice.too-recent";

    /// <summary>C4: opt-out.</summary>
    public const string OptedOut = "patient.opted-out";

    /// <summary>C4: the notice was voided.</summary>
    public const string NoticeVoided = "notice.voided";

    /// <summary>C5: age cannot be known.</summary>
    public const string BirthDateUnknown = "patient.birth-date-unknown";

    /// <summary>C5: under age, no notice to the guardian.</summary>
    public const string GuardianNotNotified = "notice.guardian-missing";

    /// <summary>C5: came of age since the notice.</summary>
    public const string FreshNoticeNeeded = "notice.fresh-needed";

    /// <summary>C6: died before the notice.</summary>
    public const string DiedBeforeNotice = "patient.died-before-notice";

    /// <summary>C6: died, and the policy blocks every death.</summary>
    public const string Died = "patient.died";

    /// <summary>O1: the processor receives what orders name, and none names it.</summary>
    public const string NotOrdered = "order.missing";

    /// <summary>R1: no consent.</summary>
    public const string NoConsent = "consent.missing";

    /// <summary>R1: withdrawn from this project.</summary>
    public const string ConsentWithdrawn = "consent.withdrawn";

    /// <summary>R1: its day has not come.</summary>
    public const string ConsentNotYet = "consent.not-yet";

    /// <summary>R2: no approval in force.</summary>
    public const string ProjectNotApproved = "project.not-approved";

    /// <summary>R2: the approval has ended.</summary>
    public const string ApprovalEnded = "project.approval-ended";

    /// <summary>R2: the facility takes no part today.</summary>
    public const string FacilityTakesNoPart = "project.facility-takes-no-part";

    /// <summary>R3.</summary>
    public const string DomainOutOfScope = "project.domain-out-of-scope";

    /// <summary>R3.</summary>
    public const string ModalityOutOfScope = "project.modality-out-of-scope";

    /// <summary>R3.</summary>
    public const string StudyDateOutOfScope = "project.study-date-out-of-scope";
}
