using System.Globalization;
using Pipeline.Dicom;

namespace Pipeline.Interleaving.Tests;

/// <summary>The two made-up patients of the schedules and their studies, of two small objects each.</summary>
internal static class People
{
    public const int Count = 2;

    /// <summary>Objects of each study; the second comes in a later package.</summary>
    public const int Parts = 2;

    /// <summary>The scanner, whose declared regions a reviewer approved.</summary>
    public const string Maker = "PIPELINE MIHON", Model = "Mihon 32";

    private const int Side = 32;

    /// <summary>What must not stand in a message, a blob's name or the audit.</summary>
    public static IReadOnlyList<string> Identifying { get; } =
        ["MIHON", "Yamada", "山田", "ヤマダ", StudyUid(0), StudyUid(1), "19650401", "1965-04-01", "1965/04/01"];

    public static string PatientId(int patient) => string.Create(CultureInfo.InvariantCulture, $"MIHON-77000{patient}");

    public static string StudyUid(int patient) => string.Create(CultureInfo.InvariantCulture, $"2.25.77000{patient}");

    public static string InstanceUid(int patient, int part) => string.Create(CultureInfo.InvariantCulture, $"{StudyUid(patient)}.1.{part}");

    /// <summary>A native ultrasound frame whose regions say where the picture is.</summary>
    public static byte[] Object(int patient, int part)
    {
        DataSet data = new();
        data.SetString(Tags.SpecificCharacterSet, "ISO_IR 192");
        data.SetStrings(Tags.ImageType, "ORIGINAL", "PRIMARY");
        data.SetString(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.6.1");
        data.SetString(Tags.SOPInstanceUID, InstanceUid(patient, part));
        data.SetString(Tags.StudyDate, "20260401");
        data.SetString(Tags.Modality, "US");
        data.SetString(Tags.Manufacturer, Maker);
        data.SetString(Tags.ManufacturerModelName, Model);
        data.SetString(Tags.PatientName, "Yamada^Tarou=山田^太郎=ヤマダ^タロウ");
        data.SetString(Tags.PatientID, PatientId(patient));
        data.SetString(Tags.PatientBirthDate, "19650401");
        data.SetString(Tags.PatientSex, "M");
        data.SetString(Tags.StudyInstanceUID, StudyUid(patient));
        data.SetString(Tags.SeriesInstanceUID, StudyUid(patient) + ".1");
        data.SetInts(Tags.SamplesPerPixel, 1);
        data.SetString(Tags.PhotometricInterpretation, "MONOCHROME2");
        data.SetInts(Tags.Rows, Side);
        data.SetInts(Tags.Columns, Side);
        data.SetInts(Tags.BitsAllocated, 8);
        data.SetInts(Tags.BitsStored, 8);
        data.SetInts(Tags.HighBit, 7);
        data.SetInts(Tags.PixelRepresentation, 0L);
        data.SetString(Tags.BurnedInAnnotation, "NO");
        AddRegion(data);
        using MemoryStream file = new();
        byte[] pixels = [.. Enumerable.Range(0, Side * Side).Select(i => i / Side < 8 ? (byte)0 : (byte)((i * (part + 3)) % 200))];
        DicomFile.CreateAsync(file, data, TransferSyntax.ExplicitLittleEndian, PixelContent.Native(pixels, Vr.OB)).AsTask().GetAwaiter().GetResult();
        return file.ToArray();
    }

    private static void AddRegion(DataSet root)
    {
        DataSet region = root.SetSequence(Tags.SequenceOfUltrasoundRegions).Add();
        region.SetInts(Tags.RegionSpatialFormat, 1);
        region.SetInts(Tags.RegionDataType, 1);
        region.SetInts(Tags.RegionFlags, 0L);
        region.SetInts(Tags.RegionLocationMinX0, 0L);
        region.SetInts(Tags.RegionLocationMinY0, 8);
        region.SetInts(Tags.RegionLocationMaxX1, Side - 1);
        region.SetInts(Tags.RegionLocationMaxY1, Side - 1);
    }
}
