using System.Buffers.Binary;

namespace Pipeline.Imaging.Native;

/// <summary>Makes hidden pixels of uncompressed frames black, in place; no other byte changes.</summary>
public sealed class NativeMasking
{
    private readonly PixelDescription _description;
    private readonly FrameMask _mask;
    private readonly int _bytesPerPixel;
    private readonly byte[][] _blackRows;

    /// <param name="description">The object's image, valid.</param>
    /// <param name="mask">What to hide; of the image's size.</param>
    /// <param name="palette">Needed for PALETTE COLOR, where the darkest entry is black.</param>
    /// <exception cref="ImageFormatException">A palette image without its palette, or one that is not supported.</exception>
    public NativeMasking(PixelDescription description, FrameMask mask, PaletteColor? palette)
    {
        description.Validate(PixelLimits.Default);
        description.RequireNativeLayout();
        if (mask.Width != description.Columns || mask.Height != description.Rows) throw new ArgumentException("mask of another size", nameof(mask));
        (_description, _mask) = (description, mask);
        int[] black = Black(description, palette);
        bool planar = description is { PlanarConfiguration: 1, SamplesPerPixel: 3 };
        int[][] planes = IsSubsampled ? [[0, 0, black[1], black[2]]] : planar ? [[black[0]], [black[1]], [black[2]]] : [black];
        _bytesPerPixel = IsSubsampled ? 2 : planes[0].Length * description.BytesPerSample;
        _blackRows = Array.ConvertAll(planes, plane => Row(plane, description));
    }

    private bool IsSubsampled => _description.PhotometricInterpretation == PhotometricInterpretation.YbrFull422;

    /// <summary>Masks one frame.</summary>
    /// <param name="frame">Exactly one frame.</param>
    /// <exception cref="ImageFormatException">
    /// <see cref="PixelReasons.FrameMismatch"/>: another length. <see cref="PixelReasons.EmbeddedOverlay"/>: something lies in the
    /// bits beside the samples, which a mask would leave.
    /// </exception>
    public void Mask(Span<byte> frame)
    {
        if (frame.Length != _description.NativeFrameLength)
            throw new ImageFormatException(PixelReasons.FrameMismatch, $"a frame of {frame.Length} bytes, {_description.NativeFrameLength} expected");
        UnusedBits.RequireEmpty(frame, _description);
        int stride = _description.Columns * _bytesPerPixel;
        for (int plane = 0; plane < _blackRows.Length; plane++)
        {
            foreach (PixelRectangle hidden in _mask.Hidden)
            {
                // Chroma belongs to a pair: half a pair masked would leave the other's colour to the hidden one.
                int left = IsSubsampled ? hidden.Left & ~1 : hidden.Left, right = IsSubsampled ? (hidden.Right + 1) & ~1 : hidden.Right;
                ReadOnlySpan<byte> black = _blackRows[plane].AsSpan(left * _bytesPerPixel, (right - left) * _bytesPerPixel);
                for (int y = hidden.Top; y < hidden.Bottom; y++)
                    black.CopyTo(frame[((((plane * _description.Rows) + y) * stride) + (left * _bytesPerPixel))..]);
            }
        }
    }

    private static int[] Black(PixelDescription description, PaletteColor? palette)
    {
        int lowest = description.IsSigned ? -(1 << (description.BitsStored - 1)) : 0;
        int highest = lowest + (1 << description.BitsStored) - 1;
        int neutral = lowest + (1 << (description.BitsStored - 1));
        return description.PhotometricInterpretation switch
        {
            PhotometricInterpretation.Monochrome1 => [highest],
            PhotometricInterpretation.Monochrome2 => [lowest],
            PhotometricInterpretation.PaletteColor => [(palette ?? throw new ImageFormatException(PixelReasons.InvalidPalette, "no palette")).Darkest(lowest, highest)],
            PhotometricInterpretation.Rgb => [lowest, lowest, lowest],
            _ => [lowest, neutral, neutral],
        };
    }

    private static byte[] Row(int[] samples, PixelDescription description)
    {
        int bytes = description.BytesPerSample, shift = description.HighBit + 1 - description.BitsStored;
        int perPixel = description.PhotometricInterpretation == PhotometricInterpretation.YbrFull422 ? 2 : samples.Length * bytes;
        byte[] row = new byte[description.Columns * perPixel];
        for (int i = 0; i < row.Length / bytes; i++)
        {
            int cell = samples[i % samples.Length] << shift;
            if (bytes == 1) row[i] = (byte)cell;
            else BinaryPrimitives.WriteUInt16LittleEndian(row.AsSpan(2 * i), (ushort)cell);
        }

        return row;
    }
}
