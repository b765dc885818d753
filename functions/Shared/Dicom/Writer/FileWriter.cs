using System.IO.Compression;

namespace Pipeline.Dicom;

/// <summary>Writes one Part 10 file: edited from another, or new.</summary>
internal sealed class FileWriter(Stream output, bool synchronous)
{
    private Stream _output = output;

    public async ValueTask CopyAsync(DicomFile file, DicomEdit edit, CancellationToken cancellation)
    {
        using var buffer = new PooledBuffer();
        DataSet part = file.DataSet;
        await edit.EditAsync(file, part, cancellation);
        StreamedDecision decision = file.Streamed is { } first ? edit.Decide(file, first) : StreamedDecision.Keep;
        TransferSyntax syntax = edit.OutputSyntax ?? file.TransferSyntax;
        if (decision.Content is not null && file.Streamed!.IsPixelData)
            DropExtendedOffsets(part);
        bool edited = part.IsChanged || !decision.IsKept || syntax != file.TransferSyntax;
        if (edited)
        {
            part.ConvertToUtf8();
            MetaGroup.Write(buffer, part, file.Meta, syntax);
        }
        else
            buffer.Write(file.RawHeader);
        Stream? deflate = await StartDataSetAsync(buffer, syntax, cancellation);
        ElementEncoding encoding = edited ? EncodingOf(syntax) : file.Encoding;
        DataSet? next = part;
        while (next is not null)
        {
            next = await WritePartAsync(file, next, decision, new PartTarget(buffer, encoding, syntax, edited), cancellation);
            if (next is null)
                break;
            await edit.EditAsync(file, next, cancellation);
            if (edited)
                next.ConvertToUtf8();
            else if (next.IsChanged && !part.IsUtf8)
                throw new InvalidOperationException("What follows pixel data may be edited only together with what precedes it: that has been written in another character set.");
            edited |= next.IsChanged;
            decision = file.Streamed is { } later ? edit.Decide(file, later) : StreamedDecision.Keep;
        }
        if (deflate is not null)
            await deflate.DisposeAsync();
    }

    public async ValueTask CreateAsync(DataSet dataSet, TransferSyntax syntax, PixelContent? pixels, CancellationToken cancellation)
    {
        if (pixels is not null && pixels.IsEncapsulated != syntax.IsEncapsulated)
            throw new ArgumentException("Pixel data and transfer syntax must both be encapsulated, or neither.", nameof(pixels));
        using var buffer = new PooledBuffer();
        dataSet.ConvertToUtf8();
        MetaGroup.Write(buffer, dataSet, null, syntax);
        Stream? deflate = await StartDataSetAsync(buffer, syntax, cancellation);
        var writer = new DataSetWriter(buffer, EncodingOf(syntax));
        int before = 0;
        while (before < dataSet.Count && dataSet[before].Tag < Tags.PixelData)
            before++;
        writer.Write(dataSet, 0, before, edited: true);
        if (pixels is not null)
            await WriteContentAsync(Tags.PixelData, pixels, buffer, writer, EncodingOf(syntax), cancellation);
        writer.Write(dataSet, before, dataSet.Count, edited: true);
        await FlushAsync(buffer, cancellation);
        if (deflate is not null)
            await deflate.DisposeAsync();
    }

    /// <summary>The extended tables speak of the old frames.</summary>
    private static void DropExtendedOffsets(DataSet part)
    {
        part.Remove(Tags.ExtendedOffsetTable);
        part.Remove(Tags.ExtendedOffsetTableLengths);
    }

    private static DeflateStream Deflated(Stream output) => new(output, CompressionLevel.Optimal, leaveOpen: true);

    public static ElementEncoding EncodingOf(TransferSyntax syntax) => syntax switch
    {
        { IsBigEndian: true } => ElementEncoding.ExplicitBig,
        { IsExplicit: false } => ElementEncoding.ImplicitLittle,
        _ => ElementEncoding.ExplicitLittle,
    };

    /// <summary>What was written so far is plain; from here on it may be deflated.</summary>
    private async ValueTask<Stream?> StartDataSetAsync(PooledBuffer buffer, TransferSyntax syntax, CancellationToken cancellation)
    {
        if (!syntax.IsDeflated)
            return null;
        await FlushAsync(buffer, cancellation);
        return _output = Deflated(_output);
    }

    /// <summary>Writes one part and its streamed value; returns the part after it, or null at the end.</summary>
    private async ValueTask<DataSet?> WritePartAsync(DicomFile file, DataSet part, StreamedDecision decision, PartTarget target, CancellationToken cancellation)
    {
        var writer = new DataSetWriter(target.Buffer, target.Encoding);
        int place = StreamedPlace(part);
        bool raw = !target.Edited && part.SourceEncoding == target.Encoding && target.Encoding != ElementEncoding.ExplicitBig;
        if (raw)
            target.Buffer.Write(part.HeldBytes(part.HeaderOffset, part.RawEnd - part.HeaderOffset));
        else
            writer.Write(part, 0, place, target.Edited);
        if (place == part.Count)
        {
            await FlushAsync(target.Buffer, cancellation);
            return await file.ReadNextPartAsync(cancellation);
        }
        if (decision.Content is { } content)
            await WriteContentAsync(part[place].Tag, content, target.Buffer, writer, target.Encoding, cancellation);
        else if (!decision.IsRemoved)
            await KeepAsync(file, part, place, writer, target, cancellation);
        DataSet? next = await file.ReadNextPartAsync(cancellation);
        if (!raw)
            writer.Write(part, place + 1, part.Count, target.Edited);
        await FlushAsync(target.Buffer, cancellation);
        return next;
    }

    private static int StreamedPlace(DataSet part)
    {
        int place = 0;
        while (place < part.Count && !part[place].IsStreamed)
            place++;
        return place;
    }

    private async ValueTask KeepAsync(DicomFile file, DataSet part, int place, DataSetWriter writer, PartTarget target, CancellationToken cancellation)
    {
        StreamedValue value = file.Streamed!;
        if (value.IsEncapsulated != target.Syntax.IsEncapsulated && value.IsPixelData && target.Syntax != file.TransferSyntax)
            throw new InvalidOperationException("Pixel data must be replaced when it becomes encapsulated or native.");
        if (value.IsEncapsulated)
        {
            WriteStreamedHeader(part, place, writer, target, ElementHeader.Undefined);
            await KeepFragmentsAsync(value, target.Buffer, writer, cancellation);
            return;
        }
        bool padded = target.Edited && (value.Length & 1) != 0;
        WriteStreamedHeader(part, place, writer, target, (uint)(value.Length + (padded ? 1 : 0)));
        await FlushAsync(target.Buffer, cancellation);
        bool swaps = part.SourceEncoding == ElementEncoding.ExplicitBig != (target.Encoding == ElementEncoding.ExplicitBig);
        await CopyAsync(value, swaps ? value.Vr.UnitSize() : 1, value.Length, cancellation);
        if (padded)
            target.Buffer.WriteByte(value.Vr.Padding());
    }

    private static void WriteStreamedHeader(DataSet part, int place, DataSetWriter writer, PartTarget target, uint length)
    {
        ref readonly ElementEntry entry = ref part.Entries[place];
        if (!target.Edited && part.SourceEncoding == target.Encoding && target.Encoding != ElementEncoding.ExplicitBig)
            target.Buffer.Write(part.HeldBytes(entry.HeaderOffset, entry.ValueOffset - entry.HeaderOffset));
        else
            writer.WriteHeader(entry.Tag, entry.Vr, length);
    }

    private async ValueTask KeepFragmentsAsync(StreamedValue value, PooledBuffer buffer, DataSetWriter writer, CancellationToken cancellation)
    {
        IReadOnlyList<uint> table = await value.ReadOffsetTableAsync(cancellation);
        if (!value.IsRead)
        {
            writer.WriteItemHeader((uint)table.Count * 4);
            foreach (uint offset in table)
                buffer.WriteUInt32(offset, big: false);
        }
        while (await value.ReadFragmentAsync(cancellation) is { } fragment)
        {
            writer.WriteItemHeader((uint)fragment.Length);
            await FlushAsync(buffer, cancellation);
            await CopyAsync(value, 1, fragment.Length, cancellation);
        }
        writer.WriteSequenceEnd();
    }

    private async ValueTask CopyAsync(StreamedValue value, int unit, long length, CancellationToken cancellation)
    {
        byte[] copy = CopyBuffer.Rent(length);
        try
        {
            int kept = 0;
            int count;
            while ((count = await value.TakeAsync(copy.AsMemory(kept), cancellation)) > 0)
            {
                count += kept;
                int whole = count / unit * unit;
                ByteOrder.Swap(copy.AsSpan(0, whole), unit);
                await WriteAsync(copy.AsMemory(0, whole), cancellation);
                copy.AsSpan(whole, count - whole).CopyTo(copy);
                kept = count - whole;
            }
            await WriteAsync(copy.AsMemory(0, kept), cancellation);
        }
        finally
        {
            CopyBuffer.Return(copy);
        }
    }

    private async ValueTask WriteContentAsync(Tag tag, PixelContent content, PooledBuffer buffer, DataSetWriter writer, ElementEncoding encoding, CancellationToken cancellation)
    {
        if (content.IsEncapsulated)
        {
            writer.WriteHeader(tag, Vr.OB, ElementHeader.Undefined);
            WriteOffsetTable(content, buffer, writer);
            await WriteFramesAsync(content, buffer, writer, cancellation);
            writer.WriteSequenceEnd();
            return;
        }
        if (encoding == ElementEncoding.ExplicitBig)
            throw new InvalidOperationException("New pixel data is written in little-endian syntaxes only.");
        uint padding = (uint)(content.Length & 1);
        writer.WriteHeader(tag, content.Vr, (uint)content.Length + padding);
        await FlushAsync(buffer, cancellation);
        long written = 0;
        await foreach (ReadOnlyMemory<byte> piece in content.Pieces.WithCancellation(cancellation))
        {
            written += piece.Length;
            await WriteAsync(piece, cancellation);
        }
        if (written != content.Length)
            throw new InvalidOperationException("The pixel content has another length than was said.");
        if (padding == 1)
            buffer.WriteByte(0);
    }

    /// <summary>Offsets of 32 bits; an empty table where frames are unknown or too long for it (PS3.5 §A.4).</summary>
    private static void WriteOffsetTable(PixelContent content, PooledBuffer buffer, DataSetWriter writer)
    {
        long total = content.FrameLengths?.Sum(length => length + (length & 1) + 8) ?? long.MaxValue;
        if (total > uint.MaxValue)
        {
            writer.WriteItemHeader(0);
            return;
        }
        writer.WriteItemHeader((uint)content.FrameLengths!.Count * 4);
        long offset = 0;
        foreach (long length in content.FrameLengths)
        {
            buffer.WriteUInt32((uint)offset, big: false);
            offset += length + (length & 1) + 8;
        }
    }

    private async ValueTask WriteFramesAsync(PixelContent content, PooledBuffer buffer, DataSetWriter writer, CancellationToken cancellation)
    {
        int frames = 0;
        await foreach (ReadOnlyMemory<byte> frame in content.Pieces.WithCancellation(cancellation))
        {
            if (content.FrameLengths is { } lengths && (frames >= lengths.Count || lengths[frames] != frame.Length))
                throw new InvalidOperationException("A frame has another length than was said.");
            frames++;
            writer.WriteItemHeader((uint)(frame.Length + (frame.Length & 1)));
            await FlushAsync(buffer, cancellation);
            await WriteAsync(frame, cancellation);
            if ((frame.Length & 1) != 0)
                buffer.WriteByte(0);
        }
        if (content.FrameLengths is { } said && said.Count != frames)
            throw new InvalidOperationException("There are fewer frames than was said.");
    }

    private async ValueTask FlushAsync(PooledBuffer buffer, CancellationToken cancellation)
    {
        await WriteAsync(buffer.Written, cancellation);
        buffer.Clear();
    }

    private ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (bytes.Length == 0)
            return ValueTask.CompletedTask;
        if (!synchronous)
            return _output.WriteAsync(bytes, cancellation);
        _output.Write(bytes.Span);
        return ValueTask.CompletedTask;
    }

    private readonly record struct PartTarget(PooledBuffer Buffer, ElementEncoding Encoding, TransferSyntax Syntax, bool Edited);
}
