using Pipeline.Imaging.Faces;
using Pipeline.Tests;

namespace Pipeline.Imaging.Tests.Faces;

/// <summary>Slices looked at one by one: never may a head's all be taken for a body's.</summary>
public class SkullSearchTests
{
    public static TheoryData<string, float, float, float, float> Poses => new()
    {
        { "straight", 0, 0, 0, 1 },
        { "turned", -40, 0, 0, 1 },
        { "chin up", 0, 20, 0, 1 },
        { "leaning", 0, 0, 15, 1 },
        { "turned, nodding and leaning", 15, 10, -8, 1 },
        { "child", 0, 0, 0, 0.75f },
    };

    [Theory]
    [MemberData(nameof(Poses))]
    public void Slices_through_a_skull_may_show_one_in_every_pose(string pose, float turn, float nod, float lean, float scale)
    {
        var head = new SyntheticHead(turn, nod, lean, Top: 50 * scale, Bottom: -20 * scale) { Scale = scale, Step = 10 };
        foreach (FaceSlice slice in head.Slices()) MayShowSkull(slice).ShouldBeTrue($"{pose}, {slice.Geometry.Position.Z} mm");
    }

    [Fact]
    public void Neck_and_trunk_show_none()
    {
        foreach (FaceSlice slice in new SyntheticHead(Top: -100, Bottom: -170).Slices()) MayShowSkull(slice).ShouldBeFalse($"neck, {slice.Geometry.Position.Z} mm");
        foreach (FaceSlice slice in new SyntheticHead(Top: 60, Bottom: -60) { HasSkull = false }.Slices()) MayShowSkull(slice).ShouldBeFalse($"trunk, {slice.Geometry.Position.Z} mm");
    }

    /// <summary>As scanners store them: matrices of 512, signs, other high bits, slopes and intercepts.</summary>
    [Theory]
    [InlineData(3, 12, 11, 0, 1, -1024, 0)]
    [InlineData(4, 12, 11, 0, 1, -1024, 80)]
    [InlineData(4, 16, 15, 1, 1, 0, 80)]
    [InlineData(2, 12, 15, 0, 1, -1024, 20)]
    [InlineData(4, 13, 12, 1, 0.5, 0, 20)]
    [InlineData(1, 16, 15, 0, 0.25, -8192, 0)]
    [InlineData(8, 16, 15, 0, 0.1, -1024, 60)]
    public void The_form_of_samples_makes_no_difference(int times, int bits, int highBit, int signed, double slope, double intercept, int noise)
    {
        foreach ((SyntheticHead head, bool skull) in new[] { (new SyntheticHead(Top: 40, Bottom: 0) { Step = 20 }, true), (new SyntheticHead(Top: 30, Bottom: 0) { Step = 15, HasSkull = false }, false) })
        {
            foreach (FaceSlice slice in head.Slices())
            {
                FaceSlice stored = Stored(slice, times, slice.Description with { BitsStored = bits, HighBit = highBit, PixelRepresentation = signed }, slope, intercept, noise);
                MayShowSkull(stored).ShouldBe(skull, $"{slice.Geometry.Position.Z} mm");
            }
        }
    }

    [Fact]
    public void A_slice_in_pieces_of_any_length_is_the_same_slice()
    {
        FaceSlice slice = Stored(new SyntheticHead(Top: 1, Bottom: 0).Slices()[0], 2, new PixelDescription(136, 136, 1, PhotometricInterpretation.Monochrome2, 0, 16, 12, 11, 0, 1), 1, -1024, 0);
        byte[] samples = slice.ReadSamples();
        foreach (int length in new[] { 1, 7, 271, 272, 273, 5000 })
        {
            SkullSearch search = Search(slice);
            for (int at = 0; at < samples.Length; at += length)
            {
                search.MayShowSkull().ShouldBeTrue("not all was seen");
                search.Add(samples.AsSpan(at, Math.Min(length, samples.Length - at)));
            }

            search.Add([0]);
            search.MayShowSkull().ShouldBeTrue();
        }

        SkullSearch half = Search(slice with { ReadSamples = () => samples });
        half.Add(new byte[samples.Length - 1]);
        half.MayShowSkull().ShouldBeTrue("what was not seen may be a skull");
        half.Add([0]);
        half.MayShowSkull().ShouldBeFalse();
    }

    /// <summary>Where nothing says how wide pixels are, the widest field is assumed.</summary>
    [Fact]
    public void A_skull_is_seen_without_knowing_how_wide_pixels_are()
    {
        FaceSlice slice = new SyntheticHead(Top: 1, Bottom: 0).Slices()[0];
        var search = new SkullSearch(slice.Description, null, null, 1, -1024);
        search.Add(slice.ReadSamples());
        search.MayShowSkull().ShouldBeTrue();
    }

    [Fact]
    public void Noise_shows_none()
    {
        var random = new Random(1);
        var description = new PixelDescription(512, 512, 1, PhotometricInterpretation.Monochrome2, 0, 16, 12, 11, 0, 1);
        byte[] samples = new byte[description.NativeFrameLength];
        random.NextBytes(samples);
        for (int i = 1; i < samples.Length; i += 2) samples[i] &= 0x0F;
        var search = new SkullSearch(description, 0.684f, 0.684f, 1, -1024);
        search.Add(samples);
        search.MayShowSkull().ShouldBeFalse();
    }

    [Fact]
    public void A_real_head_is_seen_wherever_its_skull_is_closed()
    {
        List<FaceSlice> slices = CtSeries.Read(Repository.SharedOrSkip("dicom", "ct-head"));
        string seen = string.Concat(slices.OrderBy(slice => slice.Geometry.Position.Z).Select(slice => MayShowSkull(slice) ? '#' : '.'));
        TestContext.Current.TestOutputHelper?.WriteLine(seen);
        seen.Count(c => c == '#').ShouldBeGreaterThan(20);
    }

    private static bool MayShowSkull(FaceSlice slice)
    {
        SkullSearch search = Search(slice);
        search.Add(slice.ReadSamples());
        return search.MayShowSkull();
    }

    private static SkullSearch Search(FaceSlice slice) => new(slice.Description, slice.Geometry.RowSpacing, slice.Geometry.ColumnSpacing, slice.Slope, slice.Intercept);

    /// <summary>The same picture with smaller pixels, in another form, with noise.</summary>
    private static FaceSlice Stored(FaceSlice slice, int times, PixelDescription form, double slope, double intercept, int noise)
    {
        PixelDescription description = form with { Rows = slice.Description.Rows * times, Columns = slice.Description.Columns * times };
        (byte[] from, byte[] to) = (slice.ReadSamples(), new byte[description.NativeFrameLength]);
        (var source, var target) = (new StoredValues(slice.Description), new StoredValues(description));
        var random = new Random(1);
        for (int i = 0; i < to.Length / 2; i++)
        {
            int hounsfield = source.Read(from, (i / description.Columns / times * slice.Description.Columns) + (i % description.Columns / times)) - 1024;
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            target.Write(to, i, (int)Math.Round((hounsfield + (noise * normal) - intercept) / slope));
        }

        SliceGeometry geometry = slice.Geometry with { Rows = description.Rows, Columns = description.Columns, RowSpacing = slice.Geometry.RowSpacing / times, ColumnSpacing = slice.Geometry.ColumnSpacing / times };
        return new FaceSlice(geometry, description, slope, intercept, () => to);
    }
}
