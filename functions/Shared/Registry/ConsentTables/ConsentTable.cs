using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Pipeline.Registry;

/// <summary>A consent table held in memory (at most 64 MiB of it), read line by line: no line can spoil another.</summary>
public sealed class ConsentTable
{
    /// <summary>Most lines, header included.</summary>
    public const int MaximumLines = 2_000_000;

    /// <summary>Most characters of a cell.</summary>
    public const int MaximumCell = 1_000;

    private static readonly CsvConfiguration Csv = new(System.Globalization.CultureInfo.InvariantCulture)
    {
        HasHeaderRecord = false, BadDataFound = null, IgnoreBlankLines = false, ProcessFieldBufferSize = 256, BufferSize = 256,
    };

    private readonly byte[] bytes;
    private readonly int start;
    private readonly Encoding encoding;
    private readonly ConsentColumns? columns;
    private readonly FrozenSet<string> contradicted;
    private readonly DateOnly receivedOn;

    internal ConsentTable(byte[] bytes, int start, Encoding encoding, DateOnly receivedOn)
    {
        this.bytes = bytes;
        this.start = start;
        this.encoding = encoding;
        this.receivedOn = receivedOn;
        (columns, Refusal) = ReadHeader();
        contradicted = columns is null ? [] : Contradicted();
    }

    private ConsentTable(string refusal)
    {
        Refusal = refusal;
        bytes = [];
        encoding = Encoding.UTF8;
        contradicted = [];
    }

    /// <summary>Reason code where the table as a whole cannot be read; none: its lines can.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The lines after the header, blank ones left out; none where the table is refused. Each call reads anew.</summary>
    public IEnumerable<ConsentRow> Rows()
    {
        if (Refusal is not null)
        {
            yield break;
        }

        foreach ((int number, string line) in Lines())
        {
            yield return Row(number, line);
        }
    }

    internal static ConsentTable Refused(string reason) => new(reason);

    private (ConsentColumns? Columns, string? Refusal) ReadHeader()
    {
        using StreamReader reader = Reader();
        return reader.ReadLine() is { Length: > 0 } line
            ? Cells(line) is { } header ? ConsentColumns.Read(header) : (null, ConsentReasons.Malformed)
            : (null, ConsentReasons.Empty);
    }

    /// <summary>Patients that two lines state differently, whatever is right or wrong with those lines.</summary>
    private FrozenSet<string> Contradicted()
    {
        var stated = new Dictionary<string, UInt128>();
        var different = new HashSet<string>();
        int last = 1;
        foreach ((int number, string line) in Lines())
        {
            last = number;
            if (number > MaximumLines)
            {
                break;
            }

            if (Cells(line) is not { } cells || cells.Length != columns!.Count)
            {
                continue;
            }

            string patient = columns.Cell(cells, ConsentColumns.PatientId);
            UInt128 digest = Digest(cells);
            if (!stated.TryAdd(patient, digest) && stated[patient] != digest)
            {
                different.Add(patient);
            }
        }

        Refusal = last > MaximumLines ? ConsentReasons.TooLarge : null;
        return different.ToFrozenSet();
    }

    private ConsentRow Row(int number, string line)
    {
        if (Cells(line) is not { } cells)
        {
            return Refuse(number, null, ConsentReasons.Malformed);
        }

        if (cells.Length != columns!.Count)
        {
            return Refuse(number, null, ConsentReasons.CellCount);
        }

        string patient = columns.Cell(cells, ConsentColumns.PatientId);
        if (patient.Length > MaximumCell)
        {
            return Refuse(number, null, ConsentReasons.CellTooLong);
        }

        ConsentRow row = new ConsentLineReader(columns, cells, number, receivedOn).Read();
        ConsentProblem? problem = Array.Exists(cells, cell => cell.Length > MaximumCell) ? new(number, null, ConsentReasons.CellTooLong)
            : contradicted.Contains(patient) ? new(number, ConsentColumns.PatientId, ConsentReasons.Contradiction)
            : null;
        return problem is null ? row : row with { Accepted = null, Problems = [problem] };
    }

    private static ConsentRow Refuse(int number, string? column, string reason) => new(number, string.Empty, null, [new ConsentProblem(number, column, reason)]);

    private IEnumerable<(int Number, string Line)> Lines()
    {
        using StreamReader reader = Reader();
        reader.ReadLine();
        for (int number = 2; reader.ReadLine() is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line.Replace(',', ' ')))
            {
                yield return (number, line);
            }
        }
    }

    private StreamReader Reader() => new(new MemoryStream(bytes, start, bytes.Length - start, writable: false), encoding, detectEncodingFromByteOrderMarks: false);

    /// <summary>The cells of one line; none: its quotation marks do not match.</summary>
    private static string[]? Cells(string line)
    {
        if (line.Count(character => character == '"') % 2 != 0)
        {
            return null;
        }

        using var reader = new StringReader(line);
        using var parser = new CsvParser(reader, Csv);
        return parser.Read() ? parser.Record : null;
    }

    private static UInt128 Digest(string[] cells)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', cells.Select(cell => cell.Trim()))));
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
