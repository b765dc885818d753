using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>The field's words for what the registry's codes mean.</summary>
internal static class Vocabulary
{
    /// <summary>Domains (領域) in their order on the pages.</summary>
    public static IReadOnlyList<string> Domains { get; } = ["abdomen", "breast", "heart"];

    /// <summary>Rule IDs in their order.</summary>
    public static IReadOnlyList<string> Rules { get; } = ["I1", "I2", "C1", "C2", "C3", "C4", "C5", "C6", "O1", "R1", "R2", "R3"];

    public static Bilingual Domain(string? domain) => domain switch
    {
        "abdomen" => new("腹部", "Abdomen"),
        "breast" => new("乳腺", "Breast"),
        "heart" => new("心臓", "Heart"),
        null => new("領域なし", "No domain"),
        _ => new(domain, domain),
    };

    public static Bilingual Of(Sex sex) => sex switch
    {
        Sex.Male => new("男性", "Male"),
        Sex.Female => new("女性", "Female"),
        Sex.Other => new("その他", "Other"),
        _ => new("不明", "Unknown"),
    };

    public static Bilingual Of(StudyState state) => state switch
    {
        StudyState.Registered => new("登録・提供可", "Registered"),
        StudyState.Held => new("保留", "Held"),
        _ => new("隔離", "Quarantined"),
    };

    public static Bilingual Of(Track track) => track == Track.Certified
        ? new("認定事業者", "Certified processor")
        : new("研究", "Research");

    public static Bilingual Of(DeliveryState state) => state switch
    {
        DeliveryState.Staged => new("作成中", "Being made"),
        DeliveryState.Published => new("提供済み", "Provided"),
        _ => new("回収済み", "Recalled"),
    };

    public static Bilingual Of(ResearchCopyState state) => state switch
    {
        ResearchCopyState.Staged => new("作成中", "Being made"),
        ResearchCopyState.Published => new("公開中", "Published"),
        ResearchCopyState.Withdrawn => new("取下げ済み", "Withdrawn"),
        _ => new("隔離", "Quarantined"),
    };

    public static Bilingual Of(PackageState state) => state switch
    {
        PackageState.Receiving => new("受信中", "Receiving"),
        PackageState.Registered => new("登録済み", "Registered"),
        _ => new("隔離", "Quarantined"),
    };

    public static Bilingual Of(LedgerEventKind kind) => kind switch
    {
        LedgerEventKind.Listed => new("同意台帳に掲載", "Listed in the facility's table"),
        LedgerEventKind.Notice => new("通知", "Notice delivered"),
        LedgerEventKind.NoticeVoided => new("通知の取消し・不達", "Notice withdrawn or undelivered"),
        LedgerEventKind.OptOut => new("提供停止の求め(オプトアウト)", "Opt-out"),
        LedgerEventKind.OptOutWithdrawn => new("オプトアウトの撤回", "Opt-out taken back"),
        LedgerEventKind.ResearchConsent => new("研究同意", "Research consent"),
        LedgerEventKind.ResearchConsentWithdrawn => new("研究同意の撤回", "Research consent withdrawn"),
        LedgerEventKind.Death => new("死亡", "Death"),
        LedgerEventKind.IdentityCorrected => new("生年月日・性別の訂正", "Birth date or sex corrected"),
        LedgerEventKind.Unlisted => new("同意表に記載なし（不明に戻る）", "No longer in the facility's table: unknown again"),
        _ => new("不明な記録", "Unknown entry"),
    };

    public static Bilingual Of(NoticeKind kind) => kind switch
    {
        NoticeKind.Anonymised => new("匿名加工", "anonymised use"),
        NoticeKind.Pseudonymised => new("仮名加工", "pseudonymised use"),
        _ => new("匿名加工・仮名加工", "both uses"),
    };

    public static Bilingual Of(OptOutBy by) => by switch
    {
        OptOutBy.Patient => new("本人", "by the patient"),
        OptOutBy.Guardian => new("保護者・法定代理人", "by the guardian"),
        _ => new("遺族", "by the bereaved"),
    };

    public static Bilingual Of(NoticeMethod method) => method == NoticeMethod.Post
        ? new("郵送", "by post")
        : new("再来時に手渡し", "at the next visit");

    public static Bilingual Of(DeskRequestKind kind) => kind switch
    {
        DeskRequestKind.OptOut => new("提供停止の求め（オプトアウト）", "Opt-out: stop providing to certified processors"),
        DeskRequestKind.OptOutWithdrawn => new("提供停止の求めの取消し", "The opt-out is taken back"),
        DeskRequestKind.ResearchConsentWithdrawn => new("研究同意の撤回", "Research consent withdrawn"),
        DeskRequestKind.Death => new("死亡の記録", "Death"),
        _ => new("生年月日・性別の訂正", "Birth date or sex corrected"),
    };

    public static Bilingual Of(DeskChannel channel) => channel switch
    {
        DeskChannel.Desk => new("窓口", "in person"),
        DeskChannel.Post => new("郵送", "by post"),
        DeskChannel.Telephone => new("電話", "by telephone"),
        DeskChannel.Web => new("ウェブ・電子メール", "web or e-mail"),
        _ => new("施設経由", "through the facility"),
    };

    /// <summary>A rule's short name, after its ID.</summary>
    public static Bilingual Rule(string rule) => rule switch
    {
        "I1" => new("台帳に患者がいない", "patient not listed"),
        "I2" => new("生年月日・性別の不一致", "identity disagrees"),
        "C1" => new("施設の届出・掲示・契約", "facility not enrolled"),
        "C2" => new("通知がない・用途が異なる", "no covering notice"),
        "C3" => new("通知から30日未満", "notice too recent"),
        "C4" => new("オプトアウト", "opt-out"),
        "C5" => new("保護者への通知・16歳の再通知", "guardian's or fresh notice"),
        "C6" => new("通知前の死亡", "died before the notice"),
        "O1" => new("注文がない", "not ordered"),
        "R1" => new("研究同意がない", "no research consent"),
        "R2" => new("研究の承認・施設の参加", "project not approved"),
        "R3" => new("研究の対象外", "out of the project's scope"),
        _ => new("その他", "other"),
    };


    /// <summary>Age at the study as a searcher may read it; 90 stands for 90 and over.</summary>
    public static Bilingual Age(int? age) => age switch
    {
        null => new("年齢不明", "Age unknown"),
        >= VisibleCase.OldestAge => new("90歳以上", "90 or over"),
        _ => new($"{age}歳", $"{age} years"),
    };

    /// <summary>A count as a searcher may read it.</summary>
    public static Bilingual Of(CountText count) => count switch
    {
        { Exact: 1 } => new("1件", "1 case"),
        { Exact: { } exact } => new($"{exact:N0}件", $"{exact:N0} cases"),
        { Text: var text } when text.StartsWith('<') => new("10件未満", "fewer than 10 cases"),
        _ => new("10件以上", "10 cases or more"),
    };
}
