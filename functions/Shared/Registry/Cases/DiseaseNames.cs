using System.Collections.Frozen;

namespace Pipeline.Registry;

/// <summary>
/// Standard disease names by ICD-10 (2013) code, as MEDIS lists them, for the domains the center takes: what search and
/// anonymised reports show instead of whatever text a report held.
/// </summary>
public static class DiseaseNames
{
    private static readonly FrozenDictionary<string, string> ByCode = new Dictionary<string, string>
    {
        // abdomen 腹部
        ["B18.1"] = "Ｂ型慢性肝炎", ["B18.2"] = "Ｃ型慢性肝炎", ["C22.0"] = "肝細胞癌", ["C22.1"] = "肝内胆管癌",
        ["C23"] = "胆のう癌", ["C25.9"] = "膵癌", ["C64"] = "腎癌", ["C78.7"] = "転移性肝腫瘍", ["D13.4"] = "肝腺腫",
        ["D18.0"] = "血管腫", ["K70.0"] = "アルコール性脂肪肝", ["K70.3"] = "アルコール性肝硬変症", ["K74.6"] = "肝硬変症",
        ["K75.0"] = "肝膿瘍", ["K76.0"] = "脂肪肝", ["K76.6"] = "門脈圧亢進症", ["K76.8"] = "肝のう胞", ["K80.2"] = "胆のう結石症",
        ["K80.5"] = "総胆管結石", ["K81.0"] = "急性胆のう炎", ["K82.4"] = "胆のうポリープ", ["K82.8"] = "胆のう腺筋腫症",
        ["K83.1"] = "閉塞性黄疸", ["K85"] = "急性膵炎", ["K86.1"] = "慢性膵炎", ["K86.2"] = "膵のう胞", ["N13.3"] = "水腎症",
        ["N20.0"] = "腎結石症", ["N28.1"] = "腎のう胞", ["R16.1"] = "脾腫",
        // breast 乳腺
        ["C50.9"] = "乳癌", ["D05.1"] = "非浸潤性乳管癌", ["D24"] = "乳腺線維腺腫", ["N60.0"] = "乳腺のう胞", ["N60.1"] = "乳腺症",
        ["N61"] = "乳腺炎", ["N63"] = "乳房腫瘤",
        // heart 心臓エコー
        ["I05.0"] = "僧帽弁狭窄症", ["I20.9"] = "狭心症", ["I21.9"] = "急性心筋梗塞", ["I25.2"] = "陳旧性心筋梗塞", ["I27.0"] = "肺高血圧症",
        ["I31.3"] = "心のう液貯留", ["I34.0"] = "僧帽弁閉鎖不全症", ["I34.1"] = "僧帽弁逸脱症", ["I35.0"] = "大動脈弁狭窄症",
        ["I35.1"] = "大動脈弁閉鎖不全症", ["I36.1"] = "三尖弁閉鎖不全症", ["I42.0"] = "拡張型心筋症", ["I42.1"] = "閉塞性肥大型心筋症",
        ["I48"] = "心房細動", ["I50.9"] = "心不全", ["I51.7"] = "左室肥大", ["I71.2"] = "胸部大動脈瘤", ["I71.4"] = "腹部大動脈瘤",
        ["Q21.0"] = "心室中隔欠損症", ["Q21.1"] = "心房中隔欠損症", ["Z00.0"] = "異常なし",
    }.ToFrozenDictionary();

    /// <summary>The standard name; none: the code is not in the list.</summary>
    public static string? Of(string code) => ByCode.GetValueOrDefault(code.Trim().ToUpperInvariant());

    /// <summary>All codes with their names.</summary>
    public static IEnumerable<KeyValuePair<string, string>> All => ByCode;
}
