namespace Pipeline.Imaging.Tests;

public sealed class FrameMaskTests
{
    [Fact]
    public void Hiding_and_keeping_are_complements_whatever_the_rectangles()
    {
        Random random = new(5);
        for (int round = 0; round < 300; round++)
        {
            PixelRectangle[] rectangles = [.. Enumerable.Range(0, random.Next(6)).Select(_ => new PixelRectangle(random.Next(-5, 25), random.Next(-5, 20), random.Next(-2, 15), random.Next(-2, 15)))];
            FrameMask hide = FrameMask.Hide(20, 15, rectangles), keep = FrameMask.KeepOnly(20, 15, rectangles);
            for (int y = 0; y < 15; y++)
            {
                for (int x = 0; x < 20; x++)
                {
                    hide.Hides(x, y).ShouldBe(Array.Exists(rectangles, r => r.Contains(x, y)));
                    keep.Hides(x, y).ShouldBe(!hide.Hides(x, y));
                }
            }

            (hide.HiddenArea + keep.HiddenArea).ShouldBe(300);
            hide.Union(keep).Hidden.ShouldBe([new PixelRectangle(0, 0, 20, 15)]);
            FrameMask.Hide(20, 15, hide.Hidden.Reverse()).Hidden.ShouldBe(hide.Hidden);
        }
    }

    [Fact]
    public void Rectangles_saturate_instead_of_overflowing()
    {
        PixelRectangle huge = new(int.MaxValue - 1, -7, int.MaxValue, int.MaxValue);
        huge.Right.ShouldBe(int.MaxValue);
        huge.Clip(100, 100).IsEmpty.ShouldBeTrue();
        new PixelRectangle(int.MinValue, int.MinValue, int.MaxValue, int.MaxValue).Clip(10, 10).IsEmpty.ShouldBeTrue();
        PixelRectangle.FromEdges(int.MinValue, 0, int.MaxValue, 5).Clip(10, 10).IsEmpty.ShouldBeTrue();
        new PixelRectangle(3, 3, -4, 2).IsEmpty.ShouldBeTrue();
        new PixelRectangle(-3, -3, 5, 5).Clip(10, 10).ShouldBe(new PixelRectangle(0, 0, 2, 2));
    }

    public static TheoryData<string?, UltrasoundRegion[]> Declared_regions() => new()
    {
        { null, [Tissue(10, 60, 700, 500)] },
        { null, [Tissue(10, 60, 700, 300), new(10, 310, 700, 590, 3, 3, 0)] },
        { null, [Tissue(10, 60, 800, 600)] },
        { PixelReasons.NoRegions, [] },
        { PixelReasons.RegionOutsideImage, [Tissue(10, 60, 801, 500)] },
        { PixelReasons.RegionOutsideImage, [Tissue(-1, 60, 700, 500)] },
        { PixelReasons.RegionOutsideImage, [Tissue(10, 60, 700, uint.MaxValue)] },
        { PixelReasons.RegionEmpty, [Tissue(10, 60, 10, 500)] },
        { PixelReasons.RegionEmpty, [Tissue(10, 60, 700, 500), Tissue(0, 0, 0, 0)] },
        { PixelReasons.RegionCoversFrame, [Tissue(0, 0, 799, 599)] },
        { PixelReasons.RegionCoversFrame, [Tissue(0, 0, 799, 300), Tissue(0, 300, 799, 599)] },
        { PixelReasons.RegionsHoldNoImage, [new(10, 60, 700, 500, 0, 0, 0)] },
        { PixelReasons.RegionsHoldNoImage, [new(10, 60, 700, 500, 5, 1, 0), new(710, 60, 730, 500, 1, 0xE, 0)] },
        { PixelReasons.TooLarge, [.. Enumerable.Repeat(Tissue(10, 60, 700, 500), 65)] },
    };

    [Theory]
    [MemberData(nameof(Declared_regions))]
    public void Regions_are_trusted_only_when_they_can_be_true(string? refusal, UltrasoundRegion[] regions)
    {
        RegionTrust trust = RegionTrust.Judge(regions, 800, 600);
        trust.Refusal.ShouldBe(refusal);
        if (refusal is null) trust.Mask!.Hides(5, 5).ShouldBeTrue();
        else trust.Mask.ShouldBeNull();
    }

    [Fact]
    public void A_region_that_declares_text_is_hidden_also_within_an_image_region()
    {
        RegionTrust trust = RegionTrust.Judge([Tissue(10, 60, 700, 500), new(10, 60, 100, 80, 5, 0, 0)], 800, 600);
        trust.Mask!.Hides(50, 70).ShouldBeTrue();
        trust.Mask.Hides(150, 70).ShouldBeFalse();
        trust.Mask.Hides(700, 500).ShouldBeFalse();
        trust.Mask.Hides(701, 500).ShouldBeTrue();
    }

    private static UltrasoundRegion Tissue(long x0, long y0, long x1, long y1) => new(x0, y0, x1, y1, 1, 1, 0);
}
