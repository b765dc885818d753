using System.IO.Compression;

namespace Pipeline.Dicom;

/// <summary>A deflated data set (PS3.5 §A.5) whose first bytes were already read with the file meta group.</summary>
internal sealed class DeflatedSource : IDisposable
{
    private readonly Stream _rest;
    private readonly bool _leaveOpen;

    public DeflatedSource(byte[] first, Stream rest, bool leaveOpen)
    {
        _rest = rest;
        _leaveOpen = leaveOpen;
        Inflated = new DeflateStream(new PrefixedStream(first, rest), CompressionMode.Decompress);
    }

    public Stream Inflated { get; }

    public void Dispose()
    {
        Inflated.Dispose();
        if (!_leaveOpen)
            _rest.Dispose();
    }

    private sealed class PrefixedStream(byte[] first, Stream rest) : ForwardStream
    {
        private int _position;

        public override int Read(Span<byte> buffer)
        {
            int count = Math.Min(buffer.Length, first.Length - _position);
            if (count == 0)
                return rest.Read(buffer);
            first.AsSpan(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => _position < first.Length ? ValueTask.FromResult(Read(buffer.Span)) : rest.ReadAsync(buffer, cancellationToken);
    }
}
