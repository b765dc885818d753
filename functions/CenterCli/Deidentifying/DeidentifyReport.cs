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
    private FileStream? staged;

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
        try
        {
            return new DeidentifyReport(full, unfinished, Open(unfinished));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CenterException(ExitCodes.Usage, new("--report のファイルを書けません。場所と権限を確認してください。", "The file of --report cannot be written. Check its place and permissions."), e);
        }
    }

    public void AddWritten(InputFile input, string output, Deidentified result) => Add(Written(input, output, result));

    /// <summary>Keeps, on disk, what is to be told of a slice once its series is judged.</summary>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public ReportLine Stage(InputFile input, string output, Deidentified result)
    {
        ReadOnlyMemory<byte> line = LineOf(Written(input, output, result));
        lock (gate)
        {
            staged ??= Open(partial + "-staged", FileOptions.DeleteOnClose);
            var at = new ReportLine(staged.Length, line.Length);
            staged.Position = at.Offset;
            staged.Write(line.Span);
            return at;
        }
    }

    /// <summary>Tells of a slice as it was kept.</summary>
    public void AddStaged(ReportLine line)
    {
        byte[] told = new byte[line.Length];
        lock (gate)
        {
            staged!.Position = line.Offset;
            staged.ReadExactly(told);
            lines.Write(told);
        }
    }

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
        staged?.Dispose();
        lines.Dispose();
        File.Move(partial, path, overwrite: true);
    }

    private static FileStream Open(string path, FileOptions more = FileOptions.None)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, BufferSize = 1 << 16, Options = more };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    private static Action<Utf8JsonWriter> Written(InputFile input, string output, Deidentified result) => json =>
    {
        json.WriteString("input", input.Path);
        json.WriteString("outcome", "written");
        json.WriteString("output", output);
        json.WriteNull("reason");
        result.Record.WriteTo(json);
    };

    private static ReadOnlyMemory<byte> LineOf(Action<Utf8JsonWriter> write)
    {
        var line = new ArrayBufferWriter<byte>(1 << 14);
        using (var json = new Utf8JsonWriter(line, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        return line.WrittenMemory;
    }

    private void Add(Action<Utf8JsonWriter> write)
    {
        ReadOnlyMemory<byte> line = LineOf(write);
        lock (gate)
        {
            lines.Write(line.Span);
        }
    }
}
