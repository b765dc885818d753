using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Pipeline.Registry;

/// <summary>
/// A list of patients that letters were posted to, or came back from: CSV in UTF-8 or Shift_JIS with a column of patient
/// IDs. Other columns are passed over, so that the center's own list of whom to notify can be given back as it is.
/// </summary>
public sealed class LetterList
{
    /// <summary>Most bytes.</summary>
    public const int MaximumBytes = 16 * 1024 * 1024;

    /// <summary>Most lines, the header included.</summary>
    public const int MaximumLines = 200_000;

    private static readonly string[] Headers = ["患者id", "patient_id", "patient id", "患者id patient"];
    private static readonly CsvConfiguration Csv = new(CultureInfo.InvariantCulture) { HasHeaderRecord = false, BadDataFound = null, MissingFieldFound = null };

    private LetterList(string refusal) => Refusal = refusal;

    private LetterList(IReadOnlyList<(int Line, string PatientId)> lines) => Lines = lines;

    /// <summary>Reason code where the list as a whole cannot be read.</summary>
    public string? Refusal { get; }

    /// <summary>Line within the file, 1 being the header, and what stands there as patient ID, which may be blank; each patient once.</summary>
    public IReadOnlyList<(int Line, string PatientId)> Lines { get; } = [];

    /// <summary>Reads a list. What is wrong with it is told by its refusal, never by an exception.</summary>
    public static async Task<LetterList> ReadAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        if (await ConsentTableReader.BytesAsync(stream, MaximumBytes, cancellationToken) is not { } bytes)
        {
            return new LetterList(LetterReasons.TooMany);
        }

        if (ConsentTableReader.EncodingOf(bytes) is not { } encoding)
        {
            return new LetterList(LetterReasons.List);
        }

        using var reader = new StreamReader(new MemoryStream(bytes, writable: false), encoding);
        using var csv = new CsvParser(reader, Csv);
        int column = csv.Read() ? Array.FindIndex(csv.Record ?? [], cell => Headers.Contains(FullWidth.Fold(cell).Trim().Trim('\uFEFF').ToLowerInvariant())) : -1;
        if (column < 0)
        {
            return new LetterList(LetterReasons.List);
        }

        List<(int, string)> lines = [];
        HashSet<string> known = [];
        while (csv.Read())
        {
            if (csv.RawRow > MaximumLines)
            {
                return new LetterList(LetterReasons.TooMany);
            }

            string id = column < csv.Record!.Length ? CsvTable.Unescaped(csv.Record[column].Trim()) : "";
            if ((id.Length == 0 && !Array.TrueForAll(csv.Record, string.IsNullOrWhiteSpace)) || (id.Length > 0 && known.Add(id)))
            {
                lines.Add((csv.RawRow, id));
            }
        }

        return new LetterList(lines);
    }
}
