using Pipeline.Imaging.Faces;
using Pipeline.Imaging.Png;
using Pipeline.Tests;

namespace Pipeline.Imaging.Tests.Faces;

/// <summary>A real head with a whole face.</summary>
public class RealHeadTests
{
    [Fact]
    public void The_face_of_a_real_head_goes_and_the_skull_stays()
    {
        List<FaceSlice> slices = CtSeries.Read(Repository.SharedOrSkip("dicom", "ct-head"));
        FaceFinding finding = FaceRemoval.Plan(slices, FaceExtent.BrowToChin, "key"u8);
        Draw(slices, finding.Plan);
        TestContext.Current.TestOutputHelper?.WriteLine($"{finding.Verdict}: {finding.Explanation} {finding.Figures}");
        finding.Verdict.ShouldBe(FaceVerdict.Removed, finding.Explanation);
    }

    /// <summary>Pictures for a person, where the environment names a folder for them.</summary>
    private static void Draw(List<FaceSlice> slices, FacePlan? plan)
    {
        if (Environment.GetEnvironmentVariable("PIPELINE_PICTURES") is not { } folder) return;
        foreach ((string name, float threshold) in new[] { ("skin", -300f), ("bone", 250f) })
        {
            File.WriteAllBytes(Path.Combine(folder, $"{name}-before.png"), PngEncoder.Encode(new SurfaceRendering(slices).Views(threshold)));
            File.WriteAllBytes(Path.Combine(folder, $"{name}-after.png"), PngEncoder.Encode(new SurfaceRendering(slices, plan).Views(threshold)));
        }

        File.WriteAllBytes(Path.Combine(folder, "slices-after.png"), PngEncoder.Encode(Slices(slices, plan)));
    }

    private static DisplayImage Slices(List<FaceSlice> slices, FacePlan? plan)
    {
        var image = new DisplayImage(128 * 8, 128 * 2, 1);
        for (int n = 0; n < 16; n++)
        {
            float[] values = SurfaceRendering.Values(slices[n * slices.Count / 16], plan);
            for (int i = 0; i < values.Length; i++) image[(n % 8 * 128) + (i % 128), (n / 8 * 128) + (i / 128)][0] = (byte)Math.Clamp((values[i] + 1024) / 1600 * 255, 0, 255);
        }

        return image;
    }
}
