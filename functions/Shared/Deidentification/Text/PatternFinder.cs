using System.Text.RegularExpressions;

namespace Pipeline.Deidentification;

/// <summary>Finds what has a form of its own: addresses, telephones, card numbers, hospitals, network addresses, old ages.</summary>
internal static partial class PatternFinder
{
    private const string Prefectures =
        "北海道|青森県|岩手県|宮城県|秋田県|山形県|福島県|茨城県|栃木県|群馬県|埼玉県|千葉県|東京都|神奈川県|新潟県|富山県|石川県|福井県|山梨県|長野県|岐阜県|静岡県|愛知県|三重県|滋賀県|京都府|大阪府|兵庫県|奈良県|和歌山県|鳥取県|島根県|岡山県|広島県|山口県|徳島県|香川県|愛媛県|高知県|福岡県|佐賀県|長崎県|熊本県|大分県|宮崎県|鹿児島県|沖縄県";

    private static readonly HashSet<string> OwnInstitutions = ["当院", "他院", "自院", "本院", "同院", "前院", "近院", "当", "他", "前", "同", "本", "近", "近隣", "総合", "専門", "関連", "紹介元", "紹介先", "救急", "地域", "市中", "連携"];

    public static void Find(FoldedText text, List<TextSpan> spans)
    {
        Add(PostalCode, TextFinding.Address);
        Add(Address, TextFinding.Address);
        Add(Block, TextFinding.Address);
        Add(Telephone, TextFinding.Telephone);
        Add(NetworkAddress, TextFinding.NetworkAddress);
        Add(TwelveDigits, TextFinding.MyNumber);
        Add(Insurance, TextFinding.InsuranceNumber);
        Add(Labelled, TextFinding.LabelledNumber);
        Add(LongNumber, TextFinding.LabelledNumber);
        foreach (Match match in Institution.Matches(text.Text))
        {
            if (!OwnInstitutions.Contains(match.Groups["n"].Value)) spans.Add(new TextSpan(match.Index, match.Index + match.Length, TextFinding.Institution));
        }

        foreach (Match match in Age.Matches(text.Text))
        {
            if (int.Parse(match.Groups["a"].ValueSpan) is >= DeidentificationProfile.OldestAge and < 130)
                spans.Add(new TextSpan(match.Index, match.Index + match.Length, TextFinding.OldAge, match.Groups["j"].Success ? "90歳以上" : "90 or over"));
        }

        void Add(Regex pattern, TextFinding finding)
        {
            foreach (Match match in pattern.Matches(text.Text)) spans.Add(new TextSpan(match.Index, match.Index + match.Length, finding));
        }
    }

    [GeneratedRegex(@"〒\s?\d{3}[- ]?\d{4}|(?<![\d-])\d{3}-\d{4}(?![\d-])")]
    private static partial Regex PostalCode { get; }

    [GeneratedRegex("(?:" + Prefectures + @")[^ 、。,()「」\n]{0,30}(?:\d{1,4}(?:[-ノ]\d{1,4}){0,3}(?:番地?|号|丁目)?){0,3}(?: ?\d{1,4}(?:-\d{1,4}){0,3})?|(?<![\u3400-\u9FFF])(?:東京|大阪|京都|名古屋|札幌|横浜|神戸|福岡|仙台|広島)市?[\u3400-\u9FFF]{1,5}区[^ 、。,\n]{0,20}|[\u3400-\u9FFFァ-ヺ]{1,6}(?:市|区|郡|町|村)[\u3400-\u9FFFァ-ヺー]{1,10}\d{1,4}(?:[-ノ]\d{1,4}|丁目|番地?|号){0,4}")]
    private static partial Regex Address { get; }

    [GeneratedRegex(@"[\u3400-\u9FFFァ-ヺー]{1,10}(?:\d{1,3}|[一二三四五六七八九十]{1,3})丁目(?:\s?\d{1,4}(?:[-ノ]\d{1,4}|番地?|号){0,4})?|[\u3400-\u9FFFァ-ヺー]{1,10}\d{1,5}番地(?:\s?\d{1,4}|ノ\d{1,4}|号){0,3}")]
    private static partial Regex Block { get; }

    [GeneratedRegex(@"(?<![\d-])(?:\+81[- ]?|0)\d{1,4}[-() ]{1,2}\d{1,4}[-) ]{1,2}\d{3,4}(?![\d-])|(?<!\d)0[5789]0\d{8}(?!\d)|(?:tel|fax|電話|携帯|連絡先|phone)[\s.:]{0,3}[+(]?\d[\d() -]{5,16}")]
    private static partial Regex Telephone { get; }

    [GeneratedRegex(@"[a-z0-9._%+-]{1,64}@[a-z0-9.-]{3,64}|https?://[^\s]{1,200}|(?<![a-z])www\.[^\s]{3,100}")]
    private static partial Regex NetworkAddress { get; }

    [GeneratedRegex(@"(?<![\d.])\d{4}[- ]?\d{4}[- ]?\d{4}(?![\d.])")]
    private static partial Regex TwelveDigits { get; }

    [GeneratedRegex(@"(?:保険者|被保険者|保険証|記号|受給者|公費|負担者|医療証)(?:証)?(?:番号|記号)?(?:[・.]番号)?[\s::.]{0,3}[a-z0-9一二三四五六七八九〇-]{3,14}(?:[・ -][0-9]{1,8})?")]
    private static partial Regex Insurance { get; }

    [GeneratedRegex(@"(?:(?<![a-z])(?:id|mrn|pid|chart|patient|acc|accession)(?:\s?(?:no|id|number|\#))?|(?<![a-z])no|(?:患者|カルテ|診察券|受付|検査|登録|整理|症例|受診|オーダー?|依頼|検体|標本|病理)(?:番号|id|no\.?))[\s::.#=]{1,3}[a-z]{0,4}-?\d[a-z0-9-]{2,20}")]
    private static partial Regex Labelled { get; }

    [GeneratedRegex(@"(?<![\d.])\d{7,30}(?![\d.])|(?<![\d.])\d{1,3}(?:\.\d{1,12}){4,}(?![\d.])")]
    private static partial Regex LongNumber { get; }

    [GeneratedRegex(@"(?<n>[\u3400-\u9FFF々ァ-ヺーα-ωa-z0-9]{1,16}?)(?:[ ・]?(?:附属|付属|総合|記念|中央|市民|県立|市立))?(?:病院|医院|クリニック|診療所|医療センター|健診センター|検診センター|メディカルセンター|療養所|大学(?:病院)?|保健所|内科医院)|(?:(?<![a-z])[a-z][a-z'-]{1,20} ){1,3}(?:hospital|clinic|medical center|university)")]
    private static partial Regex Institution { get; }

    [GeneratedRegex(@"(?<!\d)(?<a>\d{2,3})\s?(?:(?<j>歳|才)代?|-?(?:years?[ -]?old|y\.?o\.?|yrs?)(?![a-z]))")]
    private static partial Regex Age { get; }
}
