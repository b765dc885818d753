using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Imaging.Jpeg;

namespace Pipeline.Research.Tests;

/// <summary>A small ultrasound cine of a patient: bright "text" at the top of every frame, a pattern inside the declared region.</summary>
internal static class Cine
{
    public const int Frames = 3;
    public const string PatientName = "Yamada^Tarou=山田^太郎=やまだ^たろう";
    public const string StudyUid = "1.2.392.999999.770001.4711";
    public const string BirthDate = "19610203";

    public const int Width = 128;

    /// <summary>A scanner whose declared regions are approved.</summary>
    public const string ApprovedModel = "Mihon 96";

    private const int Height = 96;

    /// <summary>Where the burned-in text stands.</summary>
    public static PixelRectangle Text { get; } = new(8, 2, 100, 10);

    private static PixelRectangle Region { get; } = new(16, 32, 96, 56);

    /// <summary>A file of one cine.</summary>
    /// <param name="hasRegions">Without declared regions nothing says where the text stands.</param>
    public static async Task<byte[]> FileAsync(string patientId, int instance, bool jpeg = true, bool hasRegions = true, string model = ApprovedModel)
    {
        DataSet root = Header(patientId, instance);
        root.SetString(Tags.Manufacturer, "PIPELINE MIHON");
        root.SetString(Tags.ManufacturerModelName, model);
        root.SetString(Tags.PhotometricInterpretation, jpeg ? "YBR_FULL_422" : "RGB");
        if (hasRegions)
        {
            AddRegion(root);
        }

        using var stream = new MemoryStream();
        await DicomFile.CreateAsync(stream, root, jpeg ? TransferSyntax.JpegBaseline : TransferSyntax.ExplicitLittleEndian, Pixels(jpeg));
        return stream.ToArray();
    }

    /// <summary>The UID of an instance.</summary>
    public static string InstanceUid(int instance) => $"{StudyUid}.1.{instance}";

    private static DataSet Header(string patientId, int instance)
    {
        var root = new DataSet();
        root.SetString(Tags.SpecificCharacterSet, "ISO_IR 192");
        root.SetStrings(Tags.ImageType, "ORIGINAL", "PRIMARY");
        root.SetString(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.3.1");
        root.SetString(Tags.SOPInstanceUID, InstanceUid(instance));
        root.SetString(Tags.StudyInstanceUID, StudyUid);
        root.SetString(Tags.SeriesInstanceUID, StudyUid + ".1");
        root.SetString(Tags.Modality, "US");
        root.SetString(Tags.PatientName, PatientName);
        root.SetString(Tags.PatientID, patientId);
        root.SetString(Tags.PatientBirthDate, BirthDate);
        root.SetString(Tags.PatientSex, "M");
        root.SetString(Tags.StudyDate, "20260401");
        root.SetString(Tags.InstitutionName, "α病院");
        root.SetString(Tags.AccessionNumber, "ACC-4711-99");
        root.SetString(Tags.ReferringPhysicianName, "鈴木^花子");
        root.SetInts(Tags.Rows, Height);
        root.SetInts(Tags.Columns, Width);
        root.SetInts(Tags.SamplesPerPixel, 3);
        root.SetInts(Tags.PlanarConfiguration, 0L);
        root.SetInts(Tags.BitsAllocated, 8);
        root.SetInts(Tags.BitsStored, 8);
        root.SetInts(Tags.HighBit, 7);
        root.SetInts(Tags.PixelRepresentation, 0L);
        root.SetInts(Tags.NumberOfFrames, Frames);
        root.SetString(Tags.BurnedInAnnotation, "NO");
        return root;
    }

    private static void AddRegion(DataSet root)
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

    private static PixelContent Pixels(bool jpeg)
    {
        IEnumerable<DisplayImage> frames = Enumerable.Range(0, Frames).Select(Frame);
        return jpeg
            ? PixelContent.Encapsulated([.. frames.Select(frame => (ReadOnlyMemory<byte>)JpegEncoder.Encode(frame, new JpegEncoding(90)))])
            : PixelContent.Native(frames.SelectMany(frame => frame.Samples).ToArray(), Vr.OB);
    }

    private static DisplayImage Frame(int index)
    {
        var image = new DisplayImage(Width, Height, 3);
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                bool isText = Text.Contains(x, y) && (x + y) % 3 != 0;
                image[x, y].Fill(isText ? (byte)255 : Region.Contains(x, y) ? (byte)(60 + (((x * 3) + (y * 5) + (index * 17)) % 150)) : (byte)0);
            }
        }

        return image;
    }
}
