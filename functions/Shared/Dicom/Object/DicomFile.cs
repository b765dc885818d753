namespace Pipeline.Dicom;

/// <summary>
/// A Part 10 file being read: its elements up to the first streamed value at once, that value as a stream, then what
/// follows it. Everything read throws only <see cref="DicomFormatException"/>, the stream's own exceptions and cancellation.
/// </summary>
public sealed class DicomFile : IDisposable, IAsyncDisposable
{
    private readonly HeldStream _held;
    private readonly DicomLimits _limits;
    private DataSetParser? _parser;

    internal DicomFile(HeldStream held, DicomLimits limits)
    {
        _held = held;
        _limits = limits;
    }

    /// <summary>The file meta information, group 0002; empty where the file has none.</summary>
    public DataSet Meta { get; internal set; } = new();

    /// <summary>How the data set is encoded; found by its form where (0002,0010) is absent.</summary>
    public TransferSyntax TransferSyntax { get; internal set; } = TransferSyntax.ImplicitLittleEndian;

    /// <summary>
    /// The elements up to <see cref="Streamed"/>, whose place is marked (<see cref="Element.IsStreamed"/>); all of them
    /// where nothing is streamed. May be edited before it is written.
    /// </summary>
    public DataSet DataSet { get; private set; } = new();

    /// <summary>The value being streamed now; null when there is none any more.</summary>
    public StreamedValue? Streamed { get; private set; }

    /// <summary>Whether the file began with 128 bytes and <c>DICM</c>.</summary>
    public bool HasPreamble { get; internal set; }

    /// <summary>Preamble and meta group as they stand in the file.</summary>
    internal ReadOnlySpan<byte> RawHeader => _held.Buffer.AsSpan(0, HeaderEnd);

    internal int HeaderEnd { get; set; }

    /// <summary>How elements really stand in the file, which a few writers misstate.</summary>
    internal ElementEncoding Encoding { get; set; }

    /// <summary>
    /// Reads a file from where the stream stands, up to its pixel data or end. The stream is disposed with the file
    /// unless <paramref name="leaveOpen"/>.
    /// </summary>
    public static ValueTask<DicomFile> OpenAsync(Stream stream, DicomLimits? limits = null, bool leaveOpen = false, CancellationToken cancellation = default)
        => FileParser.OpenAsync(stream, limits ?? DicomLimits.Default, synchronous: false, leaveOpen, cancellation);

    /// <summary>
    /// Like <see cref="OpenAsync"/> with synchronous reads, which for local files is faster. Everything asked of the file
    /// later completes synchronously too.
    /// </summary>
    public static DicomFile Open(Stream stream, DicomLimits? limits = null, bool leaveOpen = false)
        => Synchronous.Result(FileParser.OpenAsync(stream, limits ?? DicomLimits.Default, synchronous: true, leaveOpen, CancellationToken.None));

    /// <summary>
    /// Passes over what is left of <see cref="Streamed"/> and reads the elements after it, up to the next streamed value
    /// or the end; null when nothing was streamed, which is the end.
    /// </summary>
    public async ValueTask<DataSet?> ReadNextPartAsync(CancellationToken cancellation = default)
    {
        if (Streamed is null)
            return null;
        await Streamed.SkipAsync(cancellation);
        _held.Compact();
        Streamed = null;
        _parser!.StartNextPart();
        return await ReadPartAsync(cancellation);
    }

    /// <summary>
    /// Writes the file, edited as <paramref name="edit"/> says, reading on as it goes: once only. Where nothing is edited the
    /// output is the input byte for byte (the data set of a deflated file is deflated anew; retired big-endian re-encoded).
    /// An edited file has its group 0002 rebuilt, no group lengths, and <c>ISO_IR 192</c>.
    /// </summary>
    public ValueTask WriteToAsync(Stream output, DicomEdit edit, CancellationToken cancellation = default)
        => new FileWriter(output, synchronous: false).CopyAsync(this, edit, cancellation);

    /// <summary>Like <see cref="WriteToAsync"/> with synchronous writes; for a file opened by <see cref="Open"/>.</summary>
    public void WriteTo(Stream output, DicomEdit edit)
        => Synchronous.Wait(new FileWriter(output, synchronous: true).CopyAsync(this, edit, CancellationToken.None));

    /// <summary>
    /// Writes a new file with explicit VR: a data set made in code, and pixel data or none. UIDs for group 0002 come from
    /// (0008,0016) and (0008,0018).
    /// </summary>
    public static ValueTask CreateAsync(Stream output, DataSet dataSet, TransferSyntax syntax, PixelContent? pixels = null, CancellationToken cancellation = default)
        => new FileWriter(output, synchronous: false).CreateAsync(dataSet, syntax, pixels, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _held.Dispose();
        return ValueTask.CompletedTask;
    }

    internal async ValueTask ReadFirstPartAsync(DataSetParser parser, CancellationToken cancellation)
    {
        _parser = parser;
        DataSet = await ReadPartAsync(cancellation);
    }

    private async ValueTask<DataSet> ReadPartAsync(CancellationToken cancellation)
    {
        ParserState state = await FileParser.RunAsync(_held, _parser!, cancellation);
        if (state == ParserState.AtStreamedValue)
            Streamed = new StreamedValue(_held, _parser!.Streamed, Encoding, _limits, FrameLayout.Of(_parser.Root));
        return _parser!.Root;
    }
}
