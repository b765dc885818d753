using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Pipeline.Registry;

/// <summary>
/// Writes a table that a spreadsheet program opens as it is: UTF-8 with byte order mark (without it Excel takes Japanese for
/// Shift_JIS), instants in Japan's time, and no cell that begins as a formula does without an apostrophe before it.
/// </summary>
public sealed class CsvTable : IAsyncDisposable
{
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);
    private static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\r\n",
        ShouldQuote = args => ConfigurationFunctions.ShouldQuote(args) || args.Field.AsSpan().ContainsAny('\r', '\n'),
        InjectionOptions = InjectionOptions.Escape,
        InjectionCharacters = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'],
        InjectionEscapeCharacter = '\'',
    };

    private static readonly char[] Formula = Configuration.InjectionCharacters;

    private readonly CsvWriter csv;

    /// <param name="target">Left open.</param>
    public CsvTable(Stream target)
        => csv = new CsvWriter(new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), bufferSize: 64 * 1024, leaveOpen: true), Configuration);

    /// <summary>Writes a line: texts, numbers, days, instants, or null for an empty cell.</summary>
    public async Task WriteAsync(IEnumerable<object?> cells)
    {
        foreach (object? cell in cells)
        {
            csv.WriteField(TextOf(cell));
        }

        await csv.NextRecordAsync();
    }

    /// <summary>A cell as it was before it was written here: without the apostrophe before what begins as a formula does.</summary>
    internal static string Unescaped(string cell)
        => cell.Length > 1 && cell[0] == Configuration.InjectionEscapeCharacter && Formula.Contains(cell[1]) ? cell[1..] : cell;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await csv.FlushAsync();
        await csv.DisposeAsync();
    }

    private static string TextOf(object? cell) => cell switch
    {
        null => "",
        DateTimeOffset instant => instant.ToOffset(Japan).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };
}
