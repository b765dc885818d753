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

    /// <summary>死亡日.</summary>
    public DateOnly? DiedOn { get; init; }
}
