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

    /// <summary>A search of its own, at full resolution: what bone closes in within a slice, if it is as large as a brain's part.</summary>
    [Fact]
    public void Nothing_that_bone_encloses_at_full_resolution_changes()
    {
        List<FaceSlice> slices = CtSeries.Read(Repository.SharedOrSkip("dicom", "ct-head"));
        FacePlan plan = FaceRemoval.Plan(slices, FaceExtent.BrowToChin, "key"u8).Plan!;
        (int enclosed, int changed) = (0, 0);
        foreach (FaceSlice slice in slices)
        {
            (float[] before, float[] after) = (SurfaceRendering.Values(slice, null), SurfaceRendering.Values(slice, plan));
            foreach (List<int> piece in Enclosed(before, slice.Geometry.Columns).Where(piece => piece.Count > 600))
            {
                foreach (int pixel in piece.Where(pixel => before[pixel] is > -10 and < 90))
                {
                    enclosed++;
                    if (after[pixel] != before[pixel]) changed++;
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{changed} of {enclosed} pixels within bone changed");
        enclosed.ShouldBeGreaterThan(40_000);
        changed.ShouldBe(0);
    }

    private static List<List<int>> Enclosed(float[] values, int columns)
    {
        bool[] seen = [.. values.Select(value => value > 250)];
        List<List<int>> pieces = [];
        for (int start = 0; start < values.Length; start++)
        {
            if (seen[start]) continue;
            seen[start] = true;
            var stack = new Stack<int>([start]);
            List<int> piece = [];
            while (stack.TryPop(out int at))
            {
                piece.Add(at);
                foreach (int next in new[] { at % columns > 0 ? at - 1 : at, at % columns < columns - 1 ? at + 1 : at, at - columns, at + columns })
                {
                    if (next < 0 || next >= values.Length || seen[next]) continue;
                    seen[next] = true;
                    stack.Push(next);
                }
            }

            pieces.Add(piece);
        }

        // The first is what lies around the head.
        return pieces[1..];
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
