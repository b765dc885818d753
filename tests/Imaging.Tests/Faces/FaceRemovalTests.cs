using System.Numerics;
using Pipeline.Imaging.Faces;
using Pipeline.Imaging.Png;

namespace Pipeline.Imaging.Tests.Faces;

/// <summary>Generated heads, turned, tilted and cropped: what is sure comes out without its face, what is not is held.</summary>
public class FaceRemovalTests
{
    public static TheoryData<string> Sure => ["straight", "turned 25", "turned -40", "chin up 20", "chin down 15", "leaning 15", "turned, nodding and leaning", "thin slices", "5 mm slices", "coronal", "child", "tilted gantry", "crown missing", "from the upper lip up"];

    public static TheoryData<string> Unsure => ["one slice", "slices missing", "double slices", "10 mm slices", "feet taken for head", "feet taken for head, without the crown", "back taken for front", "shuffled places"];

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

    [Fact]
    public void For_a_jaw_the_upper_half_of_the_face_goes_and_the_jaw_stays()
    {
        List<FaceSlice> slices = Made("straight").Slices;
        FaceFinding finding = FaceRemoval.Plan(slices, FaceExtent.UpperHalf, "key"u8);
        finding.Verdict.ShouldBe(FaceVerdict.Removed, $"{finding.Explanation} {finding.Figures}");
        Changed(slices, finding.Plan!, p => p.Z is > -80 and < -55 && p.Y < -95).ShouldBeGreaterThan(100);
        Changed(slices, finding.Plan!, p => p.Z < -105).ShouldBe(0);
        FaceRemoval.Plan(Made("from the upper lip up").Slices, FaceExtent.UpperHalf, "key"u8).Verdict.ShouldBe(FaceVerdict.Undecided);
    }

    [Fact]
    public void The_same_key_makes_the_same_cut_and_another_key_another()
    {
        List<FaceSlice> slices = Made("5 mm slices").Slices;
        byte[] Slice(string key)
        {
            byte[] samples = slices[20].ReadSamples();
            FaceRemoval.Plan(slices, FaceExtent.BrowToChin, System.Text.Encoding.ASCII.GetBytes(key)).Plan!.Apply(slices[20], samples);
            return samples;
        }

        byte[] first = Slice("key");
        Slice("key").ShouldBe(first);
        Slice("another").ShouldNotBe(first);
    }

    [Fact]
    public void Volumes_beyond_the_limits_are_undecided()
    {
        List<FaceSlice> slices = Made("5 mm slices").Slices;
        foreach (FaceLimits limits in new[] { new FaceLimits(Slices: 10), new FaceLimits(Pixels: 1000), new FaceLimits(Cells: 1000) })
            FaceRemoval.Plan(slices, FaceExtent.BrowToChin, "key"u8, limits).Verdict.ShouldBe(FaceVerdict.Undecided);
    }

    /// <summary>Whatever stands in a volume, looking at it ends with a verdict.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Noise_and_boxes_end_with_a_verdict_that_removes_nothing(int seed)
    {
        var random = new Random(seed);
        var description = new PixelDescription(60, 70, 1, PhotometricInterpretation.Monochrome2, 0, 16, 16, 15, 1, 1);
        for (int n = 0; n < 6; n++)
        {
            int box = random.Next(5, 35);
            List<FaceSlice> slices = [.. Enumerable.Range(0, 50).Select(z =>
            {
                byte[] samples = new byte[description.NativeFrameLength];
                var stored = new StoredValues(description);
                for (int i = 0; i < 60 * 70; i++)
                {
                    int far = Math.Max(Math.Abs((i % 70) - 35), Math.Max(Math.Abs((i / 70) - 30), Math.Abs(z - 25)));
                    int value = n % 2 == 0 ? random.Next(-1000, 2000) : far < box ? 40 : far < box + 3 ? 1000 : -1000;
                    stored.Write(samples, i, value);
                }

                return new FaceSlice(new SliceGeometry(new Vector3(-100, -100, z * 3), Vector3.UnitX, Vector3.UnitY, 3, 3, 60, 70), description, 1, 0, () => (byte[])samples.Clone());
            })];
            FaceRemoval.Plan(slices, FaceExtent.BrowToChin, "key"u8).Plan.ShouldBeNull();
        }
    }

    private static int Changed(List<FaceSlice> slices, FacePlan plan, Func<Vector3, bool> where)
    {
        int changed = 0;
        foreach (FaceSlice slice in slices)
        {
            (byte[] before, byte[] after) = (slice.ReadSamples(), slice.ReadSamples());
            plan.Apply(slice, after);
            for (int i = 0; i < before.Length / 2; i++)
            {
                if ((before[2 * i] != after[2 * i] || before[(2 * i) + 1] != after[(2 * i) + 1]) && where(slice.Geometry.At(i % slice.Geometry.Columns, i / slice.Geometry.Columns))) changed++;
            }
        }

        return changed;
    }

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
            "feet taken for head, without the crown" => new(Top: 15),
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
            case "feet taken for head" or "feet taken for head, without the crown": slices = Moved(slices, p => p with { Z = -p.Z }); break;
            case "back taken for front": slices = [.. slices.Select(s => s with { Geometry = s.Geometry with { Position = -s.Geometry.Position with { Z = -s.Geometry.Position.Z }, Row = -Vector3.UnitX, Column = -Vector3.UnitY } })]; break;
            case "shuffled places": slices = Moved(slices, p => p with { X = p.X + (17 * ((int)p.Z % 3)) }); break;
        }

        return (head, slices);
    }

    private static List<FaceSlice> Moved(List<FaceSlice> slices, Func<Vector3, Vector3> move)
        => [.. slices.Select(slice => slice with { Geometry = slice.Geometry with { Position = move(slice.Geometry.Position) } })];
}
