namespace Pipeline.CenterCli.Tests;

/// <summary>Picture files beside a study: which go with it, and under which names.</summary>
public sealed class PhotographFilesTests(Storage storage) : SendingTests(storage)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pictures_beside_or_below_a_study_go_with_it_in_their_order_and_without_their_names()
    {
        await SampleStudy.WriteAsync(Folder["yamada/1.dcm"], "2.25.1", "P-1", "2.25.11");
        await SampleStudy.WriteAsync(Folder["suzuki/1.dcm"], "2.25.2", "P-2", "2.25.21");
        await WriteAsync("yamada/scope/IMG_10.jpg", 'O');
        await WriteAsync("yamada/scope/IMG_2.dat", 'N');
        await WriteAsync("yamada/IMG_1.png", 'P');

        SendSummary summary = await SendAsync();

        summary.NotSent.ShouldBeEmpty();
        ReceivedPackage package = (await Storage.ReceivedAsync(Facility)).Single(one => one.Manifest.StudyInstanceUid == "2.25.1");
        string[] names = [.. package.Manifest.Files.Select(file => file.Name)];
        names.ShouldBe(["objects/000001.dcm", $"{FolderOf(names[1])}/000002", $"{FolderOf(names[2])}/000003", $"{FolderOf(names[2])}/000004"]);
        names.Skip(1).ShouldAllBe(name => System.Text.RegularExpressions.Regex.IsMatch(name, "^photographs/[0-9a-f]{16}/"));
        FolderOf(names[1]).ShouldNotBe(FolderOf(names[2]), "another folder is another series");
        names.Skip(1).Select(name => package.Files[name]).ShouldBe([SamplePicture.Of('P'), SamplePicture.Of('N'), SamplePicture.Of('O')], "2 comes before 10");
        (await File.ReadAllTextAsync(summary.Listing, Cancel)).ShouldContain("\t4\tyamada/scope/IMG_10.jpg\t");
        (await SendAsync()).Count(SendOutcome.Unchanged).ShouldBe(2);
    }

    /// <summary>A picture at a path, and whether it goes with the only study that could be meant.</summary>
    [Theory]
    [InlineData("study/a.jpg", true, "study/1.dcm")]
    [InlineData("study/x/y/a.jpg", true, "study/1.dcm")]
    [InlineData("study/a.jpg", true, "study/series/1.dcm", "study/report.json")]
    [InlineData("study/pictures/a.jpg", true, "study/series/1.dcm", "study/report.json")]
    [InlineData("study/pictures/a.jpg", false, "study/series/1.dcm")]
    [InlineData("a.jpg", false, "study/1.dcm")]
    [InlineData("other/a.jpg", false, "study/1.dcm")]
    [InlineData("a.jpg", false, "1.dcm", "study/2.dcm")]
    [InlineData("study/a.jpg", false, "study/1.dcm", "study/2.dcm")]
    [InlineData("study/a.jpg", true, "study/1.dcm", "other/2.dcm")]
    public async Task A_picture_belongs_to_a_study_only_where_nothing_else_can_be_meant(string picture, bool goes, params string[] others)
    {
        foreach (string other in others)
        {
            if (other.EndsWith(".json", StringComparison.Ordinal))
            {
                await File.WriteAllTextAsync(Folder[other], """{"domain":"abdomen"}""", Cancel);
            }
            else
            {
                char study = Path.GetFileName(other)[0];
                await SampleStudy.WriteAsync(Folder[other], $"2.25.{study}", $"P-{study}", $"2.25.{study}1");
            }
        }

        await WriteAsync(picture, 'M');

        SendSummary summary = await SendAsync();

        summary.NotSent.Select(file => (file.Path, file.Reason)).ShouldBe(goes ? [] : [(picture, SkipReasons.PhotographWithoutStudy)]);
        (await Storage.ReceivedAsync(Facility)).Sum(package => package.Files.Keys.Count(name => name.StartsWith("photographs/", StringComparison.Ordinal))).ShouldBe(goes ? 1 : 0);
        summary.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task An_imported_archive_takes_pictures_the_same_way_and_tells_of_each()
    {
        await SampleStudy.WriteAsync(Folder["a/1.dcm"], "2.25.1", "P-1", "2.25.11");
        await WriteAsync("a/1.jpg", 'M');
        await WriteAsync("a/2.jpg", 'X');
        await WriteAsync("b/3.jpg", 'M');
        Portal.JudgeStudy = blob => new
        {
            blob, eTag = "1", received = Storage.Clock.GetUtcNow(), state = "registered", files = 3, reason = new { code = "photograph.corrupt", ja = "壊れている", en = "broken" }, detail = "file 3",
        };

        CommandRun run = await CommandRun.OfAsync("import", Folder.Path, "--facility", Facility.Value, "--identity", IdentityFile, "--wait", "0", "--lang", "en");

        run.ExitCode.ShouldBe(ExitCodes.Refusals, run.Error + run.Output);
        string[] account = await File.ReadAllLinesAsync(Folder[".center-import.files.tsv"], Cancel);
        account.Skip(1).Select(line => line.Split('\t')).Select(cells => (cells[0], cells[1], cells[2])).ShouldBe(
        [
            ("a/1.dcm", "registered", ""), ("a/1.jpg", "registered", ""), ("a/2.jpg", "quarantined", "photograph.corrupt"), ("b/3.jpg", SkipReasons.PhotographWithoutStudy, ""),
        ]);
        (await Storage.ReceivedAsync(Facility)).ShouldHaveSingleItem().Files.Count.ShouldBe(3);
    }

    private static string FolderOf(string name) => name[..name.LastIndexOf('/')];

    private Task WriteAsync(string path, char kind)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Folder[path])!);
        return File.WriteAllBytesAsync(Folder[path], SamplePicture.Of(kind), Cancel);
    }
}
