namespace Pipeline.Deidentification.Tests;

/// <summary>The half whose figures are reported; the cleaner is never tuned on it.</summary>
internal static class ReportedVocabulary
{
    public static Vocabulary Instance { get; } = new()
    {
        Half = "reported",
        Surnames = Vocabulary.WordsOf("""
            岩瀬:いわせ 戸来:へらい 比企野:ひきの 砂子沢:いさござわ 鬼束:おにつか 波々伯部:ほおかべ 錦戸:にしきど 栂野:とがの 楢山:ならやま 蛯沢:えびさわ 雲母坂:きららざか 目黒川:めぐろがわ 江副:えぞえ 鉢嶺:はちみね 知花:ちばな 具志頭:ぐしかみ 大河原:おおがわら 小野寺:おのでら
            髙井良:たかいら 濵﨑:はまさき 二階堂:にかいどう 西園寺:さいおんじ 生方:うぶかた 角替:つのがえ 堤:つつみ 関:せき 岸:きし 榊:さかき 郷原:ごうはら 香取:かとり 陣内:じんない 玉城:たまき 辺土名:へんとな 七五三掛:しめかけ 犬童:いんどう
            """),
        GivenNames = Vocabulary.WordsOf("""
            誠:まこと 由紀子:ゆきこ 拓也:たくや 直美:なおみ 浩二:こうじ 沙織:さおり 豊:ゆたか 節子:せつこ 俊彦:としひこ 日菜子:ひなこ 孝之:たかゆき 千代:ちよ 勇気:ゆうき 紗英:さえ 栄作:えいさく 光代:みつよ 雅史:まさし 麻衣:まい 周平:しゅうへい 凛:りん 昇:のぼる 富士子:ふじこ 新之助:しんのすけ 冬美:ふゆみ 宗一郎:そういちろう
            """),
        Hospitals = Vocabulary.WordsOf("虹ヶ浜病院 星影会中央病院 すみれ医院 あすなろクリニック 風の丘クリニック 蛯沢内科医院 月影町立病院 虹浜大学病院 虹浜大学医学部附属病院 星影医療センター 銀河健診センター 錦戸クリニック 白鳥座記念病院 星影こども医療センター 楢山産婦人科医院 ほしぞら病院 虹浜赤十字病院"),
        Prefectures = Vocabulary.WordsOf("宮城県 愛知県 京都府 兵庫県 熊本県 沖縄県 埼玉県 広島県"),
        Municipalities = Vocabulary.WordsOf("虹浜市 星影市 月影区 銀河郡白鳥町 虹浜市南区 あさぎり市 銀河郡彗星村"),
        Towns = Vocabulary.WordsOf("北浜 栄町 桜ヶ丘 天神 大手町 ひばり野 字流星"),
        Buildings = Vocabulary.WordsOf("ハイツ虹浜205号室 グランドール星影1203 県営流星住宅3-12"),
        MailDomains = Vocabulary.WordsOf("example.com clinic.example.net"),
        Patterns = Vocabulary.Lines(ReportedPatterns.All),
        Findings = Vocabulary.Lines(ReportedPatterns.Findings),
        NearMisses = Vocabulary.Lines(ReportedPatterns.NearMisses),
    };
}
