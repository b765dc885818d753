using System.Buffers;

namespace Pipeline.Imaging.Jpeg;

/// <summary>Makes a progressive JPEG (SOF2) sequential: the same coefficients, in one scan where ten blocks an MCU allow it.</summary>
internal static class ProgressiveTranscoder
{
    /// <summary>The stream itself where it is not progressive.</summary>
    /// <param name="coded">One JPEG stream, from SOI.</param>
    /// <exception cref="ImageFormatException">A progressive stream is damaged.</exception>
    public static ReadOnlySpan<byte> ToSequential(ReadOnlySpan<byte> coded)
        => IsProgressive(coded) ? Write(ProgressiveFrame.Read(coded)) : coded;

    private static bool IsProgressive(ReadOnlySpan<byte> coded)
    {
        JpegSegments segments = new(coded);
        segments.Start();
        while (true)
        {
            byte marker = segments.NextMarker();
            if (marker == JpegMarker.Sof2) return true;
            if (marker is JpegMarker.Sof0 or JpegMarker.Sof1 or JpegMarker.Sos or JpegMarker.Eoi) return false;
            segments.Body();
        }
    }

    private static ReadOnlySpan<byte> Write(ProgressiveFrame frame)
    {
        ArrayBufferWriter<byte> output = new(64 << 10);
        JpegWriter.WriteStart(output, frame.HasJfif, frame.AdobeTransform);
        JpegWriter.WriteSegment(output, JpegMarker.Dqt, frame.QuantizationTables);
        JpegWriter.WriteSegment(output, frame.Precision == 8 ? JpegMarker.Sof0 : JpegMarker.Sof1, frame.Header);
        ProgressiveComponent[] components = frame.Components;
        bool together = components.Length == 1 || components.Sum(component => component.Horizontal * component.Vertical) <= 10;
        foreach (ProgressiveComponent[] scan in together ? [components] : components.Select(component => new[] { component }))
        {
            SymbolCounts counts = new();
            Put(frame, scan, counts);
            HuffmanTable?[,] tables = counts.Tables();
            JpegWriter.WriteHuffmanTables(output, tables);
            JpegWriter.WriteSegment(output, JpegMarker.Sos, [(byte)scan.Length, .. scan.SelectMany(c => new[] { c.Id, (byte)(Selector(frame, c) * 0x11) }), 0, 63, 0]);
            BitSink sink = new();
            Put(frame, scan, new SymbolWriter(tables, sink));
            sink.Flush(output);
        }

        JpegWriter.WriteEnd(output);
        return output.WrittenSpan;
    }

    private static void Put(ProgressiveFrame frame, ProgressiveComponent[] scan, ISymbolSink sink)
    {
        int[] predictions = new int[scan.Length];
        if (scan.Length == 1)
        {
            ProgressiveComponent only = scan[0];
            for (int row = 0; row < only.BlocksHigh; row++)
                for (int column = 0; column < only.BlocksWide; column++) CoefficientCoding.Put(only.Block(column, row), Selector(frame, only), ref predictions[0], sink);
            return;
        }

        for (int mcu = 0; mcu < frame.McusWide * frame.McusHigh; mcu++)
        {
            for (int i = 0; i < scan.Length; i++)
            {
                ProgressiveComponent c = scan[i];
                for (int b = 0; b < c.Horizontal * c.Vertical; b++)
                {
                    Span<short> block = c.Block((mcu % frame.McusWide * c.Horizontal) + (b % c.Horizontal), (mcu / frame.McusWide * c.Vertical) + (b / c.Horizontal));
                    CoefficientCoding.Put(block, Selector(frame, c), ref predictions[i], sink);
                }
            }
        }
    }

    private static int Selector(ProgressiveFrame frame, ProgressiveComponent component) => component == frame.Components[0] ? 0 : 1;
}
