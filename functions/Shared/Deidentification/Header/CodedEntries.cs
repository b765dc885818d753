using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>
/// Code triples (PS3.3 §8.8). Codes of published schemes stay; a hospital's own code (99…) and its meaning may say
/// anything: the code becomes a pseudonym, so that equal codes stay equal, the meaning goes.
/// </summary>
internal static partial class CodedEntries
{
    // Stryker disable String : a table of data, read once; its tests compare it with the standard
    private static readonly FrozenSet<string> Published = new[]
    {
        "DCM", "SCT", "SRT", "SNM3", "99SDM", "LN", "UCUM", "FMA", "RADLEX", "I10", "I9C", "ICD10", "ICD-10", "JJ1017", "JJ1017T", "JJ1017-16P", "JLAC10", "MDC", "NCIt", "UMLS",
        "BI", "C4", "ISO3166_1", "ISO639_1", "RFC3066", "RFC5646", "NEU", "IEEE", "PUBCHEM_CID", "MA", "MAYO",
    }.ToFrozenSet();

    // Stryker restore String
    private static bool IsPart(Tag tag) => tag == Tags.CodeValue || tag == Tags.LongCodeValue || tag == Tags.CodingSchemeDesignator || tag == Tags.CodeMeaning || tag == Tags.CodingSchemeVersion;

    /// <summary>Whether this is part of a triple whose scheme is the sender's own.</summary>
    public static bool IsLocalCode(in Element element)
        => IsPart(element.Tag) && !IsPublished(element.DataSet);

    /// <summary>Whether this is a code, scheme or version of a published scheme, written as codes are; its meaning is text all the same.</summary>
    public static bool IsStandardCode(in Element element)
        => IsPart(element.Tag) && element.Tag != Tags.CodeMeaning && IsPublished(element.DataSet) && CodePattern.IsMatch(element.DataSet.GetString(element.Tag) ?? "");

    /// <summary>What stands instead of a part of a local triple; null where there is nothing to hide.</summary>
    public static string? Masked(in Element element, ObjectPseudonyms pseudonyms)
    {
        string original = element.DataSet.GetString(element.Tag) ?? "";
        if (original.Length == 0) return null;
        if (element.Tag == Tags.CodingSchemeDesignator) return "99LOCAL";
        return element.Tag == Tags.CodeMeaning ? "Local code" : element.Tag == Tags.CodingSchemeVersion ? "1" : pseudonyms.Identifier(PseudonymKind.Identifier, original);
    }

    private static bool IsPublished(DataSet item) => item.GetString(Tags.CodingSchemeDesignator) is { } scheme && Published.Contains(scheme);

    [GeneratedRegex(@"^[A-Za-z0-9./%*{}\[\]()^+_-]{1,64}\z")]
    private static partial Regex CodePattern { get; }
}
