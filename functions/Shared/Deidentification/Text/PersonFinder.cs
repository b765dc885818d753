using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Pipeline.Deidentification;

/// <summary>Finds people that the header does not name: before 様・さん・先生, after 担当・主治医・Dr., kin with a name, and frequent family names.</summary>
internal static partial class PersonFinder
{
    private const int LongestName = 8;

    /// <summary>What follows a family name in a disease, sign, method or product named after its finder.</summary>
    private static readonly string[] AfterEponyms = ["氏", "病", "症", "法", "式", "分類", "徴候", "反応", "染色", "培地", "手術", "術", "変法", "試験", "テスト", "スコア", "線", "点", "結節", "母斑", "甲状腺炎", "動脈炎", "脳炎", "ワクチン", "鉗子", "鋏", "針", "カテーテル", "基準", "型", "株", "リンパ節炎", "腫", "窩", "腺", "管", "筋", "肉腫", "胃炎", "の分類", "の基準", "の式"];

    private static readonly FrozenSet<string> NotKin = new[] { "方", "親", "子", "体", "乳", "斑", "指", "趾", "床", "集団", "数", "材", "国", "音" }.ToFrozenSet();

    /// <summary>Finds what only Latin letters can say: Dr. Smith, by: T. Suzuki.</summary>
    public static void FindLatin(FoldedText text, List<TextSpan> spans)
    {
        foreach (Match match in LatinTitled.Matches(text.Plain)) spans.Add(Span(match.Groups["n"]));
    }

    /// <summary>Finds everything else.</summary>
    public static void Find(FoldedText text, List<TextSpan> spans)
    {
        foreach (Match match in HonorificFinder.Honorific.Matches(text.Plain)) HonorificFinder.Find(text, match, spans);
        foreach (Match match in Titled.Matches(text.Plain)) AddTitled(text.Plain, match, spans);
        foreach (Match match in Kin.Matches(text.Plain)) AddKin(text.Plain, match, spans);
        FindSurnames(text.Plain, spans);
    }

    /// <summary>After a clear mark (colon, space, bracket) the name may run into other words; after a particle or none it must be the whole word.</summary>
    private static void AddTitled(string text, Match match, List<TextSpan> spans)
    {
        Group name = match.Groups["n"];
        if (!FoldedText.IsKanji(name.Value[0]))
        {
            if (match.Groups["s"].Length > 0 && !KanaWords.IsWord(name.Value)) spans.Add(Span(name));
            return;
        }

        bool clear = match.Groups["s"].Value.Any(":= (「[/".Contains);
        AddKanji(text, name, clear, spans);
    }

    private static void AddKin(string text, Match match, List<TextSpan> spans)
    {
        Group name = match.Groups["n"];
        if (NotKin.Contains(name.Value) || NotKin.Contains(name.Value[..1])) return;
        if (FoldedText.IsKanji(name.Value[0])) AddKanji(text, name, clear: false, spans, apart: match.Groups["s"].Length > 0);
        else if (match.Groups["s"].Length > 0 && !KanaWords.IsWord(name.Value) && match.Groups["s"].Value[0] is ':' or '(' or '・') spans.Add(Span(name));
    }

    private static void AddKanji(string text, Group found, bool clear, List<TextSpan> spans, bool apart = false)
    {
        int start = found.Index, end = start + Surnames.LengthAt(text, start);
        while (end < text.Length && NameShape.IsInRun(text, end) && !NameShape.IsStrange(text[end])) end++;
        bool whole = end == text.Length || !NameShape.IsInRun(text, end);
        int length = end - start;
        if (length == 0 || length > LongestName || (!whole && !clear) || NameShape.IsWord(text[start..end])) return;
        if (!clear && !apart && Surnames.LengthAt(text, start) == 0 && NameShape.BeginsWithWord(text[start..end])) return;
        if (length == 1 && (!whole || !NameShape.IsSingleSurname(text[start]))) return;
        if (!whole && length < 2) return;
        if (IsEponym(text, end)) return;
        spans.Add(new TextSpan(start, whole ? WithGiven(text, end) : end, TextFinding.Person));
    }

    private static void FindSurnames(string text, List<TextSpan> spans)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!NameShape.IsInRun(text, i)) continue;
            int end = i;
            while (end < text.Length && NameShape.IsInRun(text, end)) end++;
            bool begins = i == 0 || !char.IsAsciiLetterOrDigit(text[i - 1]);
            int length = begins ? Surnames.LengthAt(text, i) : 0;
            if (length > 0) AddSurname(text, i, i + length, end, spans);
            i = end - 1;
        }
    }

    private static void AddSurname(string text, int start, int nameEnd, int runEnd, List<TextSpan> spans)
    {
        string run = text[start..runEnd], rest = text[nameEnd..runEnd];
        if (NameShape.IsWord(run) || IsEponym(text, nameEnd)) return;
        // 小林檎大の: a size.
        if (rest.EndsWith('大') && runEnd < text.Length && text[runEnd] is 'の' or 'で') return;
        if (rest.Length == 0) spans.Add(new TextSpan(start, WithGiven(text, runEnd), TextFinding.Person));
        else if (rest.Length <= 3 && NameShape.MayBeName(rest)) spans.Add(new TextSpan(start, runEnd, TextFinding.Person));
        // A given name that runs into another word: where it ends cannot be told.
        else if (rest.Length > 3 && GivenEnding.IsMatch(rest)) spans.Add(new TextSpan(start, runEnd, TextFinding.PossiblePerson));
    }

    private static bool IsEponym(string text, int end) => Array.Exists(AfterEponyms, word => string.CompareOrdinal(text, end, word, 0, word.Length) == 0);

    /// <summary>Where the given name behind one space ends; the family name's end where none follows.</summary>
    private static int WithGiven(string text, int end)
    {
        if (end >= text.Length || text[end] is not (' ' or '・')) return end;
        int given = end + 1;
        while (given < text.Length && given < end + 5 && FoldedText.IsKanji(text[given])) given++;
        bool whole = given == text.Length || !FoldedText.IsKanji(text[given]);
        if (whole && given > end + 1 && NameShape.MayBeName(text.AsSpan(end + 1, given - end - 1))) return given;
        given = end + 1;
        while (given < text.Length && given < end + 6 && (FoldedText.IsHiragana(text[given]) || FoldedText.IsKana(text[given]))) given++;
        return given > end + 2 && (given == text.Length || " 、。,)".Contains(text[given])) ? given : end;
    }

    private static TextSpan Span(Group group) => new(group.Index, group.Index + group.Length, TextFinding.Person);

    [GeneratedRegex(@"(?<![a-z])(?:(?:drs?|prof|mr|mrs|ms|miss|ns|pt|rt|md|rdcs|tech|sonographer|operator|physician|by)\s?[.:]\s?|(?:drs?|prof|mr|mrs|ms|miss)\s)(?<n>[a-z][a-z'-]{1,20}(?:[ ,]{1,2}[a-z][a-z']{0,20}(?![a-z-])\.?)?)")]
    private static partial Regex LatinTitled { get; }

    [GeneratedRegex(@"(?:担当医師|担当医|担当者|担当技師|担当看護師|担当|主治医|受持医|紹介医師?|紹介者|依頼医師?|依頼者|執刀医?|術者|助手|麻酔医|読影医師?|読影者?|読影|検査医|検査者|検者|施行医|施行者|実施者|記載者|記載医?|記録者?|報告者|報告医|確認者?|承認者?|診断医|診察医|指導医|技師|医師|看護師|文責|署名|氏名|患者名|名前|保護者|キーパーソン|身元引受人|後見人|代理人|付添人?|連絡先|宛先|(?<![a-z])(?:dr|prof|ns|kp|mr|ms|mrs|tech|rt|by))(?<s>[ ]?[:・/=][ ]?|[ (「\[.]{1,2}|は、?|の|が|)(?<n>[\u3400-\u9FFF々][\u3400-\u9FFF々ヶケノツ]{0,9}|[ァ-ヺー]{2,8}(?:[ ・][ァ-ヺー]{2,6})?|(?<=[:= ])(?:[ぁ-ゖ]{2,6} ?[ぁ-ゖ]{2,6})(?=[ 、。,)\n]|$)|(?<=[:.= ])[a-z][a-z'-]{1,20}(?:[ ,]{1,2}[a-z][a-z']{0,20}(?![a-z-])\.?)?)")]
    private static partial Regex Titled { get; }

    [GeneratedRegex(@"(?<![\u3400-\u9FFF])(?:妻|夫|母|父|義母|義父|長男|次男|二男|三男|長女|次女|二女|三女|兄|弟|姉|妹|祖父|祖母|孫|息子|娘|嫁|婿|甥|姪|叔父|叔母|伯父|伯母|従兄|従弟|従姉|従妹|家族|同居人|婚約者|内縁の妻|内縁の夫)(?<s>[ ・:(「、]{1,2}|の|は|である)?(?<n>[\u3400-\u9FFF々][\u3400-\u9FFF々ヶケノツ]{0,9}|[ァ-ヺ]{2,6})")]
    private static partial Regex Kin { get; }

    [GeneratedRegex(@"^[\u3400-\u9FFF]{0,2}[子美太郎一二三夫男雄介助平恵江代香菜奈人斗翔]")]
    private static partial Regex GivenEnding { get; }
}
