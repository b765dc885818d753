using Pipeline.Dicom;

namespace Pipeline.Intake.Tests;

/// <summary>Small fictitious objects of one study.</summary>
internal static class SampleObject
{
    public const string PatientId = "MIHON-770001";
    public const string StudyUid = "2.25.770001";
    public const string PatientName = "Yamada^Tarou=山田^太郎=ヤマダ^タロウ";

    /// <summary>A readable object; <paramref name="change"/> spoils or varies it.</summary>
    public static byte[] Bytes(int number = 1, Action<DataSet>? change = null, byte pixel = 7)
    {
        DataSet data = new();
        data.SetString(Tags.SpecificCharacterSet, "ISO_IR 192");
        data.SetString(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.6.1");
        data.SetString(Tags.SOPInstanceUID, $"{StudyUid}.{number}");
        data.SetDate(Tags.StudyDate, new DateOnly(2026, 10, 1));
        data.SetString(Tags.Modality, "US");
        data.SetString(Tags.PatientName, PatientName);
        data.SetString(Tags.PatientID, PatientId);
        data.SetDate(Tags.PatientBirthDate, new DateOnly(1965, 4, 1));
        data.SetString(Tags.PatientSex, "M");
        data.SetString(Tags.StudyInstanceUID, StudyUid);
        data.SetString(Tags.SeriesInstanceUID, StudyUid + ".9");
        data.SetInts(Tags.SamplesPerPixel, 1);
        data.SetString(Tags.PhotometricInterpretation, "MONOCHROME2");
        data.SetInts(Tags.Rows, 4);
        data.SetInts(Tags.Columns, 4);
        data.SetInts(Tags.BitsAllocated, 8);
        data.SetInts(Tags.BitsStored, 8);
        data.SetInts(Tags.HighBit, 7);
        data.SetInts(Tags.PixelRepresentation, 0L);
        change?.Invoke(data);
        using MemoryStream file = new();
        byte[] pixels = new byte[16];
        Array.Fill(pixels, pixel);
        DicomFile.CreateAsync(file, data, TransferSyntax.ExplicitLittleEndian, PixelContent.Native(pixels, Vr.OB)).AsTask().GetAwaiter().GetResult();
        return file.ToArray();
    }
}
