using System.Text;
using System.Text.Json;

namespace Pipeline.Cloud.Tests;

public sealed class PackageWriterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, int, string> Wrong => new()
    {
        { "shorter", 999, PackageReasons.Size },
        { "longer", 1001, PackageReasons.Size },
        { "gone", 0, PackageReasons.Size },
    };

    [Fact]
    public void A_manifest_is_plain_camel_case_json()
    {
        SamplePackage sample = SamplePackage.Of(("a", 0));
        PackageManifest manifest = sample.Manifest with { Report = JsonSerializer.SerializeToElement(new { findings = "所見" }) };

        string json = JsonSerializer.Serialize(manifest, MessageJson.Options);

        JsonDocument.Parse(json).RootElement.ShouldSatisfyAllConditions(
            m => m.GetProperty("format").GetString().ShouldBe("pipeline-package/1"),
            m => m.GetProperty("kind").GetString().ShouldBe("study"),
            m => m.GetProperty("sender").GetString().ShouldBe("alpha"),
            m => m.GetProperty("patientId").GetString().ShouldBe("P-0001"),
            m => m.GetProperty("studyInstanceUid").GetString().ShouldBe("2.25.1"),
            m => m.GetProperty("report").GetProperty("findings").GetString().ShouldBe("所見"),
            m => m.GetProperty("created").GetString().ShouldBe("2026-11-22T09:00:00+00:00"),
            m => m.GetProperty("files")[0].GetRawText().ShouldBe("""{"name":"a","sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0}"""),
            m => m.TryGetProperty("provision", out _).ShouldBeFalse());
    }

    [Fact]
    public async Task The_manifest_is_the_first_entry_of_a_plain_tar()
    {
        byte[] tar = await SamplePackage.Of(("objects/1.dcm", 10)).PackAsync();

        Encoding.ASCII.GetString(tar, 0, 13).ShouldBe("manifest.json");
        Encoding.ASCII.GetString(tar, 257, 5).ShouldBe("ustar");
        tar.AsSpan(^1024).ContainsAnyExcept((byte)0).ShouldBeFalse();
        (await SamplePackage.Of(("objects/1.dcm", 10)).PackAsync()).ShouldBe(tar);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_file_that_is_not_what_the_manifest_says_is_not_packed(string how, int length, string reason)
    {
        SamplePackage sample = SamplePackage.Of(("a", 1000));

        PackageException refused = await Should.ThrowAsync<PackageException>(() => PackageWriter.WriteAsync(
            Stream.Null, sample.Manifest, (_, _) => Task.FromResult<Stream>(new MemoryStream(SamplePackage.Bytes("a", length)[..length])), Cancel), how);

        (refused.Reason, refused.Position).ShouldBe((reason, 1));
    }

    [Fact]
    public async Task A_file_that_changed_since_it_was_described_is_not_packed()
    {
        SamplePackage sample = SamplePackage.Of(("a", 1000));

        PackageException refused = await Should.ThrowAsync<PackageException>(() => PackageWriter.WriteAsync(
            Stream.Null, sample.Manifest, (_, _) => Task.FromResult<Stream>(new MemoryStream(new byte[1000])), Cancel));

        refused.Reason.ShouldBe(PackageReasons.Hash);
    }

    [Fact]
    public async Task A_manifest_that_no_reader_would_take_is_not_written()
    {
        PackageManifest manifest = SamplePackage.Of(("../a", 1)).Manifest;

        (await Should.ThrowAsync<PackageException>(() => PackageWriter.WriteAsync(Stream.Null, manifest, (_, _) => throw new InvalidOperationException(), Cancel)))
            .Reason.ShouldBe(PackageReasons.Path);
    }

    [Fact]
    public async Task A_file_is_described_by_its_size_and_hash()
        => (await PackageFileEntry.OfAsync("a", new MemoryStream("abc"u8.ToArray()), Cancel))
            .ShouldBe(new PackageFileEntry("a", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 3));
}
