namespace Pipeline.Dicom;

/// <summary>Reads preamble and meta group (PS3.10 §7.1), or finds out what a file without them is.</summary>
internal static class FileParser
{
    private const int PreambleLength = 128;
    private const string MediaStorageDirectory = "1.2.840.10008.1.3.10";
    private static readonly Tag Nowhere = new(0);

    public static async ValueTask<DicomFile> OpenAsync(Stream stream, DicomLimits limits, bool synchronous, bool leaveOpen, CancellationToken cancellation)
    {
        var held = new HeldStream(stream, limits, synchronous, leaveOpen);
        try
        {
            return await ReadAsync(held, limits, cancellation);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public static async ValueTask<ParserState> RunAsync(HeldStream held, DataSetParser parser, CancellationToken cancellation)
    {
        while (true)
        {
            ParserState state = parser.Advance();
            if (state != ParserState.NeedsBytes)
                return state;
            await held.FillAsync(parser.Needed, parser.Current, cancellation);
        }
    }

    private static async ValueTask<DicomFile> ReadAsync(HeldStream held, DicomLimits limits, CancellationToken cancellation)
    {
        var file = new DicomFile(held, limits);
        await held.FillAsync(PreambleLength + 4 + 16, Nowhere, cancellation);
        file.HasPreamble = held.Available >= PreambleLength + 4 && held.Buffer.AsSpan(PreambleLength, 4).SequenceEqual("DICM"u8);
        if (file.HasPreamble)
            held.Position = PreambleLength + 4;
        if (StartsWithMeta(held.Buffer.AsSpan(held.Position, held.Available)))
        {
            var metaParser = new DataSetParser(held, limits, ElementEncoding.ExplicitLittle, isMeta: true);
            await RunAsync(held, metaParser, cancellation);
            file.Meta = metaParser.Root;
            file.Meta.RawEnd = held.Position;
        }
        file.HeaderEnd = held.Position;
        held.HeldEnd = held.Position;
        file.TransferSyntax = Syntax(file, held);
        RefuseDirectory(file.Meta, Tags.MediaStorageSOPClassUID);
        file.Encoding = Encoding(file.TransferSyntax, held);
        if (file.TransferSyntax.IsDeflated)
            held.StartInflating();
        await file.ReadFirstPartAsync(new DataSetParser(held, limits, file.Encoding, isMeta: false), cancellation);
        RefuseDirectory(file.DataSet, Tags.SOPClassUID);
        if (file.DataSet.Contains(Tags.DirectoryRecordSequence))
            throw Directory(file.DataSet, Tags.DirectoryRecordSequence);
        if (file.DataSet.Count == 0)
            throw new DicomFormatException(DicomReason.NotDicom, held.Offset, Nowhere, "there is no data set");
        return file;
    }

    private static bool StartsWithMeta(ReadOnlySpan<byte> bytes) => bytes.Length >= 8 && bytes is [2, 0, _, _, >= (byte)'A' and <= (byte)'Z', ..];

    private static TransferSyntax Syntax(DicomFile file, HeldStream held)
    {
        if (file.Meta.GetString(Tags.TransferSyntaxUID) is { Length: > 0 } uid)
        {
            return TransferSyntax.Find(uid)
                ?? throw new DicomFormatException(DicomReason.UnknownTransferSyntax, held.Offset, Tags.TransferSyntaxUID, "the transfer syntax is unknown");
        }
        return Guess(held.Buffer.AsSpan(held.Position, held.Available))
            ?? throw new DicomFormatException(DicomReason.NotDicom, held.Offset, Nowhere, "neither a preamble nor the beginning of a data set");
    }

    private static void RefuseDirectory(DataSet dataSet, Tag classTag)
    {
        if (dataSet.GetString(classTag) == MediaStorageDirectory)
            throw Directory(dataSet, classTag);
    }

    private static DicomFormatException Directory(DataSet dataSet, Tag tag)
        => new(DicomReason.Dicomdir, dataSet.OffsetOf(tag), tag, "a DICOMDIR lists other files and their patients");

    /// <summary>
    /// Some writers say one thing in (0002,0010) and do the other: where the first element plainly is explicit or implicit,
    /// that holds. Byte order and compression are taken as said.
    /// </summary>
    private static ElementEncoding Encoding(TransferSyntax said, HeldStream held)
    {
        ElementEncoding encoding = FileWriter.EncodingOf(said);
        if (encoding == ElementEncoding.ExplicitBig || said.IsDeflated)
            return encoding;
        TransferSyntax? found = Guess(held.Buffer.AsSpan(held.Position, held.Available));
        return found is null or { IsBigEndian: true } ? encoding : FileWriter.EncodingOf(found);
    }

    /// <summary>
    /// The syntax of a data set without meta group: one that begins with an element of group 0008 (or a lower even one),
    /// whose representation, or else whose length, makes sense. Null when there is doubt.
    /// </summary>
    private static TransferSyntax? Guess(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8)
            return null;
        bool isExplicit = ((Vr)((bytes[4] << 8) | bytes[5])).IsDefined();
        Tag little = ElementHeader.ReadTag(bytes, big: false);
        Tag big = ElementHeader.ReadTag(bytes, big: true);
        if (IsPlausibleStart(little))
        {
            if (isExplicit)
                return TransferSyntax.ExplicitLittleEndian;
            ElementHeader.TryRead(bytes, ElementEncoding.ImplicitLittle, out ElementHeader header);
            return header.Length <= 0xFFFF && DicomDictionary.VrOf(little) != Vr.UN ? TransferSyntax.ImplicitLittleEndian : null;
        }
        return isExplicit && IsPlausibleStart(big) ? TransferSyntax.ExplicitBigEndian : null;
    }

    private static bool IsPlausibleStart(Tag tag) => tag.Group is >= 0x0004 and <= 0x0010 && !tag.IsPrivate;
}
