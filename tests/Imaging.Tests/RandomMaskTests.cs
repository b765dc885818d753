using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Verification;

namespace Pipeline.Imaging.Tests;

/// <summary>Random masks over streams of libjpeg of every sampling, in random fragments, judged by libjpeg's own decoder.</summary>
public sealed class RandomMaskTests
{
    private const string JpegBaseline = "1.2.840.10008.1.2.4.50";

    public static TheoryData<string, int> Samplings()
    {
        TheoryData<string, int> data = [];
        foreach (string sampling in new[] { "-sample 1x1", "-sample 2x1", "-sample 2x2", "-sample 1x2", "-grayscale", "-rgb" })
            for (int seed = 0; seed < 8; seed++) data.Add(sampling, seed);
        return data;
    }

    [Theory]
    [MemberData(nameof(Samplings))]
    public void Outside_a_random_mask_libjpeg_sees_what_it_saw_and_inside_black(string sampling, int seed)
    {
        Random random = new((seed * 101) + sampling.Sum(letter => letter));
        int width = random.Next(9, 150), height = random.Next(9, 130);
        string options = $"{sampling} -quality {random.Next(30, 98)}{(random.Next(2) == 0 ? " -optimize" : "")}{(random.Next(2) == 0 ? $" -restart {random.Next(1, 9)}B" : "")}";
        byte[] coded = Pictures.RunOrSkip(
            "cjpeg", options.Split(' '), [.. System.Text.Encoding.ASCII.GetBytes($"P6 {width} {height} 255\n"), .. Pictures.Generate(width, height, 3, seed).Samples]);
        PhotometricInterpretation photometric = sampling == "-grayscale" ? PhotometricInterpretation.Monochrome2
            : sampling == "-rgb" ? PhotometricInterpretation.Rgb : PhotometricInterpretation.YbrFull;
        PixelDescription description = PixelDescription.EightBit(height, width, photometric);
        FrameMask mask = FrameMask.Hide(width, height, Enumerable.Range(0, random.Next(1, 4)).Select(_ => Rectangle(random, width, height)));

        byte[] masked = Write(coded, description, mask, random);
        new MaskProof(description, PixelEncoding.JpegBaseline, mask, null).Require(masked, decoded: true);
        JpegMaskingTests.RequireOnlyTheMaskChanged(JpegMaskingTests.Masked(coded, description, FrameMask.Hide(width, height)), masked, mask);
        RequireSeen(Pictures.Djpeg(coded), Pictures.Djpeg(masked), mask, JpegStructure.Parse(coded), options);
    }

    private static void RequireSeen(DisplayImage before, DisplayImage after, FrameMask mask, JpegStructure structure, string options)
    {
        for (int y = 0; y < mask.Height; y++)
        {
            for (int x = 0; x < mask.Width; x++)
            {
                PixelRectangle mcu = new(x / structure.McuWidth * structure.McuWidth, y / structure.McuHeight * structure.McuHeight, structure.McuWidth, structure.McuHeight);
                bool right = mask.Touches(mcu) ? !after[x, y].ContainsAnyExcept((byte)0) : after[x, y].SequenceEqual(before[x, y]);
                if (!right) Assert.Fail($"{options}: pixel {x},{y} of {mask.Width}×{mask.Height}");
            }
        }
    }

    private static byte[] Write(byte[] coded, PixelDescription description, FrameMask mask, Random random)
    {
        List<byte[]> fragments = [];
        for (int from = 0; from < coded.Length;)
        {
            int length = Math.Min(coded.Length - from, random.Next(1, 600) * 2);
            fragments.Add(coded[from..(from + length)]);
            from += length;
        }

        MemoryStream output = new();
        MaskedPixelData.Write(FrameReader.Open(new MemoryStream(Pictures.Encapsulate(fragments)), description, JpegBaseline), mask, null, output);
        return Pictures.Frames(output.ToArray(), description, JpegBaseline).ShouldHaveSingleItem().AsSpan().TrimEnd((byte)0).ToArray();
    }

    private static PixelRectangle Rectangle(Random random, int width, int height) => random.Next(3) switch
    {
        0 => new PixelRectangle(0, random.Next(height), width, random.Next(1, 30)),
        1 => new PixelRectangle(random.Next(width), 0, random.Next(1, 20), height),
        _ => new PixelRectangle(random.Next(width), random.Next(height), random.Next(1, width), random.Next(1, height)),
    };
}
