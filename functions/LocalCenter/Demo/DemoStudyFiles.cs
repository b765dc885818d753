using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Text;
using Pipeline.Registry;

namespace Pipeline.LocalCenter.Demo;

/// <summary>
/// Writes a patient's study as its scanner and report system would: two cines with regions, the name, ID and date burned in
/// outside them, and a domain report. The same patient always gives the same bytes.
/// </summary>
internal sealed class DemoStudyFiles(string folder, DateOnly today)
{
    private const int Frames = 12;
    private const string UltrasoundMultiFrame = "1.2.840.10008.5.1.4.1.1.3.1";
    private static readonly JsonSerializerOptions ReportJson = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly byte[] White = [235, 235, 235];

    /// <summary>The day (JST) on which everybody was examined.</summary>
    private DateOnly StudyDate => today.AddDays(-20);

    /// <summary>Study Instance UID of a patient's study.</summary>
    public static string StudyUid(DemoPatient patient) => Uid(patient, "study");

    /// <summary>Writes the study below the folder, file by file; one that is there is whole and stays.</summary>
    public async Task WriteAsync(DemoPatient patient, CancellationToken cancellationToken)
    {
        string studyFolder = Path.Combine(folder, Sha(patient.Id)[..12]);
        Directory.CreateDirectory(studyFolder);
        for (int number = 1; number <= 2; number++)
        {
            string path = Path.Combine(studyFolder, $"{number:D4}.dcm");
            if (!File.Exists(path))
            {
                await WriteWholeAsync(path, (stream, cancel) => WriteCineAsync(patient, number, stream, cancel), cancellationToken);
            }
        }

        await WriteWholeAsync(
            Path.Combine(studyFolder, "report.json"),
            (stream, cancel) => JsonSerializer.SerializeAsync(stream, ReportOf(patient), ReportJson, cancel),
            cancellationToken);
    }

    private static DomainReport ReportOf(DemoPatient patient) => new()
    {
        Domain = patient.Study.Domain,
        Diagnoses = [new ReportDiagnosis(patient.Study.Code, patient.Study.Disease)],
        BodySite = patient.Study.BodySite,
        Measurements = [MeasurementOf(patient)],
        Findings = $"{patient.Name.BurnedIn}様（{patient.Id}、{patient.BirthDate:yyyy年M月d日}生）。{patient.Study.Disease}を認める。前回と著変なし。",
        Physician = "鈴木 花子",
    };

    private static ReportMeasurement MeasurementOf(DemoPatient patient)
    {
        int number = patient.Id[^1] - '0';
        return patient.Study.Domain switch
        {
            "heart" => new ReportMeasurement("LVEF", 50 + number, "%"),
            "breast" => new ReportMeasurement("Tumor size", 8 + number, "mm"),
            _ => new ReportMeasurement("Liver span", 110 + number, "mm"),
        };
    }

    private async Task WriteCineAsync(DemoPatient patient, int number, Stream stream, CancellationToken cancellationToken)
    {
        DataSet data = Header(patient, number);
        bool jpeg = patient.Study.Picture == DemoPicture.Jpeg;
        IReadOnlyList<ReadOnlyMemory<byte>> frames = [.. Enumerable.Range(0, Frames).Select(f => (ReadOnlyMemory<byte>)Frame(patient, number, f))];
        PixelContent pixels = jpeg
            ? PixelContent.Encapsulated(frames)
            : PixelContent.Native(frames.SelectMany(f => f.ToArray()).ToArray(), Vr.OB);
        await DicomFile.CreateAsync(stream, data, jpeg ? TransferSyntax.JpegBaseline : TransferSyntax.ExplicitLittleEndian, pixels, cancellationToken);
    }

    private byte[] Frame(DemoPatient patient, int number, int frame)
    {
        CinePainter painter = new(Convert.ToInt32(Sha(patient.Id)[..6], 16) + number);
        DisplayImage image = new(CinePainter.Columns, CinePainter.Rows, 3, painter.Paint(frame));
        BitmapText.Draw(image, 8, 8, $"{patient.Name.BurnedIn} {patient.Id}", White);
        BitmapText.Draw(image, 8, 32, $"{patient.BirthDate:yyyy年M月d日} {(patient.Sex == Sex.Male ? "男" : "女")}", White);
        BitmapText.Draw(image, 400, 8, StudyDate.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture), White);
        BitmapText.Draw(image, 400, 456, patient.Name.Romaji.Replace('^', ' '), White);
        return patient.Study.Picture switch
        {
            DemoPicture.Jpeg => JpegEncoder.Encode(image, new JpegEncoding()),
            DemoPicture.Gray => CinePainter.ToGray(image.Samples),
            _ => image.Samples,
        };
    }

    private DataSet Header(DemoPatient patient, int number)
    {
        DataSet data = new();
        data.SetString(Tags.SpecificCharacterSet, "ISO_IR 192");
        data.SetStrings(Tags.ImageType, "ORIGINAL", "PRIMARY", "", "0001");
        data.SetString(Tags.SOPClassUID, UltrasoundMultiFrame);
        data.SetString(Tags.SOPInstanceUID, Uid(patient, $"instance-{number}"));
        data.SetDate(Tags.StudyDate, StudyDate);
        data.SetDate(Tags.SeriesDate, StudyDate);
        data.SetDate(Tags.ContentDate, StudyDate);
        data.SetTime(Tags.StudyTime, new TimeOnly(9, 30));
        data.SetTime(Tags.ContentTime, new TimeOnly(9, 30 + number));
        data.SetString(Tags.AccessionNumber, "AC" + Sha(patient.Id)[..8]);
        data.SetString(Tags.Modality, "US");
        data.SetString(Tags.Manufacturer, DemoDevice.Manufacturer);
        data.SetString(Tags.InstitutionName, $"{patient.Facility.Value} 病院");
        data.SetString(Tags.ReferringPhysicianName, "Suzuki^Hanako=鈴木^花子=スズキ^ハナコ");
        data.SetString(Tags.StudyDescription, $"{patient.Study.Domain} US {patient.Name.BurnedIn}");
        data.SetString(Tags.ManufacturerModelName, DemoDevice.Model);
        data.SetString(Tags.PatientName, patient.Name.PersonName);
        data.SetString(Tags.PatientID, patient.Id);
        data.SetDate(Tags.PatientBirthDate, patient.BirthDate);
        data.SetString(Tags.PatientSex, patient.Sex == Sex.Male ? "M" : "F");
        data.SetString(Tags.PatientAge, $"{JapaneseDay.AgeOn(patient.BirthDate, StudyDate):D3}Y");
        data.SetString(Tags.SoftwareVersions, DemoDevice.Software);
        data.SetString(Tags.StudyInstanceUID, StudyUid(patient));
        data.SetString(Tags.SeriesInstanceUID, Uid(patient, "series"));
        data.SetString(Tags.StudyID, "1");
        data.SetInts(Tags.SeriesNumber, 1);
        data.SetInts(Tags.InstanceNumber, number);
        SetPixelModule(data, patient.Study.Picture);
        SetRegion(data);
        return data;
    }

    private static void SetPixelModule(DataSet data, DemoPicture picture)
    {
        bool gray = picture == DemoPicture.Gray;
        data.SetInts(Tags.SamplesPerPixel, gray ? 1 : 3);
        data.SetString(Tags.PhotometricInterpretation, picture switch { DemoPicture.Jpeg => "YBR_FULL_422", DemoPicture.Gray => "MONOCHROME2", _ => "RGB" });
        if (!gray)
        {
            data.SetInts(Tags.PlanarConfiguration, 0L);
        }

        data.SetInts(Tags.NumberOfFrames, Frames);
        data.SetDoubles(Tags.FrameTime, 40);
        data.SetInts(Tags.FrameIncrementPointer, Vr.AT, 0x0018_1063);
        data.SetInts(Tags.Rows, CinePainter.Rows);
        data.SetInts(Tags.Columns, CinePainter.Columns);
        data.SetInts(Tags.BitsAllocated, 8);
        data.SetInts(Tags.BitsStored, 8);
        data.SetInts(Tags.HighBit, 7);
        data.SetInts(Tags.PixelRepresentation, 0L);
        if (picture == DemoPicture.Jpeg)
        {
            data.SetString(Tags.LossyImageCompression, "01");
            data.SetDoubles(Tags.LossyImageCompressionRatio, 10);
            data.SetString(Tags.LossyImageCompressionMethod, "ISO_10918_1");
        }
    }

    /// <summary>One 2-D tissue region (PS3.3 C.8.5.5); a pixel is 0.05 cm.</summary>
    private static void SetRegion(DataSet data)
    {
        (int left, int top, int right, int bottom) = CinePainter.Region;
        DataSet region = data.SetSequence(Tags.SequenceOfUltrasoundRegions).Add();
        region.SetInts(Tags.RegionSpatialFormat, 1);
        region.SetInts(Tags.RegionDataType, 1);
        region.SetInts(Tags.RegionFlags, 0L);
        region.SetInts(Tags.RegionLocationMinX0, left);
        region.SetInts(Tags.RegionLocationMinY0, top);
        region.SetInts(Tags.RegionLocationMaxX1, right);
        region.SetInts(Tags.RegionLocationMaxY1, bottom);
        region.SetInts(Tags.PhysicalUnitsXDirection, 3);
        region.SetInts(Tags.PhysicalUnitsYDirection, 3);
        region.SetDoubles(Tags.PhysicalDeltaX, 0.05);
        region.SetDoubles(Tags.PhysicalDeltaY, 0.05);
    }

    private static string Uid(DemoPatient patient, string what)
    {
        UInt128 number = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{patient.Id}/{what}")));
        return "2.25." + number.ToString(CultureInfo.InvariantCulture);
    }

    private static string Sha(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static async Task WriteWholeAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        string beside = path + ".new";
        await using (FileStream stream = File.Create(beside))
        {
            await write(stream, cancellationToken);
        }

        File.Move(beside, path, overwrite: true);
    }
}
