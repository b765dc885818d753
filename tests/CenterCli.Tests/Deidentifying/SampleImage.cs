using System.Globalization;
using System.Numerics;
using Pipeline.Dicom;
using Pipeline.Imaging.Faces;
using Pipeline.Imaging.Tests.Faces;

namespace Pipeline.CenterCli.Tests;

/// <summary>Small CT images of fictitious patients that the research profile passes.</summary>
internal static class SampleImage
{
    public const string CtImage = "1.2.840.10008.5.1.4.1.1.2";
    private const int Edge = 16;

    /// <summary>Writes an image; its folder is created.</summary>
    public static async Task WriteAsync(string path, string patientId = "MIHON-770001", string instance = "2.25.881", string description = "胸部 造影")
    {
        var data = new DataSet();
        data.SetString(Tags.SpecificCharacterSet, "ISO_IR 192");
        data.SetStrings(Tags.ImageType, "ORIGINAL", "PRIMARY", "AXIAL");
        data.SetString(Tags.SOPClassUID, CtImage);
        data.SetString(Tags.SOPInstanceUID, instance);
        data.SetString(Tags.StudyDate, "20261001");
        data.SetString(Tags.Modality, "CT");
        data.SetString(Tags.StudyDescription, description);
        data.SetString(Tags.PatientName, "Yamada^Tarou=山田^太郎=ヤマダ^タロウ");
        data.SetString(Tags.PatientID, patientId);
        data.SetString(Tags.PatientBirthDate, "19650401");
        data.SetString(Tags.BodyPartExamined, "CHEST");
        data.SetString(Tags.StudyInstanceUID, "2.25.771");
        data.SetString(Tags.SeriesInstanceUID, "2.25.771.1");
        data.SetInts(Tags.SamplesPerPixel, 1);
        data.SetString(Tags.PhotometricInterpretation, "MONOCHROME2");
        data.SetInts(Tags.Rows, Edge);
        data.SetInts(Tags.Columns, Edge);
        data.SetInts(Tags.BitsAllocated, 16);
        data.SetInts(Tags.BitsStored, 12);
        data.SetInts(Tags.HighBit, 11);
        data.SetInts(Tags.PixelRepresentation, 0L);
        await WriteAsync(path, data, bytesPerPixel: 2);
    }

    /// <summary>Writes the slices of a generated series, 001.dcm and so on from the lowest up.</summary>
    /// <param name="folder">For the slices.</param>
    /// <param name="body">What they show.</param>
    /// <param name="regionOf">What a slice's header calls the region, by its number; null: nothing.</param>
    /// <param name="series">(0020,000E).</param>
    public static async Task WriteSlicesAsync(string folder, SyntheticHead body, Func<int, string?> regionOf, string series = "2.25.774.1")
    {
        int number = 0;
        foreach (FaceSlice slice in body.Slices())
        {
            number++;
            SliceGeometry place = slice.Geometry;
            var data = new DataSet();
            data.SetString(Tags.SpecificCharacterSet, "ISO_IR 192");
            data.SetStrings(Tags.ImageType, "ORIGINAL", "PRIMARY", "AXIAL");
            data.SetString(Tags.SOPClassUID, CtImage);
            data.SetString(Tags.SOPInstanceUID, $"{series}.{number}");
            data.SetString(Tags.Modality, "CT");
            data.SetString(Tags.PatientName, "Yamada^Tarou");
            data.SetString(Tags.PatientID, "MIHON-770001");
            if (regionOf(number) is { } region) data.SetString(Tags.BodyPartExamined, region);
            data.SetString(Tags.StudyInstanceUID, "2.25.774");
            data.SetString(Tags.SeriesInstanceUID, series);
            data.SetStrings(Tags.ImagePositionPatient, Texts(place.Position));
            data.SetStrings(Tags.ImageOrientationPatient, [.. Texts(place.Row), .. Texts(place.Column)]);
            data.SetStrings(Tags.PixelSpacing, Text(place.RowSpacing), Text(place.ColumnSpacing));
            data.SetString(Tags.RescaleSlope, "1");
            data.SetString(Tags.RescaleIntercept, "-1024");
            data.SetInts(Tags.SamplesPerPixel, 1);
            data.SetString(Tags.PhotometricInterpretation, "MONOCHROME2");
            data.SetInts(Tags.Rows, place.Rows);
            data.SetInts(Tags.Columns, place.Columns);
            data.SetInts(Tags.BitsAllocated, 16);
            data.SetInts(Tags.BitsStored, 12);
            data.SetInts(Tags.HighBit, 11);
            data.SetInts(Tags.PixelRepresentation, 0L);
            await WriteAsync(Path.Combine(folder, $"{number:D3}.dcm"), data, slice.ReadSamples());
        }
    }

    /// <summary>Writes an ultrasound image that declares one region.</summary>
    public static async Task WriteUltrasoundAsync(string path)
    {
        var data = new DataSet();
        data.SetString(Tags.SpecificCharacterSet, "ISO_IR 192");
        data.SetStrings(Tags.ImageType, "ORIGINAL", "PRIMARY");
        data.SetString(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.6.1");
        data.SetString(Tags.SOPInstanceUID, "2.25.883");
        data.SetString(Tags.Modality, "US");
        data.SetString(Tags.ManufacturerModelName, "Mihon 16");
        data.SetString(Tags.PatientName, "Yamada^Tarou");
        data.SetString(Tags.PatientID, "MIHON-770001");
        data.SetString(Tags.StudyInstanceUID, "2.25.772");
        data.SetString(Tags.SeriesInstanceUID, "2.25.772.1");
        data.SetInts(Tags.SamplesPerPixel, 1);
        data.SetString(Tags.PhotometricInterpretation, "MONOCHROME2");
        data.SetInts(Tags.Rows, Edge);
        data.SetInts(Tags.Columns, Edge);
        data.SetInts(Tags.BitsAllocated, 8);
        data.SetInts(Tags.BitsStored, 8);
        data.SetInts(Tags.HighBit, 7);
        data.SetInts(Tags.PixelRepresentation, 0L);
        DataSet region = data.SetSequence(Tags.SequenceOfUltrasoundRegions).Add();
        region.SetInts(Tags.RegionSpatialFormat, 1);
        region.SetInts(Tags.RegionDataType, 1);
        region.SetInts(Tags.RegionFlags, 0L);
        region.SetInts(Tags.RegionLocationMinX0, 2);
        region.SetInts(Tags.RegionLocationMinY0, 4);
        region.SetInts(Tags.RegionLocationMaxX1, 13);
        region.SetInts(Tags.RegionLocationMaxY1, 13);
        await WriteAsync(path, data, bytesPerPixel: 1);
    }

    /// <summary>Writes an endoscopic object of painted frames, 320 by 240, in RGB.</summary>
    public static async Task WriteEndoscopyAsync(string path, params string[] frames)
    {
        var data = new DataSet();
        data.SetString(Tags.SpecificCharacterSet, "ISO_IR 192");
        data.SetStrings(Tags.ImageType, "ORIGINAL", "PRIMARY");
        data.SetString(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.77.1.1");
        data.SetString(Tags.SOPInstanceUID, "2.25.884");
        data.SetString(Tags.Modality, "ES");
        data.SetString(Tags.PatientName, "Yamada^Tarou");
        data.SetString(Tags.PatientID, "MIHON-770001");
        data.SetString(Tags.StudyInstanceUID, "2.25.773");
        data.SetString(Tags.SeriesInstanceUID, "2.25.773.1");
        data.SetInts(Tags.SamplesPerPixel, 3);
        data.SetString(Tags.PhotometricInterpretation, "RGB");
        data.SetInts(Tags.PlanarConfiguration, 0L);
        data.SetInts(Tags.NumberOfFrames, frames.Length);
        data.SetInts(Tags.Rows, 240);
        data.SetInts(Tags.Columns, 320);
        data.SetInts(Tags.BitsAllocated, 8);
        data.SetInts(Tags.BitsStored, 8);
        data.SetInts(Tags.HighBit, 7);
        data.SetInts(Tags.PixelRepresentation, 0L);
        await WriteAsync(path, data, frames.SelectMany(frame => PaintedScene.Paint(frame).Samples).ToArray());
    }

    private static string[] Texts(Vector3 place) => [Text(place.X), Text(place.Y), Text(place.Z)];

    private static string Text(float number) => number.ToString(CultureInfo.InvariantCulture);

    private static Task WriteAsync(string path, DataSet data, int bytesPerPixel) => WriteAsync(path, data, new byte[Edge * Edge * bytesPerPixel]);

    private static async Task WriteAsync(string path, DataSet data, byte[] pixels)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using FileStream file = File.Create(path);
        await DicomFile.CreateAsync(file, data, TransferSyntax.ExplicitLittleEndian, PixelContent.Native(pixels));
    }
}
