using System.Buffers.Binary;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Jpeg2000;
using Pipeline.Imaging.JpegLossless;
using Pipeline.Imaging.JpegLs;
using Pipeline.Imaging.Rle;

namespace Pipeline.Imaging;

/// <summary>Decodes frames to samples, and to what a screen shows.</summary>
public static class FrameDecoder
{
    /// <summary>Decodes a frame to its samples: by pixel, little endian; native frames keep their own layout.</summary>
    /// <exception cref="ImageFormatException">The frame is damaged or does not fit the description.</exception>
    public static byte[] DecodeSamples(ReadOnlySpan<byte> coded, PixelDescription description, PixelEncoding encoding)
        => encoding switch
        {
            PixelEncoding.JpegBaseline => JpegDecoder.DecodeSamples(coded, description),
            PixelEncoding.JpegLossless => JpegLosslessDecoder.Decode(coded, CodedImage.DecodedForm(description)),
            PixelEncoding.JpegLs => JpegLsDecoder.Decode(coded, CodedImage.DecodedForm(description)),
            PixelEncoding.Jpeg2000 => Jpeg2000Decoder.Decode(coded, CodedImage.DecodedForm(description)),
            PixelEncoding.Rle => RleCodec.Decode(coded, description),
            PixelEncoding.None => throw new ImageFormatException(PixelReasons.UnsupportedOperation, "frames of this transfer syntax are not read"),
            _ when coded.Length == description.NativeFrameLength => coded.ToArray(),
            _ => throw new ImageFormatException(PixelReasons.FrameMismatch, $"a frame of {coded.Length} bytes, {description.NativeFrameLength} expected"),
        };

    /// <summary>Decodes a frame to what a screen shows: windowed, palette applied, MONOCHROME1 inverted.</summary>
    /// <param name="coded">One frame.</param>
    /// <param name="description">The object's image, valid.</param>
    /// <param name="encoding">How the frame is coded.</param>
    /// <param name="settings">Window and palette.</param>
    /// <param name="mask">Where pixels are black by mask: they do not count for the range of the image.</param>
    /// <exception cref="ImageFormatException">The frame is damaged, does not fit the description, or lacks its palette.</exception>
    public static DisplayImage Decode(
        ReadOnlySpan<byte> coded, PixelDescription description, PixelEncoding encoding, DisplaySettings settings, FrameMask? mask = null)
    {
        if (encoding == PixelEncoding.JpegBaseline && description.SamplesPerPixel == 3)
        {
            JpegStructure.Parse(coded).RequireMatch(description);
            return JpegDecoder.Decode(coded, description.PhotometricInterpretation);
        }

        if (encoding == PixelEncoding.Native) description.RequireNativeLayout();
        byte[] samples = DecodeSamples(coded, description, encoding);
        PixelDescription layout = SamplesForm(description, encoding);
        return layout.PhotometricInterpretation switch
        {
            PhotometricInterpretation.PaletteColor => Palette(samples, layout, settings),
            PhotometricInterpretation.Monochrome1 or PhotometricInterpretation.Monochrome2 => Gray(samples, layout, settings, mask),
            _ => Color(samples, layout),
        };
    }

    /// <summary>How the samples of <see cref="DecodeSamples"/> lie.</summary>
    public static PixelDescription SamplesForm(PixelDescription description, PixelEncoding encoding) => encoding switch
    {
        PixelEncoding.Rle => RleCodec.NativeForm(description),
        PixelEncoding.JpegLossless or PixelEncoding.JpegLs or PixelEncoding.Jpeg2000 => CodedImage.DecodedForm(description),
        _ => description,
    };

    private static DisplayImage Gray(byte[] samples, PixelDescription layout, DisplaySettings settings, FrameMask? mask)
    {
        DisplayImage image = new(layout.Columns, layout.Rows, 1);
        (double low, double high) = Range(samples, layout, settings, mask);
        for (int i = 0; i < image.Samples.Length; i++)
        {
            double value = (Stored(samples, i, layout) * settings.RescaleSlope) + settings.RescaleIntercept;
            double shown = high > low ? Math.Clamp((value - low) / (high - low), 0, 1) * 255 : value >= high ? 255 : 0;
            if (double.IsNaN(shown)) shown = 0;
            byte sample = (byte)Math.Round(shown);
            image.Samples[i] = layout.PhotometricInterpretation == PhotometricInterpretation.Monochrome1 ? (byte)~sample : sample;
        }

        return image;
    }

    private static (double Low, double High) Range(byte[] samples, PixelDescription layout, DisplaySettings settings, FrameMask? mask)
    {
        if (settings is { WindowCenter: { } center, WindowWidth: { } width } && width >= 1)
        {
            // PS3.3 C.11.2.1.2.1: linear from center - 0.5 - (width - 1) / 2 on, over width - 1.
            double low = center - 0.5 - ((width - 1) / 2);
            return (low, low + width - 1);
        }

        if (layout is { BitsStored: 8, PixelRepresentation: 0 })
            return (settings.RescaleIntercept, settings.RescaleIntercept + (255 * settings.RescaleSlope));
        int least = int.MaxValue, most = int.MinValue;
        for (int i = 0; i < layout.Rows * layout.Columns; i++)
        {
            if (mask is { IsEmpty: false } && mask.Hides(i % layout.Columns, i / layout.Columns)) continue;
            int value = Stored(samples, i, layout);
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }

        return ((least * settings.RescaleSlope) + settings.RescaleIntercept, (most * settings.RescaleSlope) + settings.RescaleIntercept);
    }

    private static DisplayImage Palette(byte[] samples, PixelDescription layout, DisplaySettings settings)
    {
        PaletteColor palette = settings.Palette ?? throw new ImageFormatException(PixelReasons.InvalidPalette, "no palette");
        DisplayImage image = new(layout.Columns, layout.Rows, 3);
        for (int i = 0; i < layout.Columns * layout.Rows; i++)
            (image.Samples[3 * i], image.Samples[(3 * i) + 1], image.Samples[(3 * i) + 2]) = palette[Stored(samples, i, layout)];
        return image;
    }

    private static DisplayImage Color(byte[] samples, PixelDescription layout)
    {
        DisplayImage image = new(layout.Columns, layout.Rows, 3);
        int pixels = layout.Columns * layout.Rows;
        bool pairs = layout.PhotometricInterpretation == PhotometricInterpretation.YbrFull422;
        for (int i = 0; i < pixels; i++)
        {
            for (int channel = 0; channel < 3; channel++)
            {
                int cell = pairs ? (i / 2 * 4) + (channel == 0 ? i % 2 : channel + 1)
                    : layout.PlanarConfiguration == 1 ? (channel * pixels) + i : (i * 3) + channel;
                int unsigned = Stored(samples, cell, layout) + (layout.IsSigned ? 1 << (layout.BitsStored - 1) : 0);
                image.Samples[(i * 3) + channel] = (byte)(layout.BitsStored >= 8 ? unsigned >> (layout.BitsStored - 8) : unsigned * 255 / ((1 << layout.BitsStored) - 1));
            }
        }

        if (layout.PhotometricInterpretation != PhotometricInterpretation.Rgb) YbrColor.ToRgb(image.Samples);
        return image;
    }

    private static int Stored(byte[] samples, int index, PixelDescription layout)
    {
        int raw = layout.BitsAllocated == 8 ? samples[index] : BinaryPrimitives.ReadUInt16LittleEndian(samples.AsSpan(2 * index));
        int value = (raw >> (layout.HighBit + 1 - layout.BitsStored)) & ((1 << layout.BitsStored) - 1);
        return layout.IsSigned && value >> (layout.BitsStored - 1) == 1 ? value - (1 << layout.BitsStored) : value;
    }
}
