using Pipeline.Registry;

namespace Pipeline.LocalCenter.Demo;

/// <summary>
/// The demonstration: facility α with the deck's patients A to D [deck p.16-17], and two facilities whose patients stand in
/// every other state the release rules know. All names are made up.
/// </summary>
internal sealed class Deck
{
    /// <summary>α病院.</summary>
    public static readonly FacilityId Alpha = new("alpha");

    /// <summary>β病院.</summary>
    public static readonly FacilityId Beta = new("beta");

    /// <summary>γ病院: its contract with the processor has ended.</summary>
    public static readonly FacilityId Gamma = new("gamma");

    /// <summary>The certified processor; certified for anonymised use.</summary>
    public static readonly ProcessorId Processor = new("nintei-mihon");

    /// <summary>The project all three facilities take part in.</summary>
    public static readonly ProjectId EchoAtlas = new("echo-atlas");

    /// <summary>The project only γ takes part in.</summary>
    public static readonly ProjectId BreastReader = new("breast-reader");

    private static readonly DemoName[] Names =
    [
        new("Yamada^Tarou", "山田^太郎", "ヤマダ^タロウ"), new("Suzuki^Ichirou", "鈴木^一郎", "スズキ^イチロウ"),
        new("Satou^Hanako", "佐藤^花子", "サトウ^ハナコ"), new("Takahashi^Jirou", "高橋^次郎", "タカハシ^ジロウ"),
        new("Yamada^Hanako", "山田^花子", "ヤマダ^ハナコ"), new("Suzuki^Saburou", "鈴木^三郎", "スズキ^サブロウ"),
        new("Satou^Tarou", "佐藤^太郎", "サトウ^タロウ"), new("Takahashi^Hanako", "高橋^花子", "タカハシ^ハナコ"),
        new("Yamada^Jirou", "山田^次郎", "ヤマダ^ジロウ"), new("Suzuki^Hanako", "鈴木^花子", "スズキ^ハナコ"),
        new("Satou^Ichirou", "佐藤^一郎", "サトウ^イチロウ"), new("Takahashi^Tarou", "高橋^太郎", "タカハシ^タロウ"),
        new("Yamada^Saburou", "山田^三郎", "ヤマダ^サブロウ"), new("Suzuki^Jirou", "鈴木^次郎", "スズキ^ジロウ"),
        new("Satou^Saburou", "佐藤^三郎", "サトウ^サブロウ"), new("Takahashi^Ichirou", "高橋^一郎", "タカハシ^イチロウ"),
    ];

    private static readonly DemoStudy Liver = new("abdomen", "K76.0", "脂肪肝", "2200", DemoPicture.Jpeg);
    private static readonly DemoStudy Gallstone = new("abdomen", "K80.2", "胆のう結石症", "2210", DemoPicture.Rgb);
    private static readonly DemoStudy Breast = new("breast", "D24", "乳腺線維腺腫", "2050", DemoPicture.Jpeg);
    private static readonly DemoStudy Heart = new("heart", "I34.0", "僧帽弁閉鎖不全症", "2060", DemoPicture.Gray);

    private readonly DateOnly today;

    /// <param name="today">The day (JST) the demonstration began; a later start on the same data keeps it.</param>
    public Deck(DateOnly today)
    {
        this.today = today;
        Patients = [.. DeckTable(), .. BetaPatients(), .. GammaPatients()];
    }

    /// <summary>All patients, facility by facility.</summary>
    public IReadOnlyList<DemoPatient> Patients { get; }

    private string Ago(int days) => today.AddDays(-days).ToString("yyyy-MM-dd");

    private DateOnly Born(int yearsAgo, int daysMore) => today.AddYears(-yearsAgo).AddDays(-daysMore);

    private DemoPatient[] DeckTable() =>
    [
        Patient(Alpha, 1, "A", Born(61, 40), Sex.Male, Liver, new(Notice: Ago(45), OptOut: "○", ResearchConsent: Ago(45))),
        Patient(Alpha, 2, "B", Born(47, 200), Sex.Male, Heart, new(Notice: Ago(45))),
        Patient(Alpha, 3, "C", Born(38, 100), Sex.Female, Breast, new(Notice: Ago(31), ResearchConsent: Ago(31))),
        Patient(Alpha, 4, "D", Born(72, 10), Sex.Male, Gallstone, null),
    ];

    private DemoPatient[] BetaPatients() =>
    [
        Patient(Beta, 1, null, Born(55, 30), Sex.Female, Liver, new(Notice: Ago(10), ResearchConsent: Ago(10))),
        Patient(Beta, 2, null, Born(66, 90), Sex.Male, Gallstone, new(Notice: Ago(60), NoticeKind: "仮名")),
        Patient(Beta, 3, null, Born(10, 50), Sex.Male, Heart, new(Notice: Ago(60))),
        Patient(Beta, 4, null, Born(10, 70), Sex.Female, Heart, new(Notice: Ago(60), GuardianNotice: Ago(60))),
        Patient(Beta, 5, null, Born(16, 20), Sex.Male, Liver, new(Notice: Ago(200), GuardianNotice: Ago(200))),
        Patient(Beta, 6, null, Born(83, 15), Sex.Female, Gallstone, new(Notice: Ago(40), Died: Ago(90))),
        Patient(Beta, 7, null, Born(93, 15), Sex.Male, Heart, new(Notice: Ago(90), Died: Ago(40), ResearchConsent: Ago(90))),
        Patient(Beta, 8, null, Born(79, 60), Sex.Female, Liver, new(Notice: Ago(90), Died: Ago(40)), new(OptOut: "○")),
    ];

    private DemoPatient[] GammaPatients() =>
    [
        Patient(Gamma, 1, null, Born(44, 5), Sex.Male, Liver, new(Notice: Ago(70))),
        Patient(Gamma, 2, null, Born(52, 5), Sex.Female, Breast, new(ResearchConsent: Ago(70)), new(ResearchConsent: "×")),
        Patient(Gamma, 3, null, Born(49, 5), Sex.Female, Breast, new(ResearchConsent: Ago(70), Projects: BreastReader.Value)),
        Patient(Gamma, 4, null, Born(58, 5), Sex.Male, Liver,
            new(Notice: Ago(70), ResearchConsent: Ago(70), StatedBirthDate: Born(58, 6))),
    ];

    private static DemoPatient Patient(
        FacilityId facility, int number, string? label, DateOnly birthDate, Sex sex, DemoStudy study, DemoConsent? first, DemoConsent? second = null)
    {
        string id = facility.Value.ToUpperInvariant() + "-77" + number.ToString("0000");
        int name = (facility == Alpha ? 0 : facility == Beta ? 4 : 12) + number - 1;
        return new(label ?? id, facility, id, Names[name], birthDate, sex, study, first, second);
    }
}
