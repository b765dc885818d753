using System.Buffers;

namespace Pipeline.Imaging.Jpeg;

/// <summary>
/// Masks JPEG frames in the coefficient domain. Blocks under the mask, rounded out to MCUs, become black in DC and AC;
/// every other coefficient stays, almost always as the very same bits. APPn and COM segments and what follows the end of
/// image are dropped, but for what an Adobe or JFIF segment says about colour. Keeps buffers from frame to frame; one thread at a time.
/// </summary>
public sealed class JpegMasking
{
    private readonly PixelDescription _description;
    private readonly FrameMask _mask;
    private readonly EntropyBuffer _buffer = new();
    private readonly BitSink _sink = new();
    private readonly HuffmanTables _tables = new();
    private readonly ArrayBufferWriter<byte> _scans = new();
    private McuMask? _mcus;

    /// <param name="description">The object's image; its photometric interpretation says what black is.</param>
    /// <param name="mask">What to hide; of the image's size.</param>
    public JpegMasking(PixelDescription description, FrameMask mask)
    {
        if (mask.Width != description.Columns || mask.Height != description.Rows) throw new ArgumentException("mask of another size", nameof(mask));
        (_description, _mask) = (description, mask);
    }

    /// <summary>Masks one frame.</summary>
    /// <param name="coded">One JPEG stream, from SOI; bytes after EOI are dropped.</param>
    /// <param name="output">Receives the masked stream; worthless if this throws.</param>
    /// <param name="readAll">
    /// Whether to read every block, also those after the last masked one, whose bits are otherwise copied unread: finds what is
    /// broken there, and pads intervals anew.
    /// </param>
    /// <exception cref="ImageFormatException">The stream is damaged, of another process, or does not fit the description.</exception>
    public void Mask(ReadOnlySpan<byte> coded, IBufferWriter<byte> output, bool readAll = false)
    {
        JpegStructure structure = JpegStructure.Parse(coded, _tables);
        structure.RequireMatch(_description);
        if (_mcus is null || _mcus.McuWidth != structure.McuWidth || _mcus.McuHeight != structure.McuHeight)
            _mcus = new McuMask(_mask, structure.McuWidth, structure.McuHeight);
        int[] black = JpegBlack.Dc(structure, _description.PhotometricInterpretation);

        _scans.ResetWrittenCount();
        _sink.Clear();
        if (Copy(coded, structure, black, readAll, _scans)) output.Write(_scans.WrittenSpan);
        else Recode(coded, structure, black, output);
    }

    private bool Copy(ReadOnlySpan<byte> coded, JpegStructure structure, int[] black, bool readAll, ArrayBufferWriter<byte> output)
    {
        Span<int> state = stackalloc int[12];
        JpegWriter.WriteStart(output, structure.HasJfif, structure.AdobeTransform);
        int segment = 0;
        foreach (JpegScan scan in structure.Scans)
        {
            for (; segment < structure.Kept.Count && structure.Kept[segment].Bytes.Start.Value < scan.Header.Start.Value; segment++)
                output.Write(coded[structure.Kept[segment].Bytes]);
            output.Write(coded[scan.Header]);
            for (int interval = 0; interval < scan.Intervals.Count; interval++)
            {
                if (interval > 0) JpegWriter.WriteRestart(output, interval - 1);
                (int start, int end) = scan.Intervals[interval];
                if (!new ScanMasking(scan, black, _mcus!, _sink, state).Run(interval, coded[start..end], _buffer, readAll, output)) return false;
            }
        }

        JpegWriter.WriteEnd(output);
        return true;
    }

    private void Recode(ReadOnlySpan<byte> coded, JpegStructure structure, int[] black, IBufferWriter<byte> output)
    {
        _sink.Clear();
        JpegWriter.WriteStart(output, structure.HasJfif, structure.AdobeTransform);
        int segment = 0;
        foreach (JpegScan scan in structure.Scans)
        {
            for (; segment < structure.Kept.Count && structure.Kept[segment].Bytes.Start.Value < scan.Header.Start.Value; segment++)
                if (structure.Kept[segment].Marker != JpegMarker.Dht) output.Write(coded[structure.Kept[segment].Bytes]);

            SymbolCounts counts = new();
            for (int interval = 0; interval < scan.Intervals.Count; interval++) Recode(coded, scan, black, interval, counts);
            HuffmanTable?[,] tables = counts.Tables();
            JpegWriter.WriteHuffmanTables(output, tables);
            output.Write(coded[scan.Header]);
            SymbolWriter writer = new(tables, _sink);
            for (int interval = 0; interval < scan.Intervals.Count; interval++)
            {
                if (interval > 0) JpegWriter.WriteRestart(output, interval - 1);
                Recode(coded, scan, black, interval, writer);
                _sink.Flush(output);
            }
        }

        JpegWriter.WriteEnd(output);
    }

    private void Recode(ReadOnlySpan<byte> coded, JpegScan scan, int[] black, int interval, ISymbolSink sink)
    {
        (int start, int end) = scan.Intervals[interval];
        new ScanRecoding(scan, black, _buffer.Open(coded[start..end]), sink).Run(_mcus!, interval);
    }
}
