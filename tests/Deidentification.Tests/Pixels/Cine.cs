using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Imaging.Jpeg;
using FrameReader = Pipeline.Imaging.FrameReader;

namespace Pipeline.Deidentification.Tests;

/// <summary>A small ultrasound cine: bright "text" at the top of every frame, a pattern inside the declared region.</summary>
internal static class Cine
{
    public const int Width = 128;
    public const int Height = 96;
    public const int Frames = 4;

    public static PixelRectangle Text { get; } = new(8, 2, 100, 10);

    public static PixelRectangle Region { get; } = new(16, 32, 96, 56);

    public static DataSet Header(bool jpeg, bool regions = true, bool color = true)
    {
        DataSet root = Fixtures.Header("1.2.840.10008.5.1.4.1.1.3.1");
        root.SetStrings(Tags.ImageType, "ORIGINAL", "PRIMARY");
        root.SetInts(Tags.Rows, Height);
        root.SetInts(Tags.Columns, Width);
        root.SetInts(Tags.SamplesPerPixel, color ? 3 : 1);
        root.SetString(Tags.PhotometricInterpretation, !color ? "MONOCHROME2" : jpeg ? "YBR_FULL_422" : "RGB");
        if (color) root.SetInts(Tags.PlanarConfiguration, 0L);
        root.SetInts(Tags.BitsAllocated, 8);
        root.SetInts(Tags.BitsStored, 8);
        root.SetInts(Tags.HighBit, 7);
        root.SetInts(Tags.PixelRepresentation, 0L);
        root.SetInts(Tags.NumberOfFrames, Frames);
        root.SetString(Tags.BurnedInAnnotation, "NO");
        if (regions) AddRegion(root);
        return root;
    }

    public static void AddRegion(DataSet root)
    {
        DataSet region = root.SetSequence(Tags.SequenceOfUltrasoundRegions).Add();
        region.SetInts(Tags.RegionSpatialFormat, 1);
        region.SetInts(Tags.RegionDataType, 1);
        region.SetInts(Tags.RegionFlags, 0L);
        region.SetInts(Tags.RegionLocationMinX0, Region.Left);
        region.SetInts(Tags.RegionLocationMinY0, Region.Top);
        region.SetInts(Tags.RegionLocationMaxX1, Region.Right - 1);
        region.SetInts(Tags.RegionLocationMaxY1, Region.Bottom - 1);
    }

    public static DisplayImage Frame(int index, bool color = true)
    {
        var image = new DisplayImage(Width, Height, color ? 3 : 1);
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                byte value = Text.Contains(x, y) && (x + y) % 3 != 0 ? (byte)255 : Region.Contains(x, y) ? (byte)(60 + ((x * 3) + (y * 5) + (index * 17)) % 150) : (byte)0;
                image[x, y].Fill(value);
            }
        }

        return image;
    }

    public static PixelContent Pixels(bool jpeg, bool color = true)
    {
        if (!jpeg) return PixelContent.Native(Enumerable.Range(0, Frames).SelectMany(index => Frame(index, color).Samples).ToArray(), Vr.OB);
        return PixelContent.Encapsulated([.. Enumerable.Range(0, Frames).Select(index => (ReadOnlyMemory<byte>)JpegEncoder.Encode(Frame(index, color), new JpegEncoding(90)))]);
    }

    public static Task<byte[]> File(bool jpeg, bool regions = true, bool color = true)
        => Fixtures.FileOf(Header(jpeg, regions, color), Pixels(jpeg, color), jpeg ? TransferSyntax.JpegBaseline : null);

    /// <summary>Every frame of a written object, as a screen shows it.</summary>
    public static List<DisplayImage> Decode(byte[] output)
    {
        using DicomFile file = DicomFile.Open(new MemoryStream(output));
        PixelDescription description = new ImageFacts(file.DataSet, file.TransferSyntax).Describe();
        StreamedValue value = file.Streamed!;
        FrameReader frames = FrameReader.Open(value.IsEncapsulated ? new EncapsulatedStream(value) : value.OpenRead(), description, file.TransferSyntax.Uid.Value);
        List<DisplayImage> images = [];
        while (frames.TryReadFrame(out ReadOnlyMemory<byte> frame))
            images.Add(FrameDecoder.Decode(frame.Span, description, frames.Capability.Encoding, new DisplaySettings()));
        return images;
    }
}
