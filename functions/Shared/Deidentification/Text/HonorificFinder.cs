using System.Text.RegularExpressions;

namespace Pipeline.Deidentification;

/// <summary>Finds the name before 様・さん・殿・氏・先生・技師, and tells it from 嚢胞様, たくさん, 摂氏, 殿筋 and 外科の先生.</summary>
internal static partial class HonorificFinder
{
    private const int LongestKanji = 8;

    /// <summary>How far before an honorific a word is looked for: longer ones are no names.</summary>
    private const int Reach = 16;

    /// <summary>Kanji before 様 that describe a shape, not a person: 嚢胞様, 結節様, 同様.</summary>
    private const string Shapes = "同多一異模仕有神皆各両図文胞節瘤腫状癌骨膜液管球斑点線網塊粒頭房葉嚢毛脂肪層斜紋雲霧茎輪環帯霜質物器炎瘍窩岬虫菌核板腺疹胎血水墨泥砂波縞樹枝実豆卵今左右上下斯";

    private static readonly string[] AfterShapes =
    [
        "構造", "陰影", "病変", "所見", "変化", "腫", "隆起", "粘膜", "外観", "結節", "形態", "血管", "変形", "肥厚", "狭窄", "拡張", "増強", "増殖", "信号", "濃度", "反応", "症状", "領域", "部分", "部", "組織", "細胞", "物質", "内容", "高", "低", "等エコー",
        "エコー", "像", "影", "々", "子", "相", "式", "態", "の構造", "の陰影", "の病変", "の所見", "の変化", "の腫", "の隆起", "の粘膜", "の外観", "の結節", "の形態", "の血管", "の内部", "の高", "の低", "のエコー", "の像", "の信号", "の濃", "の貯留", "の濁",
    ];

    /// <summary>Kanji after 氏 and 殿 that make another word of them: バセドウ氏病, 大殿筋.</summary>
    private const string AfterClan = "病窩腺管点線徴法名筋部動静溝神裂皮下";

    /// <summary>Finds the name before one <see cref="Honorific"/>.</summary>
    public static void Find(FoldedText text, Match match, List<TextSpan> spans)
    {
        string plain = text.Plain, honorific = match.Value;
        int after = match.Index + match.Length;
        if (honorific is "氏" or "殿" && after < plain.Length && AfterClan.Contains(plain[after])) return;
        if (honorific is "さん" && after < plain.Length && plain[after] is 'ざ' or 'ご') return;
        int end = match.Index;
        if (end > 0 && plain[end - 1] == ' ') end--;
        if (end == 0) return;
        char last = plain[end - 1];
        if (FoldedText.IsKanji(last)) AddKanji(plain, end, honorific, after, spans);
        else if (FoldedText.IsKana(last)) AddKatakana(plain, end, honorific, after, spans);
        else if (FoldedText.IsHiragana(last)) AddHiragana(plain, end, honorific, after, spans);
        else if (char.IsAsciiLetterLower(last)) AddLatin(text, end, honorific, after, spans);
    }

    private static void AddKanji(string plain, int end, string honorific, int after, List<TextSpan> spans)
    {
        int start = end;
        while (start > 0 && end - start < LongestKanji && NameShape.IsInRun(plain, start - 1) && !NameShape.IsStrange(plain[start - 1])) start--;
        start = WithListed(plain, start, end);
        if (honorific is "先生" or "さん" && RareRun(plain, end) is var rare && rare < start) start = rare;
        while (start < end && IsRole(plain, start, end, out int role)) start += role;
        if (start == end) return;
        string name = plain[start..end];
        if (NameShape.IsWord(name) && Surnames.LengthAt(plain, start) != name.Length) return;
        bool bounded = start == 0 || !NameShape.IsInRun(plain, start - 1);
        bool afterPlace = start > 0 && "院科部室ク所".Contains(plain[start - 1]);
        if (name.Length == 1 && !(bounded && start > 1 && plain[start - 1] is ' ' or '・') && !((bounded || afterPlace) && NameShape.IsSingleSurname(name[0]))) return;
        if (honorific is "様" && IsShape(plain, end, after) && Surnames.LengthAt(plain, start) == 0) return;
        spans.Add(new TextSpan(WithFamily(plain, start), end, TextFinding.Person));
    }

    /// <summary>The start of a listed family name that reaches into the name: some have kanji that names otherwise have not.</summary>
    private static int WithListed(string plain, int start, int end)
    {
        for (int at = Math.Max(0, start - 3); at < start; at++)
        {
            if (Surnames.LengthAt(plain, at) is > 0 and var length && at + length >= start && at + length <= end) return at;
        }

        return start;
    }

    /// <summary>The start of a short run of kanji that is a name in spite of one kanji strange to names; the end where it is none.</summary>
    private static int RareRun(string plain, int end)
    {
        int start = end, strange = 0;
        while (start > 0 && end - start < Reach && NameShape.IsInRun(plain, start - 1)) strange += NameShape.IsStrange(plain[--start]) ? 1 : 0;
        bool role = end > start && ("科師医員者長係士部室方院族".Contains(plain[end - 1]) || "患医病".Contains(plain[start]));
        return strange <= 1 && end - start is 2 or 3 && !role ? start : end;
    }

    private static void AddKatakana(string plain, int end, string honorific, int after, List<TextSpan> spans)
    {
        int start = end;
        while (start > 0 && end - start < Reach && FoldedText.IsKana(plain[start - 1])) start--;
        string name = plain[start..end];
        if (name.Length < 2 || name.Length > 10 || KanaWords.IsWord(name)) return;
        if (honorific is "様" && (KanaWords.IsForeign(name) || IsShape(plain, end, after))) return;
        spans.Add(new TextSpan(WithFamily(plain, start), end, TextFinding.Person));
    }

    private static void AddHiragana(string plain, int end, string honorific, int after, List<TextSpan> spans)
    {
        int start = end;
        while (start > 0 && end - start < Reach && FoldedText.IsHiragana(plain[start - 1])) start--;
        bool adjacent = start > 0 && (FoldedText.IsKanji(plain[start - 1]) || FoldedText.IsKana(plain[start - 1]) || char.IsAsciiLetterOrDigit(plain[start - 1]));
        if (adjacent)
        {
            if (!"のはがにへをともや".Contains(plain[start])) return;
            start++;
        }

        string name = plain[start..end];
        if (name.Length is < 2 or > 8 || KanaWords.IsWord(name) || name.EndsWith("たく", StringComparison.Ordinal)) return;
        if (name is "この" or "その" or "どの" or "あの" or "かの" or "つぎの" or "ある") return;
        bool adverb = after < plain.Length && "になだでのか".Contains(plain[after]);
        if (honorific is "様" && adverb && (name.EndsWith('る') || name.EndsWith('た') || name.EndsWith("ない", StringComparison.Ordinal) || name.EndsWith("いう", StringComparison.Ordinal) || name.EndsWith("かの", StringComparison.Ordinal) || name.EndsWith("その", StringComparison.Ordinal))) return;
        if (honorific is "先生" && name.EndsWith('の')) return;
        spans.Add(new TextSpan(WithFamily(plain, start), end, TextFinding.Person));
    }

    private static void AddLatin(FoldedText text, int end, string honorific, int after, List<TextSpan> spans)
    {
        string plain = text.Plain;
        int start = end;
        while (start > 0 && end - start < 2 * Reach && (char.IsAsciiLetterLower(plain[start - 1]) || (plain[start - 1] is '-' or '\''))) start--;
        string name = plain[start..end];
        bool capital = text.Original[text.OriginalStart(start)] is >= 'A' and <= 'Z' or >= 'Ａ' and <= 'Ｚ';
        if (name.Length < 2 || !capital || KanaWords.IsWord(name) || (honorific is "様" && (IsShape(plain, end, after) || name.Length < 3))) return;
        spans.Add(new TextSpan(start, end, TextFinding.Person));
    }

    /// <summary>The family name before a space, where one stands there.</summary>
    private static int WithFamily(string plain, int start)
    {
        if (start < 2 || plain[start - 1] is not (' ' or '・')) return start;
        int family = start - 1;
        bool kanji = FoldedText.IsKanji(plain[family - 1]), kana = FoldedText.IsKana(plain[family - 1]), hiragana = FoldedText.IsHiragana(plain[family - 1]);
        while (family > 0 && start - family <= LongestKanji && ((kanji && NameShape.IsInRun(plain, family - 1) && !NameShape.IsStrange(plain[family - 1])) || (kana && FoldedText.IsKana(plain[family - 1])) || (hiragana && FoldedText.IsHiragana(plain[family - 1])))) family--;
        while (kanji && family < start - 1 && IsRole(plain, family, start - 1, out int role)) family += role;
        string name = plain[family..(start - 1)];
        return name.Length == 0 || NameShape.IsWord(name) || KanaWords.IsWord(name) ? start : family;
    }

    /// <summary>Whether the run begins with 担当, 主治 and the like, which is no part of a name.</summary>
    private static bool IsRole(string plain, int start, int end, out int length)
    {
        foreach (string role in (string[])["担当", "主治", "当直", "外来", "本日", "昨日", "先日", "前回", "今回", "父", "母", "妻", "夫", "長男", "次男", "長女", "次女", "娘", "息子", "同居"])
        {
            length = role.Length;
            if (end - start >= length && string.CompareOrdinal(plain, start, role, 0, length) == 0) return true;
        }

        length = 0;
        return false;
    }

    private static bool IsShape(string plain, int end, int after)
        => Shapes.Contains(plain[end - 1]) || Array.Exists(AfterShapes, word => string.CompareOrdinal(plain, after, word, 0, word.Length) == 0);

    [GeneratedRegex("様|さま|さん|サン|殿|氏|先生|医師|(?:主任|臨床検査|診療放射線|超音波検査|放射線|検査|臨床工学)?技[師士]|超音波検査士|検査士|看護師長?|師長|准教授|教授|助教|講師|部長|医長|院長|科長|研修医|専攻医|保健師|助産師|薬剤師|栄養士|療法士|相談員|主治医|dr(?![a-z])|ドクター|くん|ちゃん")]
    public static partial Regex Honorific { get; }
}
