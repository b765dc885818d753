using System.Numerics;
using Pipeline.Imaging.Faces;
using Pipeline.Imaging.Png;

namespace Pipeline.Imaging.Tests.Faces;

/// <summary>Generated heads, turned, tilted and cropped: what is sure comes out without its face, what is not is held.</summary>
public class FaceRemovalTests
{
    public static TheoryData<string> Sure => ["straight", "turned 25", "turned -40", "chin up 20", "chin down 15", "leaning 15", "turned, nodding and leaning", "thin slices", "5 mm slices", "coronal", "child", "tilted gantry", "crown missing", "from the upper lip up"];

    public static TheoryData<string> Unsure => ["one slice", "slices missing", "double slices", "10 mm slices", "feet taken for head", "back taken for front", "shuffled places"];

    [Theory]
    [MemberData(nameof(Sure))]
    public void A_face_that_is_found_goes_and_nothing_within_the_skull_changes(string how)
    {
        (SyntheticHead head, List<FaceSlice> slices) = Made(how);
        FaceFinding finding = FaceRemoval.Plan(slices, FaceExtent.BrowToChin, "key"u8);
        TestContext.Current.TestOutputHelper?.WriteLine($"{how}: {finding.Verdict} {finding.Explanation} {finding.Figures}");
        if (Environment.GetEnvironmentVariable("PIPELINE_PICTURES") is { } folder && !head.Coronal)
        {
            File.WriteAllBytes(Path.Combine(folder, $"made-{how}.png"), PngEncoder.Encode(new SurfaceRendering(slices).Views(-300, 200)));
            File.WriteAllBytes(Path.Combine(folder, $"made-{how}-after.png"), PngEncoder.Encode(new SurfaceRendering(slices, finding.Plan).Views(-300, 200)));
        }

        finding.Verdict.ShouldBe(FaceVerdict.Removed, $"{finding.Explanation} {finding.Figures}");
        (int brain, int face, int faceLeft) = (0, 0, 0);
        foreach (FaceSlice slice in slices)
        {
            (byte[] before, byte[] after) = (slice.ReadSamples(), slice.ReadSamples());
            finding.Plan!.Apply(slice, after);
            for (int i = 0; i < before.Length / 2; i++)
            {
                Vector3 point = slice.Geometry.At(i % slice.Geometry.Columns, i / slice.Geometry.Columns);
                bool changed = before[2 * i] != after[2 * i] || before[(2 * i) + 1] != after[(2 * i) + 1];
                if (changed && head.IsBrain(point)) brain++;
                if (!head.IsFace(point)) continue;
                face++;
                if (!changed) faceLeft++;
            }
        }

        brain.ShouldBe(0);
        face.ShouldBeGreaterThan(200);
        ((double)faceLeft / face).ShouldBeLessThan(0.03);
    }

    [Theory]
    [MemberData(nameof(Unsure))]
    public void What_cannot_be_sure_is_undecided(string how)
    {
        FaceFinding finding = FaceRemoval.Plan(Made(how).Slices, FaceExtent.BrowToChin, "key"u8);
        TestContext.Current.TestOutputHelper?.WriteLine($"{how}: {finding.Verdict} {finding.Explanation} {finding.Figures}");
        finding.Verdict.ShouldBe(FaceVerdict.Undecided);
        finding.Plan.ShouldBeNull();
    }

    [Theory]
    [InlineData("only the crown", FaceVerdict.NoFace)]
    [InlineData("a trunk", FaceVerdict.NoHead)]
    public void A_volume_without_a_face_has_nothing_to_remove(string how, FaceVerdict verdict)
        => FaceRemoval.Plan(Made(how).Slices, FaceExtent.BrowToChin, "key"u8).Verdict.ShouldBe(verdict);

    private static (SyntheticHead Head, List<FaceSlice> Slices) Made(string how)
    {
        SyntheticHead head = how switch
        {
            "turned 25" => new(Turn: 25),
            "turned -40" => new(Turn: -40),
            "chin up 20" => new(Nod: 20),
            "chin down 15" => new(Nod: -15),
            "leaning 15" => new(Lean: 15),
            "turned, nodding and leaning" => new(Turn: 15, Nod: 10, Lean: -8),
            "thin slices" => new() { Step = 1.5f },
            "5 mm slices" => new() { Step = 5 },
            "10 mm slices" => new() { Step = 10 },
            "coronal" => new() { Coronal = true },
            "child" => new(Top: 90, Bottom: -130) { Scale = 0.75f },
            "tilted gantry" => new() { Shear = 0.3f },
            "crown missing" => new(Top: 20),
            "from the upper lip up" => new(Bottom: -80),
            "only the crown" => new(Bottom: -10),
            "a trunk" => new() { HasSkull = false },
            _ => new(),
        };
        List<FaceSlice> slices = head.Slices();
        switch (how)
        {
            case "one slice": slices = [slices[20]]; break;
            case "slices missing": slices.RemoveRange(30, 3); break;
            case "double slices": slices.AddRange(slices.ToArray()); break;
            case "feet taken for head": slices = Moved(slices, p => p with { Z = -p.Z }); break;
            case "back taken for front": slices = [.. slices.Select(s => s with { Geometry = s.Geometry with { Position = -s.Geometry.Position with { Z = -s.Geometry.Position.Z }, Row = -Vector3.UnitX, Column = -Vector3.UnitY } })]; break;
            case "shuffled places": slices = Moved(slices, p => p with { X = p.X + (17 * ((int)p.Z % 3)) }); break;
        }

        return (head, slices);
    }

    private static List<FaceSlice> Moved(List<FaceSlice> slices, Func<Vector3, Vector3> move)
        => [.. slices.Select(slice => slice with { Geometry = slice.Geometry with { Position = move(slice.Geometry.Position) } })];
}
