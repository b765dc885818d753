using System.Globalization;

namespace Pipeline.Dicom.Tests.Agreement;

/// <summary>Many files at once through readers that are slow to start.</summary>
internal static class Readers
{
    /// <summary>pydicom's elements of each file, in order; none for one that it cannot read.</summary>
    public static IReadOnlyList<Dictionary<string, ListedElement>> PydicomOrSkip(IReadOnlyList<string> files)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Agreement", "pydicom_listing.py");
        string[] listings = Python.RunOrSkip(File.ReadAllText(script), string.Join('\n', files)).Split("=\n")[1..];
        listings.Length.ShouldBe(files.Count);
        return [.. listings.Select(PydicomListing)];
    }

    /// <summary>What dcmdump prints, by file. UN of a known element is shown as what it is.</summary>
    public static IReadOnlyDictionary<string, string> DcmdumpOrSkip(IReadOnlyList<string> files)
    {
        const string program = "/usr/bin/dcmdump";
        Tool.RequireOrSkip(program);
        ToolResult result = Tool.Run(program, ["-q", "+F", "+Qo", "+uc", .. files]);
        return result.Output.Split("# dcmdump (")[1..].ToDictionary(
            file => file[(file.IndexOf(": ", StringComparison.Ordinal) + 2)..file.IndexOf('\n', StringComparison.Ordinal)], StringComparer.Ordinal);
    }

    private static Dictionary<string, ListedElement> PydicomListing(string lines)
    {
        var elements = new Dictionary<string, ListedElement>(StringComparer.Ordinal);
        foreach (string[] fields in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')))
        {
            if (fields.Length != 4)
                continue;
            Vr vr = VrExtensions.Parse(fields[1]);
            long? length = fields[2].Length > 0 ? long.Parse(fields[2], CultureInfo.InvariantCulture) : null;
            elements[fields[0]] = new ListedElement(fields[0], vr is Vr.None or Vr.UN ? null : vr, length, fields[3].Length > 0 ? fields[3] : null);
        }
        return elements;
    }
}
