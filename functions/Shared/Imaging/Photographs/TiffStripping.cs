using System.Buffers.Binary;

namespace Pipeline.Imaging.Photographs;

/// <summary>
/// Writes a TIFF file anew around its strips or tiles: directories with known fields only, one for each page that is no
/// thumbnail. Sub-directories (Exif, GPS, private ones) are not followed.
/// </summary>
internal sealed class TiffStripping : IDisposable
{
    private const int Pages = 1_000;
    private const int Pieces = 1 << 20;

    private readonly ReadOnlyMemory<byte> _memory;
    private readonly bool _little;
    private readonly MemoryStream _output = new();
    private readonly HashSet<uint> _seen = [];
    private int _orientation = 1;
    private bool _profile;

    private TiffStripping(ReadOnlyMemory<byte> file) => (_memory, _little) = (file, file.Span[0] == 'I');

    private ReadOnlySpan<byte> File => _memory.Span;

    public static StrippedPhotograph Strip(ReadOnlyMemory<byte> file)
    {
        using var stripping = new TiffStripping(file);
        return stripping.Run();
    }

    public void Dispose() => _output.Dispose();

    private StrippedPhotograph Run()
    {
        _output.Write(File[..4]);
        _output.Write(new byte[4]);
        long link = 4;
        uint next = Number32(4);
        int pages = 0;
        while (next != 0)
        {
            if (!_seen.Add(next) || _seen.Count > Pages) throw PhotographStripping.Corrupt("TIFF directories without an end");
            List<TiffField> fields = Directory(next, out next, out long[]? offsets, out long[]? lengths, out bool tiled);
            if (fields.Exists(field => field.Tag == TiffFields.NewSubfileType && (One(field) & 1) == 1)) continue;
            link = Page(link, fields, offsets, lengths, tiled);
            pages++;
        }

        if (pages == 0) throw PhotographStripping.Corrupt("a TIFF file without a picture");
        return new StrippedPhotograph(PhotographFormat.Tiff, _output.ToArray(), _orientation, _profile);
    }

    /// <summary>The fields of one directory that are kept, and where its pieces lie.</summary>
    private List<TiffField> Directory(uint at, out uint next, out long[]? offsets, out long[]? lengths, out bool tiled)
    {
        (offsets, lengths, tiled) = (null, null, false);
        int count = Number16(at);
        List<TiffField> fields = [];
        for (int i = 0; i < count; i++)
        {
            long entry = at + 2 + (12L * i);
            (ushort tag, ushort type, uint values) = (Number16(entry), Number16(entry + 2), Number32(entry + 4));
            if (tag == TiffFields.IccProfile) _profile = true;
            bool place = tag is TiffFields.StripOffsets or TiffFields.TileOffsets, size = tag is TiffFields.StripByteCounts or TiffFields.TileByteCounts;
            if (!place && !size && !TiffFields.IsKept(tag, type, values)) continue;
            if ((place || size) && (type is not (3 or 4) || values is 0 or > Pieces)) throw PhotographStripping.Corrupt("TIFF pieces that cannot be found");
            long bytes = (long)values * TiffField.SizeOf(type);
            ReadOnlySpan<byte> value = Slice(bytes <= 4 ? entry + 8 : Number32(entry + 8), bytes);
            var field = new TiffField(tag, type, (int)values, value.ToArray());
            if (place) (offsets, tiled) = (All(field), tag == TiffFields.TileOffsets);
            else if (size) lengths = All(field);
            else if (!fields.Exists(known => known.Tag == tag)) fields.Add(field);
        }

        next = Number32(at + 2 + (12L * count));
        return fields;
    }

    /// <summary>Copies the pieces, writes the directory, and links it from the one before; where its own link stands.</summary>
    private long Page(long link, List<TiffField> fields, long[]? offsets, long[]? lengths, bool tiled)
    {
        if (offsets is null || lengths is null || offsets.Length != lengths.Length) throw PhotographStripping.Corrupt("a TIFF directory without its pieces");
        long compression = Value(fields, TiffFields.Compression, 1);
        if (!TiffFields.Compressions.Contains(compression)) throw PhotographStripping.Unsupported("a TIFF compression whose strips could hold more than samples");
        if (compression == 1) RequirePlainSize(fields, lengths, tiled);
        byte[] places = new byte[4 * offsets.Length], sizes = new byte[4 * offsets.Length];
        for (int i = 0; i < offsets.Length; i++)
        {
            Set32(places.AsSpan(4 * i), (uint)_output.Position);
            Set32(sizes.AsSpan(4 * i), (uint)lengths[i]);
            _output.Write(Slice(offsets[i], lengths[i]));
            if (_output.Length > 2L * File.Length) throw PhotographStripping.Corrupt("TIFF pieces that lie over each other");
        }

        fields.Add(new TiffField(tiled ? TiffFields.TileOffsets : TiffFields.StripOffsets, 4, offsets.Length, places));
        fields.Add(new TiffField(tiled ? TiffFields.TileByteCounts : TiffFields.StripByteCounts, 4, offsets.Length, sizes));
        if (_seen.Count == 1 && Value(fields, TiffFields.Orientation, 1) is var turned and >= 1 and <= 8) _orientation = (int)turned;
        return WriteDirectory(link, [.. fields.OrderBy(field => field.Tag)]);
    }

    private long WriteDirectory(long link, List<TiffField> fields)
    {
        List<byte[]> entries = [];
        foreach (TiffField field in fields)
        {
            byte[] entry = new byte[12];
            Set16(entry, field.Tag);
            Set16(entry.AsSpan(2), field.Type);
            Set32(entry.AsSpan(4), (uint)field.Count);
            if (field.Value.Length <= 4) field.Value.CopyTo(entry, 8);
            else
            {
                Align();
                Set32(entry.AsSpan(8), (uint)_output.Position);
                _output.Write(field.Value);
            }

            entries.Add(entry);
        }

        Align();
        long start = _output.Position;
        byte[] word = new byte[4];
        Set16(word, (ushort)entries.Count);
        _output.Write(word, 0, 2);
        foreach (byte[] entry in entries) _output.Write(entry);
        long own = _output.Position;
        _output.Write(new byte[4]);
        Set32(word, (uint)start);
        _output.Position = link;
        _output.Write(word);
        _output.Position = _output.Length;
        return own;
    }

    /// <summary>Samples that nothing compresses have a size that is known: a longer piece holds something else.</summary>
    private void RequirePlainSize(List<TiffField> fields, long[] lengths, bool tiled)
    {
        long width = Value(fields, tiled ? TiffFields.TileWidth : TiffFields.Width, 0);
        long rows = tiled ? Value(fields, TiffFields.TileLength, 0) : Math.Min(Value(fields, TiffFields.RowsPerStrip, uint.MaxValue), Value(fields, TiffFields.Length, 0));
        long samples = Math.Max(1, Value(fields, TiffFields.SamplesPerPixel, 1)), bits = Math.Max(1, Value(fields, TiffFields.BitsPerSample, 1));
        long most = Math.Min(width, 1 << 20) * Math.Min(samples, 16) * Math.Min(bits, 64);
        if (lengths.Any(length => length > Math.Min(rows, 1 << 20) * ((most + 7) / 8))) throw PhotographStripping.Hidden("a TIFF piece longer than its samples");
    }

    private long Value(List<TiffField> fields, ushort tag, long absent)
    {
        foreach (TiffField field in fields)
        {
            if (field.Tag == tag) return One(field);
        }

        return absent;
    }

    private long One(TiffField field) => field.Type switch { 1 => field.Value[0], 3 => Read16(field.Value), _ => Read32(field.Value) };

    private long[] All(TiffField field)
    {
        var all = new long[field.Count];
        for (int i = 0; i < all.Length; i++) all[i] = field.Type == 3 ? Read16(field.Value.AsSpan(2 * i)) : Read32(field.Value.AsSpan(4 * i));
        return all;
    }

    private void Align()
    {
        if (_output.Position % 2 == 1) _output.WriteByte(0);
    }

    private ReadOnlySpan<byte> Slice(long at, long length)
        => at >= 0 && length >= 0 && at <= File.Length && length <= File.Length - at ? File.Slice((int)at, (int)length) : throw PhotographStripping.Corrupt("a TIFF file that ends early");

    private ushort Number16(long at) => Read16(Slice(at, 2));

    private uint Number32(long at) => Read32(Slice(at, 4));

    private ushort Read16(ReadOnlySpan<byte> bytes) => _little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private uint Read32(ReadOnlySpan<byte> bytes) => _little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private void Set16(Span<byte> bytes, ushort value)
    {
        if (_little) BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        else BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
    }

    private void Set32(Span<byte> bytes, uint value)
    {
        if (_little) BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        else BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
    }
}
