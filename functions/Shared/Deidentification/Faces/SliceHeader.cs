using System.Numerics;
using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Imaging.Faces;

namespace Pipeline.Deidentification;

/// <summary>What a CT slice's header says of its place and scale.</summary>
internal static class SliceHeader
{
    /// <summary>Whether the object is a slice that a volume can be built of: an original CT image, one frame, deep gray.</summary>
    public static bool IsSlice(ImageFacts facts)
        => facts.SopClass == StudyFaces.CtImageStorage && facts.IsOriginal && facts.IsDeepGray && (facts.Root.GetInt(Tags.NumberOfFrames) ?? 1) == 1;

    /// <summary>The slice's place; null where the header does not give it, or its values are no Hounsfield units.</summary>
    public static FaceSlice? Read(ImageFacts facts, Func<byte[]> readSamples)
    {
        DataSet root = facts.Root;
        try
        {
            PixelDescription description = facts.Describe();
            description.Validate(PixelLimits.Default);
            if (!IsHounsfield(root)) return null;
            if (Three(root.GetDoubles(Tags.ImagePositionPatient)) is not { } position) return null;
            IReadOnlyList<double> directions = root.GetDoubles(Tags.ImageOrientationPatient), spacing = root.GetDoubles(Tags.PixelSpacing);
            if (directions.Count != 6 || spacing.Count != 2 || Three([.. directions.Take(3)]) is not { } row || Three([.. directions.Skip(3)]) is not { } column) return null;
            if (root.GetDouble(Tags.RescaleSlope) is not { } slope || root.GetDouble(Tags.RescaleIntercept) is not { } intercept) return null;
            var geometry = new SliceGeometry(position, row, column, (float)spacing[0], (float)spacing[1], description.Rows, description.Columns);
            return geometry.IsPlausible ? new FaceSlice(geometry, description, slope, intercept, readSamples) : null;
        }
        catch (DicomFormatException)
        {
            // A number that cannot be read is a place that is not known.
            return null;
        }
    }

    /// <summary>
    /// Looks at the slice by itself. Pixels that do not say how wide they are count as the widest usual, values without a scale as a scanner's.
    /// </summary>
    /// <returns>Null where only a volume can tell: the slice is not axial, or its values are no Hounsfield units.</returns>
    public static SkullSearch? Search(ImageFacts facts)
    {
        DataSet root = facts.Root;
        try
        {
            PixelDescription description = facts.Describe();
            description.Validate(PixelLimits.Default);
            if (!IsHounsfield(root) || !IsAxial(root.GetDoubles(Tags.ImageOrientationPatient))) return null;
            IReadOnlyList<double> spacing = root.GetDoubles(Tags.PixelSpacing);
            (float High, float Wide)? pixel = spacing is [>= 0.05 and <= 5, >= 0.05 and <= 5] ? ((float)spacing[0], (float)spacing[1]) : null;
            double slope = root.GetDouble(Tags.RescaleSlope) ?? 1, intercept = root.GetDouble(Tags.RescaleIntercept) ?? (description.IsSigned ? 0 : -1024);
            return slope is > 0.001 and < 1000 && Math.Abs(intercept) < 100_000 ? new SkullSearch(description, pixel?.High, pixel?.Wide, slope, intercept) : null;
        }
        catch (Exception exception) when (exception is DicomFormatException or ImageFormatException)
        {
            return null;
        }
    }

    private static bool IsHounsfield(DataSet root) => root.GetString(Tags.RescaleType) is not { Length: > 0 } type || type.Trim() == "HU";

    /// <summary>A slice that does not say how it lies is taken for an axial one, as nearly all are.</summary>
    private static bool IsAxial(IReadOnlyList<double> directions)
        => directions.Count != 6 || Math.Abs((directions[0] * directions[4]) - (directions[1] * directions[3])) > 0.7;

    private static Vector3? Three(IReadOnlyList<double> values)
        => values.Count == 3 ? new Vector3((float)values[0], (float)values[1], (float)values[2]) : null;
}
