using System.Collections.Frozen;

namespace Pipeline.Registry;

/// <summary>
/// Standard disease names (病名) by ICD-10 (2013) code, for the codes that ultrasound reports use: what search and anonymised
/// reports show instead of whatever text a report held.
/// </summary>
public static class DiseaseNames
{
    private const string Listed =
        "B18.1 B型慢性肝炎|B18.2 C型慢性肝炎|C16.9 胃癌|C18.9 大腸癌|C22.0 肝細胞癌|C22.1 肝内胆管癌|C23 胆嚢癌|C24.0 肝外胆管癌|C25.0 膵頭部癌|C25.9 膵癌|C50.9 乳癌|C61 前立腺癌|C64 腎癌|C67.9 膀胱癌|C73 甲状腺癌|C78.7 転移性肝癌"
        + "|D05.1 非浸潤性乳管癌|D13.4 肝良性腫瘍|D17.7 脂肪腫|D18.0 血管腫|D24 乳腺線維腺腫|D25.9 子宮筋腫|D30.0 腎血管筋脂肪腫|D35.0 副腎腺腫|E04.1 甲状腺結節|E06.3 慢性甲状腺炎|E11 2型糖尿病|E78.5 脂質異常症"
        + "|I05.0 僧帽弁狭窄症|I10 高血圧症|I20.9 狭心症|I21.9 急性心筋梗塞|I25.2 陳旧性心筋梗塞|I26.9 肺塞栓症|I27.0 肺高血圧症|I31.3 心嚢液貯留|I33.0 感染性心内膜炎|I34.0 僧帽弁閉鎖不全症|I34.1 僧帽弁逸脱症|I35.0 大動脈弁狭窄症|I35.1 大動脈弁閉鎖不全症|I36.1 三尖弁閉鎖不全症|I42.0 拡張型心筋症|I42.1 閉塞性肥大型心筋症|I42.2 肥大型心筋症|I48 心房細動|I50.9 心不全|I51.7 心肥大|I71.4 腹部大動脈瘤|I80.2 深部静脈血栓症|I81 門脈血栓症"
        + "|K70.0 アルコール性脂肪肝|K70.3 アルコール性肝硬変|K73.9 慢性肝炎|K74.6 肝硬変|K75.8 非アルコール性脂肪性肝炎|K76.0 脂肪肝|K76.6 門脈圧亢進症|K76.8 肝嚢胞|K80.2 胆嚢結石症|K80.5 総胆管結石症|K81.0 急性胆嚢炎|K81.1 慢性胆嚢炎|K82.4 胆嚢コレステロール症|K82.8 胆嚢腺筋腫症|K85.9 急性膵炎|K86.1 慢性膵炎|K86.2 膵嚢胞"
        + "|N13.3 水腎症|N20.0 腎結石症|N20.1 尿管結石症|N28.1 腎嚢胞|N40 前立腺肥大症|N60.0 乳腺嚢胞|N60.1 乳腺症|N61 乳腺炎|N62 女性化乳房症|N63 乳房腫瘤|Q21.0 心室中隔欠損症|Q21.1 心房中隔欠損症|R16.1 脾腫|R18 腹水";

    private static readonly FrozenDictionary<string, string> Names =
        Listed.Split('|').Select(row => row.Split(' ', 2)).ToFrozenDictionary(row => row[0], row => row[1]);

    /// <summary>The name of a code; null where the code is not listed.</summary>
    public static string? Of(string code) => Names.GetValueOrDefault(code.Trim().ToUpperInvariant());
}
