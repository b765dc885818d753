using System.Text.RegularExpressions;

namespace Pipeline.Deidentification;

/// <summary>Finds hospitals, clinics, schools and companies by name, and tells them from 当院, 大学病院 and 救急センター.</summary>
internal static partial class InstitutionFinder
{
    /// <summary>Words that say what kind of institution, not which.</summary>
    private static readonly string[] Generic =
    [
        "大学医学部附属", "大学附属", "大学", "医学部", "附属", "付属", "総合", "記念", "中央", "市民", "市立", "県立", "国立", "私立", "公立", "町立", "地域", "基幹", "専門", "関連", "紹介元", "紹介先", "救急", "市中", "連携", "当", "他", "前", "同", "本", "近", "近隣", "自", "転院先", "転送先", "搬送先", "後方", "支援",
        "拠点", "一般", "精神科", "急性期", "慢性期", "療養型", "療養", "回復期", "特定機能", "個人", "開業", "かかりつけ", "元", "先", "二次", "三次", "別", "入院", "通院", "受診", "受診先", "両", "各", "複数", "大", "小", "健診", "検診", "透析", "内視鏡", "超音波", "検査", "画像診断", "画像", "診断", "放射線", "心臓", "心臓血管",
        "循環器", "循環器病", "消化器", "消化器病", "呼吸器", "脳卒中", "乳腺", "がん", "救命救急", "救命", "周産期", "周産期母子", "母子", "産科", "小児", "こども", "健康管理", "人間ドック", "健康", "医療", "リハビリ", "リハビリテーション", "高度", "遺伝診療", "輸血", "手術", "外来", "外来化学療法", "化学療法", "予防", "予防医学",
        "緩和ケア", "訪問看護", "在宅", "在宅医療", "地域包括支援", "包括", "相談", "メンタルクリニック", "レディースクリニック", "内科", "外科", "整形外科", "眼科", "皮膚科", "耳鼻科", "耳鼻咽喉科", "産婦人科", "泌尿器科", "歯科", "胃腸科", "乳腺外科", "動物", "以前", "以前の", "最寄り", "休日夜間", "夜間", "都内", "県内", "市内", "地元", "近所", "ハート", "ブレスト", "メディカル", "呼吸中枢",
        "病院", "医院", "公的", "民間", "大病院", "中核", "労災", "赤十字", "協会", "実施", "協力", "認定", "指定", "国内", "海外", "米国", "施設", "多施設", "小学", "中学", "高等", "女子", "専修", "看護", "短期", "医科", "歯科大", "小学校", "就労", "会社",
    ];

    private static readonly ILookup<char, string> GenericByFirst = Generic.ToLookup(word => word[0]);

    /// <summary>Finds what only Latin letters can say.</summary>
    public static void FindLatin(FoldedText text, List<TextSpan> spans)
    {
        foreach (Match match in Latin.Matches(text.Plain)) spans.Add(new TextSpan(match.Index, match.Index + match.Length, TextFinding.Institution));
    }

    /// <summary>Finds everything else.</summary>
    public static void Find(FoldedText text, List<TextSpan> spans)
    {
        foreach (Match match in Kind.Matches(text.Plain)) AddNamed(text.Plain, match, spans);
        foreach (Match match in Company.Matches(text.Plain))
        {
            if (match.Groups["n"].Length > 0) spans.Add(new TextSpan(match.Index, match.Index + match.Length, TextFinding.Institution));
        }
    }

    private static void AddNamed(string text, Match kind, List<TextSpan> spans)
    {
        int start = kind.Index;
        while (start > 0 && kind.Index - start < 20 && IsPart(text, start - 1)) start--;
        string name = text[start..kind.Index];
        if (kind.Value is "内科" or "外科" or "整形外科" or "眼科" or "小児科" or "薬局")
        {
            if (Surnames.LengthAt(text, start) == name.Length && name.Length > 0) spans.Add(new TextSpan(start, kind.Index + kind.Length, TextFinding.Institution));
            return;
        }

        bool named = !IsGeneric(name.Replace(" ", "", StringComparison.Ordinal).Replace("・", "", StringComparison.Ordinal));
        int first = WithHiragana(text, start, named);
        if (named || first < start) spans.Add(new TextSpan(first, kind.Index + kind.Length, TextFinding.Institution));
    }

    private static bool IsPart(string text, int at)
        => FoldedText.IsKanji(text[at]) || FoldedText.IsKana(text[at]) || char.IsAsciiLetterOrDigit(text[at]) || text[at] is '・' or '&' or (>= 'α' and <= 'ω')
            || (text[at] == 'の' && at > 1 && FoldedText.IsKana(text[at + 1]) && FoldedText.IsKana(text[at - 1]));

    /// <summary>Where a name in hiragana before the run begins (さくら病院, みどりの森クリニック); <paramref name="start"/> where there is none.</summary>
    private static int WithHiragana(string text, int start, bool named)
    {
        int first = start;
        while (first > 0 && start - first < 14 && FoldedText.IsHiragana(text[first - 1])) first--;
        if (first == start) return start;
        bool adjacent = first > 0 && (FoldedText.IsKanji(text[first - 1]) || FoldedText.IsKana(text[first - 1]) || char.IsAsciiLetterOrDigit(text[first - 1]));
        string run = text[first..start];
        if (adjacent)
        {
            // A word of its own behind a noun (近医ひまわり医院) is as long as a name; the end of a verb is not.
            if (Particle.Match(run) is { Success: true } particle) first += particle.Length;
            else if (run.Length < 3) return start;
            run = text[first..start];
        }

        if (!adjacent && Topic.Match(run) is { Success: true } topic)
        {
            first += topic.Length;
            run = text[first..start];
        }

        if (run.Length < 2 || Array.Exists(Generic, word => word == run) || Ordinary.IsMatch(run)) return start;
        bool joins = run.EndsWith('の');
        return joins ? (named && run.Length >= 3 && !NotPlace.IsMatch(run) ? first : start) : (run.Length <= 12 && !Ending.IsMatch(run) ? first : start);
    }

    private static bool IsGeneric(string name)
    {
        for (int at = 0; at < name.Length;)
        {
            int longest = 0;
            foreach (string word in GenericByFirst[name[at]])
            {
                if (word.Length > longest && string.CompareOrdinal(name, at, word, 0, word.Length) == 0) longest = word.Length;
            }

            if (longest == 0) return Leftover.IsMatch(name[at..]);
            at += longest;
        }

        return true;
    }

    [GeneratedRegex(@"^(?:では|には|から|より|まで|での|への|との|からの|のは|は|が|の|を|に|へ|で|と|も)")]
    private static partial Regex Particle { get; }

    /// <summary>What a sentence begins with before it names the place.</summary>
    [GeneratedRegex(@"^(?:かかりつけ|いつも|ふだん|もともと|これまで|いま|まえ|もと|ほか)(?:は|の|が|で|に|も)")]
    private static partial Regex Topic { get; }

    [GeneratedRegex(@"^(?:この|その|どの|あの|ほかの|いずれの|かかりつけ|かかりつけの|もとの|べつの|つぎの|ちかくの|いつもの|おおきな|ちいさな|おなじ|がん|こども|りはびり|たる|など|および|または|あるいは|として)$")]
    private static partial Regex Ordinary { get; }

    [GeneratedRegex(@"(?:では|には|から|より|まで|への|での|との|ため|ところ|よう|以外)の?$|^(?:これ|それ|あれ|ここ|そこ|どこ|いくつか|ほか|よそ|いつも|ふだん|その)")]
    private static partial Regex NotPlace { get; }

    [GeneratedRegex("(?:る|た|な|て|ない|しい|やすい|たい|は|が|を|に|へ|で|と|より|から|う|す|く)$")]
    private static partial Regex Ending { get; }

    /// <summary>What stands before 病院 in ordinary speech: verbs cut in two, points of time, units.</summary>
    [GeneratedRegex(@"^(?:\d+(?:次|施設|か所|箇所)?|元|先|等|及び|又は|後|側|科|部|病|院|系|型|性|内|外)$")]
    private static partial Regex Leftover { get; }

    [GeneratedRegex(@"(?:医学部附属病院|大学病院|附属病院|総合病院|病院|医院(?!長)|クリニック|診療所|(?:総合|国際|地域|こども|小児|母子|成育|災害|がん)?医療センター|健診センター|検診センター|健康管理センター|健康センター|画像診断センター|透析センター|循環器病?センター|がんセンター|リハビリテーションセンター|リハビリセンター|メディカルセンター|救命救急センター|総合センター|センター病院|療養所|大学(?!生|で|時|病)|保健所|保健センター|老人ホーム|訪問看護ステーション|調剤薬局|薬局|小学校|中学校|高等学校|高校(?!生|時)|幼稚園|保育園|こども園|整形外科|内科|外科|眼科|小児科)")]
    private static partial Regex Kind { get; }

    [GeneratedRegex(@"(?<n>(?:株式会社|有限会社|合同会社|\(株\)|\(有\)|㈱|㈲|医療法人|社会福祉法人|学校法人)[ ]?(?!に勤|を退|勤務|の|に|で)[\u3400-\u9FFF々ァ-ヺーa-zぁ-ゖ]{2,12}?(?=に勤|に勤務|勤務|を退|の|に|で|へ|より|から|が|は|[ 、。,()]|$))|(?<n>[\u3400-\u9FFF々ァ-ヺーa-z]{2,12})(?:株式会社|有限会社|合同会社|\(株\)|\(有\)|㈱|㈲)")]
    private static partial Regex Company { get; }

    [GeneratedRegex(@"(?:(?<![a-z])[a-z][a-z'-]{1,20} ){1,3}(?:hospital|clinic|medical center|university)")]
    private static partial Regex Latin { get; }
}
