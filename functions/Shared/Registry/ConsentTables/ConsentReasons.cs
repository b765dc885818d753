namespace Pipeline.Registry;

/// <summary>Why a consent table, or a line of it, is refused. The sentences are in <see cref="ReasonTexts"/>.</summary>
public static class ConsentReasons
{
    /// <summary>Table: more than 64 MiB or 2 million lines.</summary>
    public const string TooLarge = "consents.too-large";

    /// <summary>Table: neither UTF-8 nor Shift_JIS.</summary>
    public const string Encoding = "consents.encoding";

    /// <summary>Table: nothing in it.</summary>
    public const string Empty = "consents.empty";

    /// <summary>Table: no column of patient IDs.</summary>
    public const string NoPatientColumn = "consents.no-patient-column";

    /// <summary>Table: two columns of the same meaning.</summary>
    public const string DuplicateColumn = "consents.duplicate-column";

    /// <summary>Table: a column nobody knows; it might be a misspelt opt-out.</summary>
    public const string UnknownColumn = "consents.unknown-column";

    /// <summary>Line: quotation marks do not match.</summary>
    public const string Malformed = "consents.malformed-line";

    /// <summary>Line: not as many cells as the header.</summary>
    public const string CellCount = "consents.cell-count";

    /// <summary>Cell: more than 1,000 characters.</summary>
    public const string CellTooLong = "consents.cell-too-long";

    /// <summary>Line: no patient ID.</summary>
    public const string NoPatientId = "consents.no-patient-id";

    /// <summary>Line: the table states the same patient otherwise elsewhere.</summary>
    public const string Contradiction = "consents.contradiction";

    /// <summary>Cell: neither ○, ×, a date nor blank.</summary>
    public const string NotAMark = "consents.not-a-mark";

    /// <summary>Cell: not a date.</summary>
    public const string NotADate = "consents.not-a-date";

    /// <summary>Cell: a day that has not come.</summary>
    public const string FutureDate = "consents.future-date";

    /// <summary>Cell: not a sex.</summary>
    public const string NotASex = "consents.not-a-sex";

    /// <summary>Cell: not a kind of notice.</summary>
    public const string NotANoticeKind = "consents.not-a-notice-kind";

    /// <summary>Cell: not a project ID.</summary>
    public const string NotAProject = "consents.not-a-project";

    /// <summary>Cell: an opt-out, or something in its column that cannot be read: taken as an opt-out until the table says otherwise.</summary>
    public const string OptOutUnreadable = "consents.opt-out-unreadable";

    /// <summary>Line: × for an opt-out that was taken at the opt-out desk.</summary>
    public const string OptOutAtDesk = "consents.opt-out-at-desk";

    /// <summary>Line: ○ for a research consent that was withdrawn at the desk.</summary>
    public const string WithdrawnAtDesk = "consents.withdrawn-at-desk";

    /// <summary>Line: ○ for a notice that was found void at the desk.</summary>
    public const string NoticeVoidedAtDesk = "consents.notice-voided-at-desk";

    /// <summary>Line: another day of death than the desk recorded.</summary>
    public const string DiedAtDesk = "consents.died-at-desk";

    /// <summary>Line, or full table: a table made later has been taken; only what forbids is followed.</summary>
    public const string Overtaken = "consents.overtaken";

    /// <summary>Full table: no patient in it; every patient would be unknown.</summary>
    public const string SnapshotEmpty = "consents.snapshot-empty";

    /// <summary>Full table: the patient of a line cannot be read, so who is missing cannot be said; nobody was unlisted.</summary>
    public const string SnapshotUnreadable = "consents.snapshot-unreadable";

    /// <summary>Full table: so many patients are missing that it may be cut short; nobody was unlisted.</summary>
    public const string SnapshotDropsMany = "consents.snapshot-drops-many";
}
