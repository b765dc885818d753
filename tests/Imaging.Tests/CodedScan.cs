using System.Buffers;
using Pipeline.Imaging.Jpeg;

namespace Pipeline.Imaging.Tests;

/// <summary>One JPEG of one scan without restarts, taken apart bit by bit for tests that look at or tamper with single codes.</summary>
internal sealed class CodedScan
{
    private readonly byte[] _coded;
    private readonly byte[] _bytes;

    public CodedScan(byte[] coded)
    {
        _coded = coded;
        JpegStructure structure = JpegStructure.Parse(coded);
        Scan = structure.Scans.ShouldHaveSingleItem();
        (Start, End) = Scan.Intervals.ShouldHaveSingleItem();
        BitSource source = new EntropyBuffer().Open(coded.AsSpan(Start, End - Start));
        _bytes = source.Bytes.ToArray();
        for (int mcu = 0; mcu < Scan.Mcus; mcu++)
        {
            McuStarts.Add(source.Position);
            foreach (JpegScanComponent component in Scan.Components)
            {
                for (int block = 0; block < component.BlocksInMcu; block++)
                {
                    int start = source.Position, difference = source.ReadDifference(component.Dc), ac = source.Position;
                    source.SkipAc(component.Ac);
                    Blocks.Add((component, start, difference, ac));
                }
            }
        }

        BitsUsed = source.Position;
        Bits = source.Position + source.Remaining;
    }

    public JpegScan Scan { get; }

    /// <summary>Where the entropy-coded bytes begin and end in the stream.</summary>
    public int Start { get; }

    public int End { get; }

    /// <summary>The first bit of each MCU.</summary>
    public List<int> McuStarts { get; } = [];

    /// <summary>Every block in order: its component, first bit, DC difference, first bit of AC.</summary>
    public List<(JpegScanComponent Coded, int Start, int Difference, int Ac)> Blocks { get; } = [];

    /// <summary>Bits of all blocks.</summary>
    public int BitsUsed { get; }

    /// <summary>Bits with padding.</summary>
    public int Bits { get; }

    /// <summary>The byte, stuffing removed, that a bit lies in.</summary>
    public byte ByteAt(int bit) => _bytes[bit >> 3];

    /// <summary>The stream with something else where some bits are.</summary>
    public byte[] With(int from, int to, Action<BitSink> instead)
    {
        BitSink sink = new();
        sink.Copy(_bytes, 0, from);
        instead(sink);
        sink.Copy(_bytes, to, BitsUsed);
        ArrayBufferWriter<byte> output = new();
        output.Write(_coded.AsSpan(0, Start));
        sink.Flush(output);
        output.Write(_coded.AsSpan(End));
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The stream with other padding bits and these bytes after them.</summary>
    public byte[] EndingIn(bool ones, params byte[] after)
    {
        byte[] changed = [.. _coded[..End], .. after, .. _coded[End..]];
        int padding = Bits - BitsUsed;
        if (padding > 0 && !ones) changed[End - 1] &= (byte)(0xFF << padding);
        return changed;
    }
}
