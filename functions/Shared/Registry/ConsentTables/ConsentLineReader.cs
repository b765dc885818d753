namespace Pipeline.Registry;

/// <summary>Reads the cells of one line and collects every problem it has.</summary>
internal sealed class ConsentLineReader(ConsentColumns columns, string[] cells, int line, DateOnly receivedOn)
{
    private static readonly char[] ProjectSeparators = [';', ',', '|', ' ', '、', '；', '，', '\u3000'];

    private readonly List<ConsentProblem> problems = [];

    public ConsentRow Read()
    {
        string patientId = columns.Cell(cells, ConsentColumns.PatientId);
        if (patientId.Length == 0)
        {
            Problem(ConsentColumns.PatientId, ConsentReasons.NoPatientId);
        }

        ConsentCell notice = Mark(ConsentColumns.Notice);
        ConsentCell guardian = Mark(ConsentColumns.GuardianNotice);
        var read = new ConsentLine
        {
            Line = line,
            FacilityPatientId = patientId,
            BirthDate = Date(ConsentColumns.BirthDate),
            Sex = ReadSex(),
            Notice = notice,
            GuardianNotice = guardian,
            NoticeKind = Kind(isNeeded: notice.Mark == ConsentMark.Yes || guardian.Mark == ConsentMark.Yes),
            OptOut = Mark(ConsentColumns.OptOut, isOptOut: true),
            ResearchConsent = Mark(ConsentColumns.ResearchConsent),
            Projects = ReadProjects(),
            Address = Text(ConsentColumns.Address),
            PostalCode = Text(ConsentColumns.PostalCode),
            Addressee = Text(ConsentColumns.Addressee),
            DiedOn = Date(ConsentColumns.Died),
        };
        return new ConsentRow(line, patientId, problems.Count == 0 ? read : null, problems) { Forbids = patientId.Length == 0 ? null : read.Forbidding() };
    }

    private ConsentCell Mark(string column, bool isOptOut = false)
    {
        string cell = columns.Cell(cells, column);
        switch (FullWidth.Fold(cell))
        {
            case "":
                return default;
            case "○" or "◯" or "〇" or "o" or "O":
                return new ConsentCell(ConsentMark.Yes);
            case "×" or "✕" or "✖" or "x" or "X":
                return new ConsentCell(ConsentMark.No);
        }

        if (!JapaneseDate.TryParse(cell, out DateOnly date))
        {
            // What stands in the column of opt-outs and cannot be read may be one.
            Problem(column, isOptOut ? ConsentReasons.OptOutUnreadable : ConsentReasons.NotAMark);
            return new ConsentCell(isOptOut ? ConsentMark.Yes : ConsentMark.None);
        }

        if (date > receivedOn && !isOptOut)
        {
            // An opt-out may name any day: it takes effect at once.
            Problem(column, ConsentReasons.FutureDate);
        }

        return new ConsentCell(ConsentMark.Yes, date);
    }

    private string? Text(string column) => columns.Cell(cells, column) is { Length: > 0 } text ? text : null;

    private DateOnly? Date(string column)
    {
        string cell = columns.Cell(cells, column);
        if (cell.Length == 0)
        {
            return null;
        }

        if (!JapaneseDate.TryParse(cell, out DateOnly date))
        {
            Problem(column, ConsentReasons.NotADate);
            return null;
        }

        if (date > receivedOn)
        {
            Problem(column, ConsentReasons.FutureDate);
            return null;
        }

        return date;
    }

    private Sex ReadSex()
    {
        switch (FullWidth.Fold(columns.Cell(cells, ConsentColumns.Sex)).ToUpperInvariant())
        {
            case "" or "不明" or "U" or "UNKNOWN":
                return Sex.Unknown;
            case "M" or "男" or "男性" or "MALE" or "1":
                return Sex.Male;
            case "F" or "女" or "女性" or "FEMALE" or "2":
                return Sex.Female;
            case "O" or "その他" or "OTHER":
                return Sex.Other;
            default:
                Problem(ConsentColumns.Sex, ConsentReasons.NotASex);
                return Sex.Unknown;
        }
    }

    private NoticeKind Kind(bool isNeeded)
    {
        // Without the column a notice told of both uses (a policy); with it, a blank beside a notice is a gap to fill.
        if (!columns.HasNoticeKind)
        {
            return NoticeKind.Both;
        }

        switch (FullWidth.Fold(columns.Cell(cells, ConsentColumns.NoticeKind)).ToUpperInvariant())
        {
            case "匿名" or "匿名加工" or "ANONYMISED" or "ANONYMIZED":
                return NoticeKind.Anonymised;
            case "仮名" or "仮名加工" or "PSEUDONYMISED" or "PSEUDONYMIZED":
                return NoticeKind.Pseudonymised;
            case "両方" or "BOTH":
                return NoticeKind.Both;
            case "" when !isNeeded:
                return NoticeKind.Both;
            default:
                Problem(ConsentColumns.NoticeKind, ConsentReasons.NotANoticeKind);
                return NoticeKind.Both;
        }
    }

    private List<ProjectId> ReadProjects()
    {
        List<ProjectId> projects = [];
        foreach (string text in columns.Cell(cells, ConsentColumns.Projects).Split(ProjectSeparators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!ProjectId.TryParse(text, null, out ProjectId project))
            {
                Problem(ConsentColumns.Projects, ConsentReasons.NotAProject);
                return []; // × beside it withdraws from all
            }

            if (!projects.Contains(project))
            {
                projects.Add(project);
            }
        }

        return projects;
    }

    private void Problem(string column, string reason) => problems.Add(new ConsentProblem(line, column, reason));
}
