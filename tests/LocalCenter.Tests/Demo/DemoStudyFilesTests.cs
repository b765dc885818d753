using System.Security.Cryptography;
using Pipeline.Dicom;
using Pipeline.LocalCenter.Demo;

namespace Pipeline.LocalCenter.Tests.Demo;

public sealed class DemoStudyFilesTests
{
    private static readonly DateOnly Today = new(2026, 4, 1);
    private static readonly Deck Deck = new(Today);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("A")] // JPEG Baseline
    [InlineData("B")] // MONOCHROME2
    [InlineData("D")] // RGB
    public async Task The_same_patient_always_gives_the_same_bytes(string label)
    {
        using TemporaryFolder one = new();
        using TemporaryFolder other = new();
        HashesOf(one.Path, await WriteAsync(one, label)).ShouldBe(HashesOf(other.Path, await WriteAsync(other, label)));
    }

    [Fact]
    public async Task Name_and_ID_are_burned_in_outside_the_region_of_every_frame()
    {
        using TemporaryFolder folder = new();
        string file = (await WriteAsync(folder, "B"))[0];
        byte[] pixels = PixelsOf(file, out int frames);
        (int left, int top, int right, int bottom) = CinePainter.Region;
        for (int frame = 0; frame < frames; frame++)
        {
            Lit(pixels, frame, 0, 0, CinePainter.Columns - 1, top - 1).ShouldBeGreaterThan(500, "the name above the region");
            Lit(pixels, frame, 0, bottom + 1, CinePainter.Columns - 1, CinePainter.Rows - 1).ShouldBeGreaterThan(100, "the romaji below it");
            byte[] painted = CinePainter.ToGray(new CinePainter(SeedOf(Deck.Patients[1]) + 1).Paint(frame));
            for (int y = top; y <= bottom; y++)
            {
                pixels.AsSpan((((frame * CinePainter.Rows) + y) * CinePainter.Columns) + left, right - left + 1)
                    .SequenceEqual(painted.AsSpan((y * CinePainter.Columns) + left, right - left + 1)).ShouldBeTrue("no text inside the region");
            }
        }
    }

    [Fact]
    public async Task The_region_is_declared_as_it_is_painted()
    {
        using TemporaryFolder folder = new();
        using DicomFile file = DicomFile.Open(File.OpenRead((await WriteAsync(folder, "A"))[0]));
        DataSet region = file.DataSet.GetSequence(Tags.SequenceOfUltrasoundRegions)!.ShouldHaveSingleItem();
        (region.GetInt(Tags.RegionLocationMinX0), region.GetInt(Tags.RegionLocationMinY0), region.GetInt(Tags.RegionLocationMaxX1), region.GetInt(Tags.RegionLocationMaxY1))
            .ShouldBe((CinePainter.Region.Left, CinePainter.Region.Top, CinePainter.Region.Right, CinePainter.Region.Bottom));
        file.DataSet.GetString(Tags.PatientName).ShouldBe("Yamada^Tarou=山田^太郎=ヤマダ^タロウ");
        file.DataSet.GetString(Tags.PatientID).ShouldBe("ALPHA-770001");
        file.DataSet.GetString(Tags.StudyInstanceUID).ShouldBe(DemoStudyFiles.StudyUid(Deck.Patients[0]));
    }

    [Fact]
    public async Task A_cut_file_is_written_anew_and_a_whole_one_stays()
    {
        using TemporaryFolder folder = new();
        string[] files = await WriteAsync(folder, "A");
        string[] before = HashesOf(folder.Path, files);
        File.Delete(files[1]);
        await File.WriteAllBytesAsync(files[1] + ".new", [1, 2, 3], Cancel);
        HashesOf(folder.Path, await WriteAsync(folder, "A")).ShouldBe(before);
    }

    private static async Task<string[]> WriteAsync(TemporaryFolder folder, string label)
    {
        await new DemoStudyFiles(folder.Path, Today).WriteAsync(Deck.Patients.Single(p => p.Label == label), Cancel);
        string[] files = [.. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        files.Select(Path.GetFileName).ShouldBe(["0001.dcm", "0002.dcm", "report.json"]);
        return files;
    }

    private static string[] HashesOf(string root, string[] files)
        => [.. files.Select(f => $"{Path.GetRelativePath(root, f)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f)))}")];

    private static byte[] PixelsOf(string file, out int frames)
    {
        using DicomFile dicom = DicomFile.Open(File.OpenRead(file));
        frames = (int)dicom.DataSet.GetInt(Tags.NumberOfFrames)!.Value;
        return File.ReadAllBytes(file)[^(frames * CinePainter.Rows * CinePainter.Columns)..];
    }

    private static int Lit(byte[] pixels, int frame, int left, int top, int right, int bottom)
        => Enumerable.Range(top, bottom - top + 1).Sum(y => pixels.AsSpan((((frame * CinePainter.Rows) + y) * CinePainter.Columns) + left, right - left + 1).Length
            - pixels.AsSpan((((frame * CinePainter.Rows) + y) * CinePainter.Columns) + left, right - left + 1).Count((byte)0));

    private static int SeedOf(DemoPatient patient)
        => Convert.ToInt32(Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(patient.Id)))[..6], 16);
}
