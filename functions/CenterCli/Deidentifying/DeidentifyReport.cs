using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pipeline.Deidentification;

namespace Pipeline.CenterCli;

/// <summary>
/// A line of JSON for each file, in the order they are done: what became of it, and each attribute touched. Holds the
/// paths of inputs, which may tell names, so it is its owner's only; never an old value. Safe on any number of threads.
/// </summary>
internal sealed class DeidentifyReport : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Lock gate = new();
    private readonly string path;
    private readonly string partial;
    private readonly FileStream lines;

    private DeidentifyReport(string path, string partial, FileStream lines) => (this.path, this.partial, this.lines) = (path, partial, lines);

    /// <summary>Begins a report, which gets its name when the run ends.</summary>
    /// <exception cref="CenterException">It is there already, or cannot be written.</exception>
    public static DeidentifyReport Create(string path, bool overwrite)
    {
        if (!overwrite && Path.Exists(path))
        {
            throw new CenterException(ExitCodes.Usage, new(
                "--report のファイルがもうあります。別の名前にするか、置き換えてよければ --overwrite を付けてください。",
                "The file of --report is there already. Give another name, or --overwrite to replace it."));
        }

        string full = Path.GetFullPath(path);
        string unfinished = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.partial");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        try
        {
            return new DeidentifyReport(full, unfinished, new FileStream(unfinished, options));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CenterException(ExitCodes.Usage, new("--report のファイルを書けません。場所と権限を確認してください。", "The file of --report cannot be written. Check its place and permissions."), e);
        }
    }

    public void AddWritten(InputFile input, string output, Deidentified result) => Add(json =>
    {
        json.WriteString("input", input.Path);
        json.WriteString("outcome", "written");
        json.WriteString("output", output);
        json.WriteNull("reason");
        result.Record.WriteTo(json);
    });

    /// <summary>A picture file, of which everything beside the picture was left out.</summary>
    public void AddPhotograph(InputFile input, string output) => Add(json =>
    {
        json.WriteString("input", input.Path);
        json.WriteString("outcome", "written");
        json.WriteString("output", output);
        json.WriteNull("reason");
        json.WriteString("pixels", "photographStripped");
        json.WriteStartArray("actions");
        json.WriteEndArray();
    });

    public void AddQuarantined(InputFile input, string reason, Quarantined? why) => Add(json =>
    {
        json.WriteString("input", input.Path);
        json.WriteString("outcome", DeidentifyReasons.IsFailure(reason) ? "failed" : "quarantined");
        json.WriteNull("output");
        json.WriteString("reason", reason);
        json.WriteString("explanation", why?.Explanation ?? DeidentifyReasons.Say(reason).En);
        if (why?.Element is { } element)
        {
            json.WriteString("element", element.ToString());
        }

        if (why is { Offset: >= 0 })
        {
            json.WriteNumber("offset", why.Offset);
        }

        json.WriteStartArray("actions");
        json.WriteEndArray();
    });

    /// <summary>Gives the report its name.</summary>
    public void Dispose()
    {
        lines.Dispose();
        File.Move(partial, path, overwrite: true);
    }

    private void Add(Action<Utf8JsonWriter> write)
    {
        var line = new ArrayBufferWriter<byte>(1 << 14);
        using (var json = new Utf8JsonWriter(line, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        lock (gate)
        {
            lines.Write(line.WrittenSpan);
        }
    }
}
