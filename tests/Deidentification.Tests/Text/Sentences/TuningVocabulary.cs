namespace Pipeline.Deidentification.Tests;

/// <summary>The half the cleaner may be tuned on.</summary>
internal static class TuningVocabulary
{
    public static Vocabulary Instance { get; } = new()
    {
        Half = "tuning",
        Surnames = Vocabulary.WordsOf("""
            山田:やまだ 鈴木:すずき 大野:おおの 佐藤:さとう 高橋:たかはし 斎藤:さいとう 小野:おの 伊藤:いとう 渡邊:わたなべ 後藤:ごとう 加藤:かとう 増田:ますだ 服部:はっとり 林:はやし 森:もり 原:はら 東:あずま
            不破:ふわ 仲宗根:なかそね 及川:おいかわ 鷹觜:たかのはし 桐ヶ谷:きりがや 五百蔵:いおろい 勅使河原:てしがわら 日下部:くさかべ 一ノ瀬:いちのせ 御手洗:みたらい 小鳥遊:たかなし 四月一日:わたぬき 月見里:やまなし 八月朔日:ほづみ 善養寺:ぜんようじ 蓬田:よもぎた 簗瀬:やなせ 樫村:かしむら 鴫原:しぎはら 糸魚川:いといがわ 鶴ヶ谷:つるがや
            """),
        GivenNames = Vocabulary.WordsOf("""
            太郎:たろう 花子:はなこ 慎太郎:しんたろう 一郎:いちろう 美咲:みさき 健一:けんいち 和子:かずこ 正雄:まさお 陽子:ようこ 大輔:だいすけ 優子:ゆうこ 翔太:しょうた 結衣:ゆい 幸一:こういち 洋介:ようすけ 恵美:えみ 龍之介:りゅうのすけ 千鶴:ちづる 裕樹:ゆうき 真理子:まりこ 仁:じん 歩:あゆみ 順子:じゅんこ 明日香:あすか 久美子:くみこ
            """),
        Hospitals = Vocabulary.WordsOf("架空総合病院 青嶺会病院 みらいクリニック 鷹觜医院 さくら病院 みどりの森クリニック 夢見市立病院 架空大学病院 架空大学医学部附属病院 空想医療センター 北空想クリニック 桐ヶ谷診療所 夢見健診センター ひまわり医院 聖架空記念病院 空想がんセンター 樫村胃腸科クリニック"),
        Prefectures = Vocabulary.WordsOf("長野県 東京都 大阪府 北海道 岡山県 神奈川県 福岡県 静岡県"),
        Municipalities = Vocabulary.WordsOf("架空市 夢見市 空想区 架空郡架空町 幻市中央区 つばめ市 夢見郡大空村 しらとり市"),
        Towns = Vocabulary.WordsOf("中央 本町 青葉台 緑ヶ丘 旭町 若葉町 字大空 みどり台"),
        Buildings = Vocabulary.WordsOf("メゾン青葉203号室 コーポ旭101 架空荘2号"),
        MailDomains = Vocabulary.WordsOf("example.jp mail.example.com"),
        Patterns = Vocabulary.Lines(TuningPatterns.All),
        Findings = Vocabulary.Lines(TuningPatterns.Findings),
        NearMisses = Vocabulary.Lines(TuningPatterns.NearMisses),
    };
}
