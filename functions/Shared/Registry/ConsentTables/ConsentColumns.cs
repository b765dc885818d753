namespace Pipeline.Registry;

/// <summary>The columns of a consent table, by their headers in Japanese and English.</summary>
internal sealed class ConsentColumns
{
    public const string PatientId = "patient_id";
    public const string BirthDate = "birth_date";
    public const string Sex = "sex";
    public const string Notice = "notice";
    public const string NoticeKind = "notice_kind";
    public const string GuardianNotice = "guardian_notice";
    public const string OptOut = "opt_out";
    public const string ResearchConsent = "research_consent";
    public const string Projects = "projects";
    public const string Died = "died";

    public const string Address = "address";
    public const string PostalCode = "postal_code";
    public const string Addressee = "addressee";

    private const string Ignored = "";

    // Columns that facilities keep for themselves are passed over; any other unknown one refuses the table.
    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["患者id"] = PatientId, ["patient_id"] = PatientId,
        ["生年月日"] = BirthDate, ["birth_date"] = BirthDate,
        ["性別"] = Sex, ["sex"] = Sex,
        ["次世代法通知"] = Notice, ["通知"] = Notice, ["notice"] = Notice,
        ["通知種別"] = NoticeKind, ["notice_kind"] = NoticeKind,
        ["保護者通知"] = GuardianNotice, ["guardian_notice"] = GuardianNotice,
        ["オプトアウト"] = OptOut, ["opt_out"] = OptOut,
        ["研究同意"] = ResearchConsent, ["research_consent"] = ResearchConsent,
        ["同意プロジェクト"] = Projects, ["projects"] = Projects,
        ["死亡日"] = Died, ["died"] = Died,
        ["住所"] = Address, ["address"] = Address,
        ["郵便番号"] = PostalCode, ["postal_code"] = PostalCode, ["zip"] = PostalCode,
        ["宛名"] = Addressee, ["addressee"] = Addressee,
        ["氏名"] = Ignored, ["name"] = Ignored, ["カナ"] = Ignored, ["kana"] = Ignored,
        ["備考"] = Ignored, ["note"] = Ignored, ["notes"] = Ignored,
    };

    private readonly Dictionary<string, int> positions = [];

    private ConsentColumns(int count) => Count = count;

    public int Count { get; }

    public bool HasNoticeKind => positions.ContainsKey(NoticeKind);

    /// <summary>Reads the header; where it is refused, the reason.</summary>
    public static (ConsentColumns? Columns, string? Refusal) Read(string[] header)
    {
        var columns = new ConsentColumns(header.Length);
        for (int i = 0; i < header.Length; i++)
        {
            string text = FullWidth.Fold(header[i]).Trim();
            if (!Known.TryGetValue(text.Replace(' ', '_').Replace('-', '_'), out string? name))
            {
                return (null, ConsentReasons.UnknownColumn);
            }

            if (name != Ignored && !columns.positions.TryAdd(name, i))
            {
                return (null, ConsentReasons.DuplicateColumn);
            }
        }

        return columns.positions.ContainsKey(PatientId) ? (columns, null) : (null, ConsentReasons.NoPatientColumn);
    }

    /// <summary>The cell of a column, trimmed; blank where the table has no such column.</summary>
    public string Cell(string[] cells, string column) => positions.TryGetValue(column, out int i) ? cells[i].Trim() : string.Empty;
}
