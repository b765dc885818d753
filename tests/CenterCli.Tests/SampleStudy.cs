using Pipeline.Dicom;

namespace Pipeline.CenterCli.Tests;

/// <summary>Small DICOM files of fictitious patients.</summary>
public static class SampleStudy
{
    public const string UltrasoundMultiframe = "1.2.840.10008.5.1.4.1.1.3.1";

    /// <summary>Writes a file with pixel data of <paramref name="pixels"/> bytes.</summary>
    public static async Task<byte[]> WriteAsync(string path, string study, string patient, string instance, int pixels = 4096)
    {
        var data = new DataSet();
        data.SetString(Tags.SOPClassUID, UltrasoundMultiframe);
        data.SetString(Tags.SOPInstanceUID, instance);
        data.SetString(Tags.Modality, "US");
        data.SetString(Tags.PatientName, "YAMADA^TAROU");
        data.SetString(Tags.PatientID, patient);
        data.SetString(Tags.PatientBirthDate, "19610203");
        data.SetString(Tags.StudyInstanceUID, study);
        data.SetString(Tags.SeriesInstanceUID, study + ".1");
        byte[] value = new byte[pixels];
        new Random(instance.Length + (pixels * 31)).NextBytes(value);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (FileStream file = File.Create(path))
        {
            await DicomFile.CreateAsync(file, data, TransferSyntax.ExplicitLittleEndian, PixelContent.Native(value, Vr.OB));
        }

        return await File.ReadAllBytesAsync(path);
    }

    /// <summary>Writes studies 2.25.{n}, each of one patient and two files, into folders of their own.</summary>
    public static async Task WriteManyAsync(TemporaryFolder folder, int studies, int pixels = 4096)
    {
        for (int study = 1; study <= studies; study++)
        {
            for (int file = 1; file <= 2; file++)
            {
                await WriteAsync(folder[$"YAMADA{study:D3}/{file}.dcm"], $"2.25.77{study}", $"ALPHA-77{study:D4}", $"2.25.88{study}.{file}", pixels);
            }
        }
    }
}
