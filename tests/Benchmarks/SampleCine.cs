using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Text;

namespace Pipeline.Benchmarks;

/// <summary>A generated ultrasound cine of 600×800 JPEG frames with one region, and a CT-like native image.</summary>
internal static class SampleCine
{
    public const int Rows = 600;
    public const int Columns = 800;
    public const int Frames = 20;

    private const int Speckle = 11;

    /// <summary>
    /// One JPEG Baseline frame of 47 KB, 4:2:2: a fan of speckle in the region, and names and numbers in the 60 rows above it.
    /// </summary>
    public static byte[] JpegFrame(int seed) => JpegEncoder.Encode(Picture(seed), new JpegEncoding());

    /// <summary>The same before it is coded.</summary>
    public static DisplayImage Picture(int seed)
    {
        Random random = new(seed);
        DisplayImage image = new(Columns, Rows, 3);
        BitmapText.Draw(image, 20, 8, "YAMADA TAROU 1965.04.01 M MIHON-770001", [255, 255, 255], 2);
        BitmapText.Draw(image, 20, 34, $"ABDOMEN 2026.10.01 10:{seed % 60:00} MI 1.2 TIS 0.4 GAIN 62 C5-1", [220, 220, 220], 2);
        for (int y = 60; y < Rows; y++)
        {
            for (int x = 0; x < Columns; x++)
            {
                double dx = x - 400, dy = y - 40, radius = Math.Sqrt((dx * dx) + (dy * dy));
                if (Math.Abs(dx) > dy * 0.9 || radius is < 60 or > 530) continue;
                image[x, y].Fill((byte)(60 + (40 * Math.Sin(radius / 23.0)) + random.Next(Speckle)));
            }
        }

        return image;
    }

    /// <summary>The cine as a Part 10 file.</summary>
    public static byte[] JpegFile(int frames = Frames)
    {
        ReadOnlyMemory<byte>[] made = [.. Enumerable.Range(0, Math.Min(frames, Frames)).Select(f => (ReadOnlyMemory<byte>)JpegFrame(f))];
        DataSet data = Header("1.2.840.10008.5.1.4.1.1.3.1", "US", Rows, Columns);
        data.SetInts(Tags.SamplesPerPixel, 3);
        data.SetString(Tags.PhotometricInterpretation, "YBR_FULL_422");
        data.SetInts(Tags.PlanarConfiguration, 0L);
        data.SetInts(Tags.NumberOfFrames, frames);
        data.SetInts(Tags.BitsAllocated, 8);
        data.SetInts(Tags.BitsStored, 8);
        data.SetInts(Tags.HighBit, 7);
        DataSet region = data.SetSequence(Tags.SequenceOfUltrasoundRegions).Add();
        region.SetInts(Tags.RegionSpatialFormat, 1);
        region.SetInts(Tags.RegionDataType, 1);
        region.SetInts(Tags.RegionFlags, 0L);
        region.SetInts(Tags.RegionLocationMinX0, 0L);
        region.SetInts(Tags.RegionLocationMinY0, 60);
        region.SetInts(Tags.RegionLocationMaxX1, Columns - 1);
        region.SetInts(Tags.RegionLocationMaxY1, Rows - 1);
        return File(data, TransferSyntax.JpegBaseline, PixelContent.Encapsulated([.. Enumerable.Range(0, frames).Select(f => made[f % made.Length])]));
    }

    /// <summary>A 512×512 native image of half a megabyte.</summary>
    public static byte[] NativeFile()
    {
        DataSet data = Header("1.2.840.10008.5.1.4.1.1.2", "CT", 512, 512);
        data.SetInts(Tags.SamplesPerPixel, 1);
        data.SetString(Tags.PhotometricInterpretation, "MONOCHROME2");
        data.SetString(Tags.BodyPartExamined, "CHEST");
        data.SetInts(Tags.BitsAllocated, 16);
        data.SetInts(Tags.BitsStored, 12);
        data.SetInts(Tags.HighBit, 11);
        return File(data, TransferSyntax.ExplicitLittleEndian, PixelContent.Native(new byte[512 * 512 * 2]));
    }

    /// <summary>An enhanced CT of such frames in JPEG Lossless.</summary>
    public static byte[] LosslessFile(IReadOnlyList<ReadOnlyMemory<byte>> frames)
    {
        DataSet data = Header("1.2.840.10008.5.1.4.1.1.2.1", "CT", 512, 512);
        data.SetInts(Tags.SamplesPerPixel, 1);
        data.SetString(Tags.PhotometricInterpretation, "MONOCHROME2");
        data.SetString(Tags.BodyPartExamined, "CHEST");
        data.SetInts(Tags.NumberOfFrames, frames.Count);
        data.SetInts(Tags.BitsAllocated, 16);
        data.SetInts(Tags.BitsStored, 16);
        data.SetInts(Tags.HighBit, 15);
        return File(data, TransferSyntax.All.First(syntax => syntax.Uid.Value == "1.2.840.10008.1.2.4.70"), PixelContent.Encapsulated(frames));
    }

    private static DataSet Header(string sopClass, string modality, int rows, int columns)
    {
        DataSet data = new();
        data.SetString(Tags.SpecificCharacterSet, "ISO_IR 192");
        data.SetStrings(Tags.ImageType, "ORIGINAL", "PRIMARY");
        data.SetString(Tags.SOPClassUID, sopClass);
        data.SetString(Tags.SOPInstanceUID, "2.25.1");
        data.SetDate(Tags.StudyDate, new DateOnly(2026, 10, 1));
        data.SetString(Tags.Modality, modality);
        data.SetString(Tags.StudyDescription, "山田 太郎 様 腹部");
        data.SetString(Tags.PatientName, "Yamada^Tarou=山田^太郎=ヤマダ^タロウ");
        data.SetString(Tags.PatientID, "MIHON-770001");
        data.SetDate(Tags.PatientBirthDate, new DateOnly(1965, 4, 1));
        data.SetString(Tags.StudyInstanceUID, "2.25.2");
        data.SetString(Tags.SeriesInstanceUID, "2.25.3");
        data.SetInts(Tags.Rows, rows);
        data.SetInts(Tags.Columns, columns);
        data.SetInts(Tags.PixelRepresentation, 0L);
        return data;
    }

    private static byte[] File(DataSet data, TransferSyntax syntax, PixelContent pixels)
    {
        using MemoryStream file = new();
        DicomFile.CreateAsync(file, data, syntax, pixels).AsTask().GetAwaiter().GetResult();
        return file.ToArray();
    }
}
