using System.Numerics;
using Pipeline.Dicom;
using Pipeline.Imaging.Faces;

namespace Pipeline.Imaging.Tests.Faces;

/// <summary>The slices of a series on disk, uncompressed CT.</summary>
internal static class CtSeries
{
    public static List<FaceSlice> Read(string folder) => [.. Directory.EnumerateFiles(folder, "*.dcm").Order().Select(ReadSlice)];

    private static FaceSlice ReadSlice(string path)
    {
        using DicomFile file = DicomFile.Open(File.OpenRead(path));
        DataSet root = file.DataSet;
        var description = new PixelDescription(
            (int)root.GetInt(Tags.Rows)!, (int)root.GetInt(Tags.Columns)!, 1, PhotometricInterpretation.Monochrome2, 0,
            (int)root.GetInt(Tags.BitsAllocated)!, (int)root.GetInt(Tags.BitsStored)!, (int)root.GetInt(Tags.HighBit)!, (int)root.GetInt(Tags.PixelRepresentation)!, 1);
        float[] position = Numbers(root, Tags.ImagePositionPatient), direction = Numbers(root, Tags.ImageOrientationPatient), spacing = Numbers(root, Tags.PixelSpacing);
        var geometry = new SliceGeometry(
            new Vector3(position), new Vector3(direction.AsSpan(0, 3)), new Vector3(direction.AsSpan(3)), spacing[0], spacing[1], description.Rows, description.Columns);
        byte[] samples = new byte[description.NativeFrameLength];
        using Stream stream = file.Streamed!.OpenRead();
        stream.ReadExactly(samples);
        return new FaceSlice(geometry, description, root.GetDouble(Tags.RescaleSlope) ?? 1, root.GetDouble(Tags.RescaleIntercept) ?? 0, () => (byte[])samples.Clone());
    }

    private static float[] Numbers(DataSet root, Tag tag) => [.. root.GetStrings(tag).Select(text => float.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
}
