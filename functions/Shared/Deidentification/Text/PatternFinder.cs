using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Deidentification;

/// <summary>Finds what has a form of its own: addresses, telephones, card numbers, network addresses, old ages.</summary>
internal static partial class PatternFinder
{
    private const string Prefectures =
        "北海道|青森県|岩手県|宮城県|秋田県|山形県|福島県|茨城県|栃木県|群馬県|埼玉県|千葉県|東京都|神奈川県|新潟県|富山県|石川県|福井県|山梨県|長野県|岐阜県|静岡県|愛知県|三重県|滋賀県|京都府|大阪府|兵庫県|奈良県|和歌山県|鳥取県|島根県|岡山県|広島県|山口県|徳島県|香川県|愛媛県|高知県|福岡県|佐賀県|長崎県|熊本県|大分県|宮崎県|鹿児島県|沖縄県";

    /// <summary>Anything with digits: telephones, card and other numbers.</summary>
    public static void FindNumbers(FoldedText text, List<TextSpan> spans)
    {
        Add(text, Telephone, TextFinding.Telephone, spans);
        Add(text, TwelveDigits, TextFinding.MyNumber, spans);
        Add(text, Labelled, TextFinding.LabelledNumber, spans);
        Add(text, LongNumber, TextFinding.LabelledNumber, spans);
        Add(text, PostalCode, TextFinding.Address, spans);
        foreach (Match match in Age.Matches(text.Plain))
        {
            if (int.Parse(match.Groups["a"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) is >= DeidentificationProfile.OldestAge and < 130)
                spans.Add(new TextSpan(match.Index, match.Index + match.Length, TextFinding.OldAge, match.Groups["j"].Success ? "90歳以上" : "90 or over"));
        }
    }

    /// <summary>Addresses and numbers that only Japanese words announce.</summary>
    public static void FindJapanese(FoldedText text, List<TextSpan> spans)
    {
        Add(text, Address, TextFinding.Address, spans);
        Add(text, Municipality, TextFinding.Address, spans);
        Add(text, Block, TextFinding.Address, spans);
        Add(text, Insurance, TextFinding.InsuranceNumber, spans);
    }

    /// <summary>E-mail and web addresses.</summary>
    public static void FindNetwork(FoldedText text, List<TextSpan> spans) => Add(text, NetworkAddress, TextFinding.NetworkAddress, spans);

    private static void Add(FoldedText text, Regex pattern, TextFinding finding, List<TextSpan> spans)
    {
        // Where a label announces the value (group v), the label may stay.
        foreach (Match match in pattern.Matches(text.Plain)) spans.Add(new TextSpan(match.Groups["v"] is { Success: true } value ? value.Index : match.Index, match.Index + match.Length, finding));
    }

    private const string Name = @"[\u3400-\u9FFF々ァ-ヺーヶノツぁ-ゖ]";
    private const string Numbers = @"(?:\d{1,5}|[一二三四五六七八九十]{1,3}(?=丁目|番|号))(?:[-ノの](?=\d)|丁目|番地の?|番|号|-)?(?:[ ]?(?:\d{1,4}|[一二三四五六七八九十]{1,3}(?=丁目|番|号))(?:[-ノの](?=\d)|丁目|番地の?|番|号(?!室))?){0,4}";
    /// <summary>A town between municipality and block; in kana too, but no particle.</summary>
    private const string Town = @"(?![にではをがへとよも])[\u3400-\u9FFF々ァ-ヺーヶぁ-ゖ]{0,8}";
    private const string NoUnit = @"(?![ ]?(?:mm|cm|ml|%|歳|才|回|年|月|日|例|人|ヶ月|か月|錠|個|区域))";
    private const string Building = @"(?:[ ]?(?:(?:[ァ-ヺー・]{2,12}|[\u3400-\u9FFF]{1,4}[ァ-ヺー]{2,8})[\u3400-\u9FFF]{0,4}|(?:市営|県営|都営|府営|公営)?[\u3400-\u9FFF]{1,6}(?:荘|団地|住宅|マンション|ビル|寮))[ ]?(?:[a-z]?\d{1,4}(?:-\d{1,4})?(?:号室|号棟|号|f|階)?)?)?";

    [GeneratedRegex(@"〒[ ]?\d{3}[- ]?\d{4}|(?<![\d.-])\d{3}-\d{4}(?![\d-])")]
    private static partial Regex PostalCode { get; }

    /// <summary>From the prefecture, or from a municipality, to the number of the house.</summary>
    [GeneratedRegex("(?:" + Prefectures + ")(?:[ ]?(?:" + Name + @"{1,7}?(?:市|区|郡|町|村)(?![民立販])){0,3})(?:[ ]?" + Town + "[ ]?" + Numbers + NoUnit + Building + ")?")]
    private static partial Regex Address { get; }

    /// <summary>A municipality with a block behind it, or as the place where somebody lives.</summary>
    [GeneratedRegex(@"(?<![\u3400-\u9FFF々])(?:[\u3400-\u9FFF々ァ-ヺーヶ]{1,6}|(?<![ぁ-ゖ])[のはがにを]?[ぁ-ゖ]{2,6}[\u3400-\u9FFF]{0,2})(?:市|区(?![域分画間切])|郡|町|村)(?![民立販])(?:(?:[\u3400-\u9FFF々ァ-ヺーヶぁ-ゖ]{1,8}?(?:区(?![域分画間切])|町|村)){0,2}" + Town + "[ ]?" + Numbers + NoUnit + Building + @"|(?:[\u3400-\u9FFF々ァ-ヺーヶ]{1,6}(?:区(?![域分画間切])|町|村))?(?=に?在住|に?居住|出身|に転居|へ転居|に転出|へ転出|より転居|から転居|から通院|より通院|に帰省|の自宅|の実家|に住|から来院|より来院|内の))")]
    private static partial Regex Municipality { get; }

    [GeneratedRegex(@"[\u3400-\u9FFF々ァ-ヺーヶ]{1,10}(?:\d{1,3}|[一二三四五六七八九十]{1,3})丁目(?:[ ]?(?:\d{1,4}|[一二三四五六七八九十]{1,3}(?=番|号))(?:[-ノの](?=\d)|番地の?|番|号)?){0,3}" + Building + @"|[\u3400-\u9FFF々ァ-ヺーヶ]{1,10}\d{1,5}番地(?:の?[ ]?\d{1,4}|号){0,2}" + Building)]
    private static partial Regex Block { get; }

    [GeneratedRegex(@"(?<![\d.-])(?:\+81[- ]?\(?0?\)?|\(?0)\d{1,4}[-() ]{1,2}\d{1,4}[-) ]{1,2}\d{3,4}(?![\d-])|(?<![\d.])0[5789]0\d{8}(?!\d)|(?<![\d.])0\d{9}(?!\d)|(?:tel|fax|電話番号|電話|携帯電話|携帯|連絡先|ファックス|ファクス|phone|mobile)(?:番号)?[ .:は]{0,3}(?<v>[+(]?\d[\d() -]{5,16})|(?:内線|phs)[ :]{0,2}(?<v>\d{3,5})")]
    private static partial Regex Telephone { get; }

    [GeneratedRegex(@"[a-z0-9._%+-]{1,64}@[a-z0-9.-]{3,64}|https?://[^\s]{1,200}|(?<![a-z])www\.[^\s]{3,100}")]
    private static partial Regex NetworkAddress { get; }

    [GeneratedRegex(@"(?<![\d.])\d{4}[- ]?\d{4}[- ]?\d{4}(?![\d.])")]
    private static partial Regex TwelveDigits { get; }

    [GeneratedRegex(@"(?:保険者|被保険者|保険証|記号|受給者|公費負担者|公費|負担者|医療証)(?:証)?(?:記号・番号|番号|記号)?(?:[・.]番号)?[ :は.=]{0,3}(?<v>[\u3400-\u9FFF]{0,3}[a-z0-9一二三四五六七八九〇-]{2,14}(?:[・ -][0-9]{1,8})?(?:[、・ と]{0,2}(?:番号|枝番)[ :は]{0,2}\d{1,10}){0,2})|保険証?[ :]{0,2}(?<v>\d{8})(?!\d)|枝番[ :]{0,2}(?<v>\d{2})(?!\d)")]
    private static partial Regex Insurance { get; }

    [GeneratedRegex(@"(?:(?<![a-z])(?:id|mrn|pid|chart|patient|acc|accession)(?:[ ]?(?:no|id|number|\#))?|(?:患者|カルテ|診察券|受付|登録|整理|受診|オーダー?|依頼|検体|標本|病理|検査|症例)(?:番号|id|no\.?))[ :.#=は]{1,3}(?<v>[a-z]{0,5}-?\d[a-z0-9-]{2,20})|(?<![a-z])no[ :.#=]{1,3}(?<v>[a-z]{0,4}-?\d{5}[a-z0-9-]{0,20})|(?:患者|カルテ|診察券|登録)(?:番号|id|no\.?)[ :.#=は]{0,3}(?<v>[a-z]{0,5}-?\d[a-z0-9-]{2,20})")]
    private static partial Regex Labelled { get; }

    [GeneratedRegex(@"(?<![\d.])\d{7,30}(?![\d.])(?![ ]?(?:iu|copies|コピー|個|/[uμµ]l|cells|cfu))|(?<![\d.])\d{1,3}(?:\.\d{1,12}){4,}(?![\d.])")]
    private static partial Regex LongNumber { get; }

    [GeneratedRegex(@"(?<!\d)(?<a>\d{2,3})\s?(?:(?<j>歳|才)代?|-?(?:years?[ -]?old|y\.?o\.?|yrs?)(?![a-z]))")]
    private static partial Regex Age { get; }
}
