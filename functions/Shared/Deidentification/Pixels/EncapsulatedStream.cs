using System.Buffers.Binary;
using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>The fragments of a file as the one run of items that <see cref="Imaging.FrameReader"/> reads (PS3.5 §A.4).</summary>
internal sealed class EncapsulatedStream(StreamedValue value) : Stream
{
    private const uint Item = 0xE000_FFFE;
    private const uint SequenceEnd = 0xE0DD_FFFE;

    private byte[]? _head;
    private int _headRead;
    private Stream? _content;
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length == 0) return 0;
        _head ??= OffsetTable(Result(value.ReadOffsetTableAsync()));
        while (true)
        {
            int head = Math.Min(buffer.Length, _head.Length - _headRead);
            if (head > 0)
            {
                _head.AsSpan(_headRead, head).CopyTo(buffer);
                _headRead += head;
                return head;
            }

            int read = _content?.Read(buffer) ?? 0;
            if (read > 0 || _ended) return read;
            Next();
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Next()
    {
        Fragment? fragment = Result(value.ReadFragmentAsync());
        _headRead = 0;
        _ended = fragment is null;
        _content = fragment?.Content;
        _head = fragment is null ? Head(SequenceEnd, 0) : Head(Item, (uint)fragment.Length);
    }

    private static byte[] OffsetTable(IReadOnlyList<uint> table)
    {
        byte[] bytes = new byte[8 + (4 * table.Count)];
        Head(Item, (uint)(4 * table.Count)).CopyTo(bytes, 0);
        for (int i = 0; i < table.Count; i++) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8 + (4 * i)), table[i]);
        return bytes;
    }

    private static byte[] Head(uint tag, uint length)
    {
        byte[] head = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(head, tag);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(4), length);
        return head;
    }

    // The frame reader is synchronous; what it waits for is the next megabyte of a buffered stream.
    private static T Result<T>(ValueTask<T> task) => task.IsCompleted ? task.Result : task.AsTask().GetAwaiter().GetResult();
}
