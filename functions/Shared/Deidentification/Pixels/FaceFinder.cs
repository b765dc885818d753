using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>Tells whether a cross-sectional examination is of the head, by what its header says of region and protocol; where it says nothing, it may be.</summary>
internal static class FaceFinder
{
    private static readonly string[] Words =
    [
        "head", "brain", "skull", "face", "facial", "orbit", "sinus", "neck", "jaw", "mandib", "maxill", "dental", "tempor", "ear", "iac", "pituit", "cranial", "cerebr", "wholebody", "whole body",
        "頭", "脳", "顔", "眼", "副鼻腔", "顎", "頸", "頚", "側頭", "全身",
    ];

    public static bool MayShowFace(DataSet root)
    {
        Tag[] places = [Tags.BodyPartExamined, Tags.StudyDescription, Tags.SeriesDescription, Tags.ProtocolName, Tags.RequestedProcedureDescription, Tags.PerformedProcedureStepDescription];
        IEnumerable<string> texts = places.SelectMany(root.GetStrings)
            .Concat(root.GetItems(Tags.AnatomicRegionSequence).SelectMany(item => item.GetStrings(Tags.CodeMeaning)))
            .Select(FoldedText.Of);
        string[] said = [.. texts.Where(text => text.Trim().Length > 0)];
        return said.Length == 0 || said.Any(text => Words.Any(word => Stands(text, word)));
    }

    /// <summary>Short Latin words count only as words: "ear" stands not in "linear".</summary>
    private static bool Stands(string text, string word)
    {
        int at = text.IndexOf(word, StringComparison.Ordinal);
        bool short3 = word.Length <= 3 && char.IsAsciiLetter(word[0]);
        return at >= 0 && (!short3 || ((at == 0 || !char.IsAsciiLetter(text[at - 1])) && (at + word.Length == text.Length || !char.IsAsciiLetter(text[at + word.Length]))));
    }
}
