using Pipeline.Dicom;

namespace Pipeline.Deidentification.Tests;

/// <summary>A row of the standard's own table, read by the tests' own reader.</summary>
/// <param name="Tag">Of a pattern, one tag that matches it.</param>
/// <param name="Basic">As written: X, Z, D, U, X/Z ….</param>
/// <param name="Options">K, C or nothing, by the column's name.</param>
internal sealed record TableRow(Tag Tag, string Basic, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>The columns, in the table's order, under the names that profiles use.</summary>
    public static string[] Columns { get; } =
    [
        "retainSafePrivate", "retainUids", "retainDeviceIdentity", "retainInstitutionIdentity", "retainPatientCharacteristics", "full", "modified", "cleanDescriptors",
        "cleanStructuredContent", "cleanGraphics",
    ];

    public static IReadOnlyList<TableRow> ReadAll()
        => [.. File.ReadLines(Repository.SharedOrSkip("standards", "confidentiality-profile.tsv")).Skip(2).Select(line => Read(line.Split('\t')))];

    /// <summary>What the columns in force say: cleaning where one says so, else keeping, else the basic action.</summary>
    public string ActionUnder(IReadOnlyCollection<string> options)
    {
        string[] said = [.. options.Select(option => Options.GetValueOrDefault(option, "")).Where(action => action.Length > 0)];
        return said.Contains("C") ? "C" : said.Contains("K") ? "K" : Basic;
    }

    private static TableRow Read(string[] cells)
    {
        uint value = cells[0] switch
        {
            "50XX,XXXX" => 0x5002_0030,
            "60XX,3000" => 0x6002_3000,
            "60XX,4000" => 0x6002_4000,
            ['G', ..] => 0x0029_1010,
            string tag => Convert.ToUInt32(tag.Replace(",", "", StringComparison.Ordinal), 16),
        };
        var options = Columns.Select((name, index) => (name, action: cells[index + 3].Trim())).ToDictionary(column => column.name, column => column.action);
        return new TableRow(new Tag((ushort)(value >> 16), (ushort)value), cells[2], options);
    }
}
