using System.Buffers.Binary;
using Pipeline.Imaging.JpegLs;

namespace Pipeline.Imaging.Verification;

/// <summary>
/// The check after masking, on what was written: every hidden pixel, or every coefficient of every block the mask touches,
/// is the mask's. Shares no code with the masking but the description of the image and the mask itself; a JPEG-LS frame
/// is read by the decoder, which shares its model of contexts with the encoder. Keeps tables and buffers from frame to
/// frame; one thread at a time.
/// </summary>
/// <remarks>
/// Of a JPEG frame every block is walked, not only those up to the last masked one: the masking copies what follows unread, so this
/// walk is what proves that the rest consists of whole blocks, as many as the frame has, with nothing behind them. Comparing the rest with the
/// input's bits instead would prove that it was copied, not that it is a picture, and would cost about as much. Blocks outside the mask are
/// passed over several symbols a step, DC differences summed, for a masked block may follow whose DC hangs on them.
/// </remarks>
public sealed class MaskProof
{
    private readonly PixelDescription _description;
    private readonly PixelEncoding _encoding;
    private readonly FrameMask _mask;
    private readonly PaletteColor? _palette;
    private readonly CodedBlockReader _reader;

    /// <summary>Of an object as it is written.</summary>
    /// <param name="form">What the object's pixel data became.</param>
    /// <param name="mask">What must be hidden.</param>
    /// <param name="palette">The palette of a PALETTE COLOR image.</param>
    public MaskProof(MaskedForm form, FrameMask mask, PaletteColor? palette)
        : this(form.Description, form.Capability.Encoding, mask, palette)
    {
    }

    /// <param name="description">The object's image.</param>
    /// <param name="encoding">How its frames are coded.</param>
    /// <param name="mask">What must be hidden.</param>
    /// <param name="palette">The palette of a PALETTE COLOR image.</param>
    public MaskProof(PixelDescription description, PixelEncoding encoding, FrameMask mask, PaletteColor? palette)
    {
        (_description, _encoding, _mask, _palette) = (description, encoding, mask, palette);
        _reader = new CodedBlockReader(mask.Touches);
    }

    /// <summary>Checks one masked frame.</summary>
    /// <param name="frame">As it is written, without a pad byte.</param>
    /// <param name="decoded">Whether to look at the decoded samples too, where coefficients would do.</param>
    /// <exception cref="ImageFormatException"><see cref="PixelReasons.MaskNotProven"/>.</exception>
    public void Require(ReadOnlySpan<byte> frame, bool decoded = false)
    {
        try
        {
            if (_encoding == PixelEncoding.JpegBaseline) RequireJpeg(frame, decoded);
            else if (_encoding == PixelEncoding.JpegLs) RequireNative(JpegLsDecoder.Decode(frame, _description), planar: false);
            else if (_encoding == PixelEncoding.Rle) RequireNative(PackBits.Unpack(frame, _description), planar: true);
            else RequireNative(frame, _description.PlanarConfiguration == 1);
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException)
        {
            throw Failed();
        }
    }

    private void RequireNative(ReadOnlySpan<byte> frame, bool planar)
    {
        if (frame.Length != _description.NativeFrameLength) throw Failed();
        PixelDescription d = _description;
        int pixels = d.Rows * d.Columns;
        foreach (PixelRectangle hidden in _mask.Hidden)
        {
            for (int y = hidden.Top; y < hidden.Bottom; y++)
            {
                for (int x = hidden.Left; x < hidden.Right; x++)
                {
                    int pixel = (y * d.Columns) + x;
                    for (int sample = 0; sample < d.SamplesPerPixel; sample++)
                    {
                        int cell = d.PhotometricInterpretation == PhotometricInterpretation.YbrFull422
                            ? (pixel / 2 * 4) + (sample == 0 ? pixel % 2 : 1 + sample)
                            : planar ? (sample * pixels) + pixel : (pixel * d.SamplesPerPixel) + sample;
                        if (!IsBlack(Stored(frame, cell), sample)) throw Failed();
                    }
                }
            }
        }
    }

    private int Stored(ReadOnlySpan<byte> frame, int cell)
    {
        PixelDescription d = _description;
        int raw = d.BitsAllocated == 8 ? frame[cell] : BinaryPrimitives.ReadUInt16LittleEndian(frame[(2 * cell)..]);
        int above = 31 - d.HighBit;
        return d.IsSigned ? raw << above >> (32 - d.BitsStored) : (int)((uint)raw << above >> (32 - d.BitsStored));
    }

    private bool IsBlack(int value, int sample)
    {
        int half = 1 << (_description.BitsStored - 1), least = _description.IsSigned ? -half : 0, most = least + half + half - 1;
        switch (_description.PhotometricInterpretation)
        {
            case PhotometricInterpretation.Monochrome1: return value == most;
            case PhotometricInterpretation.YbrFull or PhotometricInterpretation.YbrFull422: return value == (sample == 0 ? least : least + half);
            case PhotometricInterpretation.PaletteColor:
                return _palette is not null && value == _palette.Darkest(least, most);
            default: return value == least;
        }
    }

    private void RequireJpeg(ReadOnlySpan<byte> frame, bool decoded)
    {
        CodedFrame coded = new();
        bool? rgb = null;
        _reader.Read(frame, coded, (component, _, _, zigzag) =>
        {
            bool bright = component == 0 || (rgb ??= IsRgb(coded));
            int[] divisors = coded.Divisors[component];
            if (zigzag[1..].ContainsAnyExcept(0) || !IsBlackDc(zigzag[0], divisors[0], bright, coded.Precision)) throw Failed();
            if (decoded && !BlockPixels.Are(zigzag, divisors, coded.Precision, bright ? BlackSample(coded.Precision) : 1 << (coded.Precision - 1))) throw Failed();
        });
        if (coded.Size != (_description.Columns, _description.Rows)) throw Failed();
    }

    private int BlackSample(int precision) => _description.PhotometricInterpretation == PhotometricInterpretation.Monochrome1 ? (1 << precision) - 1 : 0;

    private bool IsRgb(CodedFrame coded)
        => _description.PhotometricInterpretation == PhotometricInterpretation.Rgb && !coded.Jfif && coded.Adobe != 1
            && Array.TrueForAll(coded.Components, c => c.H == coded.Components[0].H && c.V == coded.Components[0].V);

    private bool IsBlackDc(int dc, int divisor, bool bright, int precision)
    {
        if (!bright) return dc == 0;

        int middle = 1 << (precision - 1);

        // The flat block's sample is dc × divisor / 8 + middle; it must reach the end of the range, by one step and no more.
        return _description.PhotometricInterpretation == PhotometricInterpretation.Monochrome1
            ? dc * divisor / 8.0 + middle >= middle + middle - 1 && (dc - 1) * divisor / 8.0 + middle < middle + middle - 1
            : dc * divisor / 8.0 + middle <= 0 && (dc + 1) * divisor / 8.0 + middle > 0;
    }

    private static ImageFormatException Failed() => new(PixelReasons.MaskNotProven, "a masked frame shows something else than the mask where the mask is");
}
