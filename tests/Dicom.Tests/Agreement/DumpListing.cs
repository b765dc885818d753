using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Dicom.Tests.Agreement;

/// <summary>
/// Reads what dcmdump and gdcmdump print: one element a line, <c>(gggg,eeee) VR value # length,multiplicity name</c>,
/// with two more spaces before it for each level. Values may hold line breaks.
/// </summary>
internal static partial class DumpListing
{
    private const string Item = "FFFE,E000";

    public static Dictionary<string, ListedElement> Parse(string dump)
    {
        var elements = new Dictionary<string, ListedElement>(StringComparer.Ordinal);
        var open = new List<(int Indent, string Path, int Items)>();
        foreach (Match match in Line().Matches(dump))
        {
            string tag = match.Groups["tag"].Value.ToUpperInvariant();
            int indent = match.Groups["indent"].Length;
            if (tag is "FFFE,E00D" or "FFFE,E0DD")
                continue;
            while (open.Count > 0 && open[^1].Indent >= indent)
                open.RemoveAt(open.Count - 1);
            string rest = match.Groups["rest"].Value;
            long? length = LengthOf(rest);
            if (tag == Item)
            {
                (int at, string sequence, int items) = open[^1];
                open[^1] = (at, sequence, items + 1);
                string path = $"{sequence}[{items.ToString(CultureInfo.InvariantCulture)}]";
                if (rest.TrimStart().StartsWith("na (Item with", StringComparison.Ordinal))
                    open.Add((indent, path + "/", 0));
                else
                    elements[path] = new ListedElement(path, null, length);
                continue;
            }
            string added = Add(elements, (open.Count > 0 ? open[^1].Path : "") + tag, RepresentationOf(rest), length);
            open.Add((indent, added, 0));
        }
        return elements;
    }

    private static string Add(Dictionary<string, ListedElement> elements, string path, Vr? vr, long? length)
    {
        string free = path;
        for (int n = 2; !elements.TryAdd(free, new ListedElement(free, vr, vr == Vr.SQ ? null : length)); n++)
            free = string.Create(CultureInfo.InvariantCulture, $"{path}#{n}");
        return free;
    }

    /// <summary>None where they print <c>??</c>. dcmdump calls encapsulated pixel data OB whatever the file says.</summary>
    private static Vr? RepresentationOf(string rest)
        => rest.Contains(" (PixelSequence #=", StringComparison.Ordinal) ? null : VrExtensions.Parse(rest.AsSpan(0, 2)) is var vr and not (Vr.None or Vr.UN) ? vr : null;

    private static long? LengthOf(string rest)
        => Length().Matches(rest).LastOrDefault() is { } match
            ? long.Parse(match.Groups["length"].Value, CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex(@"^(?<indent> *)\((?<tag>[0-9a-f]{4},[0-9a-f]{4})\) (?<rest>[^ ].(?:.|\n(?! *\([0-9a-f]{4},[0-9a-f]{4}\)))*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Line();

    /// <summary>gdcmdump tells after an odd length, in parentheses, the even one it would write.</summary>
    [GeneratedRegex(@"# +(?<length>\d+)(?: \(\d+\))?,", RegexOptions.ExplicitCapture)]
    private static partial Regex Length();
}
