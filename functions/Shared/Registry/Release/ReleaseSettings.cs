namespace Pipeline.Registry;

/// <summary>What the law's text leaves to practice; configuration section <c>Center:Release</c>.</summary>
public sealed class ReleaseSettings
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Center:Release";

    /// <summary>Days that must have passed since the notice was delivered (C3). The ministries' guideline says about 30.</summary>
    public int NoticeDays { get; set; } = 30;

    /// <summary>
    /// Days after its posting from which a notice letter counts as delivered, since nobody sees it arrive. A policy, on the
    /// late side of ordinary mail, so that the days of C3 never begin before the letter is there.
    /// </summary>
    public int LetterDays { get; set; } = 5;

    /// <summary>Age in years below which a guardian must be notified too (C5).</summary>
    public int GuardianAge { get; set; } = 16;

    /// <summary>On reaching that age a fresh notice is needed (C5). A policy, not confirmed in the law's text.</summary>
    public bool FreshNoticeAt16 { get; set; } = true;

    /// <summary>Data of a patient who died after the notice may go unless the family opted out (C6). A policy; off: any death blocks.</summary>
    public bool ReleaseAfterDeath { get; set; } = true;

    /// <summary>A notice delivered on or after the day of death does not count (C6). A policy; off: it counts.</summary>
    public bool NoticeBeforeDeath { get; set; } = true;

    /// <summary>Days after which a deletion request (消去依頼) that its recipient has not acknowledged becomes an incident. A policy.</summary>
    public int DeletionDays { get; set; } = 14;
}
