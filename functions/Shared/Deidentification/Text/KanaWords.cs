using System.Collections.Frozen;

namespace Pipeline.Deidentification;

/// <summary>Words of reports in kana or Latin letters that stand where a name could.</summary>
internal static class KanaWords
{
    private const int ShortestEnding = 3;

    private static readonly FrozenSet<string> Words = new[]
    {
        "リハビリ", "アンギオ", "オペ", "ナース", "ドクター", "マンモ", "エコー", "センター", "スタッフ", "チーム", "メール", "フォロー", "カルテ", "ケアマネ", "ヘルパー", "キーパーソン", "オンコール", "ガラス", "スリガラス", "ポリープ", "ビーズ", "アミロイド", "フィルム", "レンガ", "チョコレート",
        "イクラ", "ブドウ", "ヒモ", "コブ", "イボ", "ゼリー", "タール", "インフルエンザ", "カンジダ", "ヘアピン", "コーヒー", "カリフラワー", "コルク", "モザイク", "レース", "バラ", "ジグソー", "トマト", "オレンジ", "クモ", "ヒトデ", "キノコ", "イチゴ", "ミミズ", "シダ", "アリ", "パン", "ガン", "クリ",
        "たく", "みな", "おく", "むすこ", "むすめ", "かあ", "とう", "おかあ", "おとう", "ばあ", "じい", "おばあ", "おじい", "おば", "おじ", "おい", "めい", "おこ", "こども", "おこども", "がん", "にい", "ねえ", "おにい", "おねえ", "かんじゃ", "かみ", "ひも", "こぶ", "いぼ", "あか", "おきゃく", "ごかぞく", "おくすり", "ご家族",
        "pt", "dr", "ns", "mr", "ms", "mrs", "ct", "us", "cyst", "mass", "polyp", "nodule", "t", "ra", "mri", "sle", "ipmn", "hcc", "tumor", "reticular", "family", "kp", "pet", "rt",
    }.ToFrozenSet();

    /// <summary>Endings that foreign words have and names written in katakana have not.</summary>
    public static bool IsWord(string plain) => Words.Contains(plain) || Words.Any(word => word.Length >= ShortestEnding && plain.EndsWith(word, StringComparison.Ordinal));

    /// <summary>Whether katakana writes a word of foreign origin, as in カリフラワー様.</summary>
    public static bool IsForeign(string kana) => IsWord(kana) || kana.Any("ーァィゥェォヴティ".Contains);
}
