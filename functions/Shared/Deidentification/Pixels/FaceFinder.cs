using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>
/// Tells whether a cross-sectional examination is of the head, by what its header says of region and protocol; where it says
/// nothing, it may be. MR and PET, of which no volume is looked at, must name another region.
/// </summary>
internal static class FaceFinder
{
    private static readonly string[] Words =
    [
        "head", "brain", "skull", "face", "facial", "orbit", "sinus", "neck", "jaw", "mandib", "maxill", "dental", "tempor", "ear", "iac", "pituit", "cranial", "cerebr", "carotid", "wholebody", "whole body",
        "頭", "脳", "顔", "眼", "副鼻腔", "顎", "歯", "頸", "頚", "側頭", "全身",
    ];

    private static readonly string[] Elsewhere =
    [
        "abdom", "liver", "pelvi", "prostat", "uter", "kidney", "renal", "pancrea", "mrcp", "breast", "cardiac", "heart", "chest", "thorax", "lung", "lumbar", "lspine", "shoulder", "elbow", "wrist", "hand",
        "hip", "knee", "ankle", "foot", "femur", "extrem", "腹", "骨盤", "肝", "胆", "膵", "腎", "前立腺", "子宮", "乳", "心臓", "胸", "肺", "腰", "肩", "肘", "手", "股", "膝", "足", "下肢", "上肢", "大腿",
    ];

    /// <summary>What the header says of region and protocol, folded.</summary>
    public static IReadOnlyList<string> Said(DataSet root)
    {
        Tag[] places = [Tags.BodyPartExamined, Tags.StudyDescription, Tags.SeriesDescription, Tags.ProtocolName, Tags.RequestedProcedureDescription, Tags.PerformedProcedureStepDescription];
        IEnumerable<string> texts = places.SelectMany(root.GetStrings)
            .Concat(root.GetItems(Tags.AnatomicRegionSequence).SelectMany(item => item.GetStrings(Tags.CodeMeaning)))
            .Select(FoldedText.Of);
        return [.. texts.Where(text => text.Trim().Length > 0)];
    }

    public static bool MayShowFace(DataSet root)
    {
        IReadOnlyList<string> said = Said(root);
        bool isElsewhere = root.GetString(Tags.Modality) is "CT" or "NM" || said.Any(text => Elsewhere.Any(word => Stands(text, word)));
        return said.Count == 0 || !isElsewhere || said.Any(text => Words.Any(word => Stands(text, word)));
    }

    /// <summary>Short Latin words count only as words: "ear" stands not in "linear".</summary>
    private static bool Stands(string text, string word)
    {
        int at = text.IndexOf(word, StringComparison.Ordinal);
        bool short3 = word.Length <= 3 && char.IsAsciiLetter(word[0]);
        return at >= 0 && (!short3 || ((at == 0 || !char.IsAsciiLetter(text[at - 1])) && (at + word.Length == text.Length || !char.IsAsciiLetter(text[at + word.Length]))));
    }
}
