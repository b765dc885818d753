using System.Globalization;
using System.Text.Json;
using Pipeline.Dicom;
using Pipeline.EndToEnd.Centers;
using Pipeline.EndToEnd.Identifiers;
using Pipeline.LocalCenter.Demo;

namespace Pipeline.EndToEnd;

/// <summary>What researchers hold in their hands tells nobody's name, ID, birth date or UID, in any reader.</summary>
public sealed class ResearchCopyTests(DemoCenter center)
{
    private const int Copies = 5;
    private const int Objects = 2 * Copies;
    private static readonly (int Left, int Top, int Right, int Bottom) Region = CinePainter.Region;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_copy_is_pulled_with_its_manifest()
    {
        string folder = await PulledCopies.PullAsync(center, Cancel);
        PulledCopies.Objects(folder).Length.ShouldBe(Objects);
        Directory.EnumerateFiles(folder, "manifest.json", SearchOption.AllDirectories).Count().ShouldBe(Copies);
    }

    [Fact]
    public async Task No_file_that_was_pulled_holds_an_identifier_in_any_encoding()
    {
        string folder = await PulledCopies.PullAsync(center, Cancel);
        ByteSearch search = new(center.Identifiers());
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            search.Find(await File.ReadAllBytesAsync(file, Cancel)).ShouldBeEmpty(Path.GetRelativePath(folder, file));
        }

        search.Find(await File.ReadAllBytesAsync(Directory.EnumerateFiles(center.Outgoing, "*.dcm", SearchOption.AllDirectories).First(), Cancel))
            .Count.ShouldBeGreaterThan(10, "the originals hold what is searched for");
    }

    [Theory]
    [InlineData("dcmdump", "+L")]
    [InlineData("gdcmdump", "-i")]
    public async Task Other_readers_open_every_copy_and_show_no_identifier(string reader, string option)
    {
        string folder = await PulledCopies.PullAsync(center, Cancel);
        ByteSearch search = new(center.Identifiers());
        foreach (string file in PulledCopies.Objects(folder))
        {
            (int code, string output) = await Programs.ToolOrSkipAsync(reader, Cancel, option, file);
            code.ShouldBe(0, output);
            output.ShouldContain("7fe0,0010");
            search.Find(System.Text.Encoding.UTF8.GetBytes(output)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Pydicom_opens_every_copy_and_finds_no_identifier_in_any_element()
    {
        string[] objects = PulledCopies.Objects(await PulledCopies.PullAsync(center, Cancel));
        JsonElement seen = await PydicomAsync(objects);
        seen.GetProperty("elements").GetInt32().ShouldBeGreaterThan(Objects * 20);
        seen.GetProperty("frames").GetInt32().ShouldBe(Objects * 12);
        seen.GetProperty("found").EnumerateArray().Select(e => e.GetString()).ShouldBeEmpty();
        seen.GetProperty("bright").EnumerateArray().ShouldBeEmpty();

        JsonElement originals = await PydicomAsync([.. Directory.EnumerateFiles(center.Outgoing, "*.dcm", SearchOption.AllDirectories).Take(8)]);
        originals.GetProperty("found").EnumerateArray().Count().ShouldBeGreaterThan(10, "the originals hold what is searched for");
        originals.GetProperty("bright").EnumerateArray().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Every_frame_decoded_by_dcmtk_is_black_outside_the_region()
    {
        string[] objects = PulledCopies.Objects(await PulledCopies.PullAsync(center, Cancel));
        using WorkFolder folder = new();
        List<string> decoded = [];
        foreach (string file in objects)
        {
            string raw = folder.In($"{decoded.Count}.dcm");
            (int code, string output) = await Programs.ToolOrSkipAsync("dcmdjpeg", Cancel, file, raw);
            code.ShouldBe(0, output);
            decoded.Add(raw);
        }

        JsonElement seen = await PydicomAsync([.. decoded]);
        seen.GetProperty("frames").GetInt32().ShouldBe(Objects * 12);
        seen.GetProperty("bright").EnumerateArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Inside_the_region_an_uncompressed_copy_is_as_it_was()
    {
        string[] objects = PulledCopies.Objects(await PulledCopies.PullAsync(center, Cancel));
        HashSet<string> originals = [.. Directory.EnumerateFiles(center.Outgoing, "*.dcm", SearchOption.AllDirectories).Select(InsideOf).OfType<string>()];
        string[] copies = [.. objects.Select(InsideOf).OfType<string>()];
        copies.ShouldNotBeEmpty();
        copies.ShouldAllBe(inside => originals.Contains(inside));
    }

    private async Task<JsonElement> PydicomAsync(string[] files)
    {
        string texts = center.In("texts.json");
        await File.WriteAllTextAsync(texts, JsonSerializer.Serialize(center.Identifiers()), Cancel);
        string region = string.Create(CultureInfo.InvariantCulture, $"{Region.Left},{Region.Top},{Region.Right},{Region.Bottom}");
        await Programs.PythonIsThereOrSkipAsync("pydicom", "python3-pydicom", Cancel);
        string output = await Programs.PythonAsync("copies.py", Cancel, [texts, region, .. files]);
        return JsonSerializer.Deserialize<JsonElement>(output);
    }

    /// <summary>The hash of the pixels inside the region of all frames; none where they are compressed.</summary>
    private static string? InsideOf(string path)
    {
        using DicomFile file = DicomFile.Open(File.OpenRead(path));
        if (file.TransferSyntax.IsEncapsulated)
        {
            return null;
        }

        int samples = (int)file.DataSet.GetInt(Tags.SamplesPerPixel)!.Value;
        int frames = (int)file.DataSet.GetInt(Tags.NumberOfFrames)!.Value;
        byte[] whole = File.ReadAllBytes(path);
        byte[] pixels = whole[^(frames * CinePainter.Rows * CinePainter.Columns * samples)..];
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        for (int row = 0; row < frames * CinePainter.Rows; row++)
        {
            if (row % CinePainter.Rows >= Region.Top && row % CinePainter.Rows <= Region.Bottom)
            {
                hash.AppendData(pixels, ((row * CinePainter.Columns) + Region.Left) * samples, (Region.Right - Region.Left + 1) * samples);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
