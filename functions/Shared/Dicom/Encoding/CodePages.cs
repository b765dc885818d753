using System.Text;

namespace Pipeline.Dicom;

/// <summary>The runtime's code pages, without registering them for the whole process.</summary>
internal static class CodePages
{
    /// <summary>An encoding that turns what it cannot decode into U+FFFD.</summary>
    public static Encoding Find(int codePage)
    {
        Encoding found = CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))
            ?? Encoding.GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));
        return found;
    }
}
