using System.Text.RegularExpressions;

namespace Pipeline.Deidentification;

/// <summary>Finds people that the header does not name: before 様・さん・殿・氏・先生・技師, after Dr., and bare frequent family names.</summary>
internal static partial class PersonFinder
{
    /// <summary>Endings before 様 that describe a shape, not a person: 嚢胞様, 結節様, 同様.</summary>
    private const string ShapeBefore = "同多一異模仕有神皆各両図文胞節瘤腫状癌骨膜液管球石斑点線網塊粒頭房葉嚢毛脂肪層斜紋雲霧花茎輪環帯星霜斑質物器炎瘍窩岬根虫菌核板腺疹胎血水墨泥砂島山峰波縞樹枝木実豆卵ノ";

    private static readonly HashSet<string> Roles = ["担当", "主治", "当直", "紹介", "執刀", "検査", "放射線", "臨床", "超音波", "専門", "指導", "同", "各", "他", "歯科", "外科", "内科", "麻酔科", "校医", "担任", "家族", "患者", "奥", "母", "父", "子", "娘", "息子", "嫁", "婿", "皆", "親", "オ母", "オ父", "オ子", "御家族", "ゴ家族", "医師", "看護師", "依頼", "上級", "若手", "認定", "大学", "助", "准", "名誉"];

    public static void Find(FoldedText text, List<TextSpan> spans)
    {
        foreach (Match match in Addressed.Matches(text.Text)) AddAddressed(match.Groups["n"], match.Groups["h"].Value, text.Text, spans);
        foreach (Match match in Titled.Matches(text.Text)) spans.Add(Span(match.Groups["n"], TextFinding.Person));
        foreach (Match match in Kin.Matches(text.Text)) spans.Add(Span(match.Groups["n"], TextFinding.Person));
        FindSurnames(text.Text, spans);
    }

    private static void AddAddressed(Group name, string honorific, string text, List<TextSpan> spans)
    {
        string value = name.Value.Trim();
        if (value.Length == 0 || Roles.Contains(value)) return;
        if (honorific is "様" or "氏" or "殿")
        {
            int next = name.Index + name.Length + 1;
            bool shape = ShapeBefore.Contains(value[^1]) || (next < text.Length && "々子相式態".Contains(text[next]));
            bool surname = Enumerable.Range(0, value.Length).Any(i => Surnames.LengthAt(value, i) > 0);
            if (shape && !surname) return;
        }

        spans.Add(Span(name, TextFinding.Person));
    }

    private static void FindSurnames(string text, List<TextSpan> spans)
    {
        for (int i = 0; i < text.Length; i++)
        {
            bool begins = i == 0 || !(FoldedText.IsKanji(text[i - 1]) || char.IsAsciiLetterOrDigit(text[i - 1]));
            int length = begins ? Surnames.LengthAt(text, i) : 0;
            if (length == 0) continue;
            int end = i + length;
            while (end < text.Length && end < i + length + 3 && FoldedText.IsKanji(text[end])) end++;
            // A longer run of kanji is a word (中野区, 千葉県立…), which the other finders judge.
            if (end == text.Length || !FoldedText.IsKanji(text[end])) spans.Add(new TextSpan(i, end, TextFinding.PossiblePerson));
            i = end - 1;
        }
    }

    private static TextSpan Span(Group group, TextFinding finding) => new(group.Index, group.Index + group.Length, finding);

    [GeneratedRegex(@"(?<n>(?:[\u3400-\u9FFF々]{1,6}|[ァ-ヺー]{2,8})(?:[ ・]?(?:[\u3400-\u9FFF々]{1,4}|[ァ-ヺー]{2,6}))?)[ ]?(?<h>様|サン(?![ァ-ヺー])|殿|氏|先生|医師|技師|看護師|主治医|教授|Dr)")]
    private static partial Regex Addressed { get; }

    [GeneratedRegex(@"(?<![a-z])(?:drs?|prof|mr|mrs|ms|miss|md|rdcs|by|tech|sonographer|operator|physician|担当医?|主治医|検査者|読影医?|読影者|依頼医|紹介医|術者|記載者?|報告者|実施者|施行者|技師|医師)\s?[.:]\s?(?<n>[a-z][a-z'-]{1,20}(?:[ ,]{1,2}[a-z][a-z'.-]{0,20})?|[\u3400-\u9FFF々]{2,6}(?:[ ][\u3400-\u9FFF々]{1,4})?|[ァ-ヺー]{2,8}(?:[ ][ァ-ヺー]{2,6})?)")]
    private static partial Regex Titled { get; }

    [GeneratedRegex(@"(?:妻|夫|母|父|長男|次男|三男|長女|次女|三女|兄|弟|姉|妹|祖父|祖母|孫|息子|娘|家族|同居人)[ ・::(]{1,2}(?<n>[\u3400-\u9FFF]{2,5}(?:[ ][\u3400-\u9FFF]{1,3})?)(?=[ 、。,)(]|$)")]
    private static partial Regex Kin { get; }
}
