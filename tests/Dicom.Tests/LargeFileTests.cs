using static Pipeline.Dicom.Tests.Wire;

namespace Pipeline.Dicom.Tests;

public class LargeFileTests
{
    private const int FrameLength = 1 << 20;
    private const int Frames = 2048;
    private const long Allowed = 32 << 20;

    public static TheoryData<bool> Forms => [false, true];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Two_gigabytes_pass_through_in_bounded_memory(bool encapsulated)
    {
        byte[] head = encapsulated
            ? Wire.File(JpegBaseline, El("0028,0008", "IS", "2048"), [.. Tag4("7FE0,0010"), .. "OB"u8, 0, 0, .. Undefined], [.. Item, .. U32(0)])
            : Wire.File(Explicit, El("0028,0008", "IS", "2048"), [.. Tag4("7FE0,0010"), .. "OB"u8, 0, 0, .. U32(0x8000_0000)]);
        byte[] frame = encapsulated ? [.. Item, .. U32(FrameLength), .. new byte[FrameLength]] : new byte[FrameLength];
        byte[] tail = encapsulated ? [.. SequenceEnd, .. El("FFFC,FFFC", "OB", new byte[8])] : El("FFFC,FFFC", "OB", new byte[8]);
        var output = new CountingStream();
        long before = GC.GetAllocatedBytesForCurrentThread();
        using (DicomFile file = DicomFile.Open(new GeneratedStream(head, frame, Frames, tail)))
            file.WriteTo(output, new Rename());
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(Allowed);
        output.Count.ShouldBeGreaterThan(2L << 30);
    }

    private sealed class Rename : DicomEdit
    {
        public override ValueTask EditAsync(DicomFile file, DataSet part, CancellationToken cancellation)
        {
            if (part == file.DataSet)
                part.SetString(Tags.PatientName, "山田^太郎");
            return ValueTask.CompletedTask;
        }
    }

    private sealed class GeneratedStream(byte[] head, byte[] repeated, int times, byte[] tail) : ForwardStream
    {
        private byte[] _now = head;
        private int _position;
        private int _round = -1;

        public override int Read(Span<byte> buffer)
        {
            while (_position == _now.Length)
            {
                if (++_round > times)
                    return 0;
                _now = _round < times ? repeated : tail;
                _position = 0;
            }
            int count = Math.Min(buffer.Length, _now.Length - _position);
            _now.AsSpan(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));
    }

    private sealed class CountingStream : MemoryStream
    {
        public long Count { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer) => Count += buffer.Length;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Count += buffer.Length;
            return ValueTask.CompletedTask;
        }
    }
}
