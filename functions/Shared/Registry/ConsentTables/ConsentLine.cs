namespace Pipeline.Registry;

/// <summary>A line of a consent table that could be read whole.</summary>
public sealed record ConsentLine
{
    /// <summary>Line within the table, 1 being the header.</summary>
    public required int Line { get; init; }

    /// <summary>患者ID. Personal data.</summary>
    public required string FacilityPatientId { get; init; }

    /// <summary>生年月日; none: not stated. Personal data.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>性別.</summary>
    public Sex Sex { get; init; }

    /// <summary>次世代法通知.</summary>
    public ConsentCell Notice { get; init; }

    /// <summary>通知種別; both where the table has no such column.</summary>
    public NoticeKind NoticeKind { get; init; } = NoticeKind.Both;

    /// <summary>保護者通知.</summary>
    public ConsentCell GuardianNotice { get; init; }

    /// <summary>オプトアウト.</summary>
    public ConsentCell OptOut { get; init; }

    /// <summary>研究同意.</summary>
    public ConsentCell ResearchConsent { get; init; }

    /// <summary>同意プロジェクト; empty: broad, or for × all.</summary>
    public IReadOnlyList<ProjectId> Projects { get; init; } = [];

    /// <summary>住所 a notice may be posted to; none: not stated. Personal data.</summary>
    public string? Address { get; init; }

    /// <summary>郵便番号; none: not stated. Personal data.</summary>
    public string? PostalCode { get; init; }

    /// <summary>宛名; none: not stated. Personal data.</summary>
    public string? Addressee { get; init; }

    /// <summary>死亡日.</summary>
    public DateOnly? DiedOn { get; init; }

    /// <summary>Only what forbids is left of it (<see cref="Forbidding"/>): it neither lists the patient nor grants anything.</summary>
    public bool OnlyForbids { get; private init; }

    /// <summary>
    /// What of a line that cannot be taken must be followed all the same: opt-out, × of a notice or a consent, death.
    /// None: it forbids nothing.
    /// </summary>
    public ConsentLine? Forbidding()
    {
        var forbidding = new ConsentLine
        {
            Line = Line,
            FacilityPatientId = FacilityPatientId,
            Notice = Only(Notice, ConsentMark.No),
            GuardianNotice = Only(GuardianNotice, ConsentMark.No),
            OptOut = Only(OptOut, ConsentMark.Yes),
            ResearchConsent = Only(ResearchConsent, ConsentMark.No),
            Projects = ResearchConsent.Mark == ConsentMark.No ? Projects : [],
            DiedOn = DiedOn,
            OnlyForbids = true,
        };
        bool forbids = DiedOn is not null || forbidding.OptOut.Mark == ConsentMark.Yes
            || Array.Exists([forbidding.Notice, forbidding.GuardianNotice, forbidding.ResearchConsent], cell => cell.Mark == ConsentMark.No);
        return forbids ? forbidding : null;
    }

    private static ConsentCell Only(ConsentCell cell, ConsentMark mark) => cell.Mark == mark ? cell : default;
}
