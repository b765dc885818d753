using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;

namespace Pipeline.Cloud.Tests;

public sealed class PackageReaderTests
{
    private static readonly PackageLimits Small = new() { ManifestLength = 4096, Files = 3, TotalLength = 5000 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static PackageManifest Two => SamplePackage.Of(("a", 1000), ("b/c", 1000)).Manifest;

    private static byte[] A => SamplePackage.Bytes("a", 1000);

    /// <summary>Each is a good package but for what its name says.</summary>
    private static Dictionary<string, (string Reason, int? Position, Func<byte[]> Bytes)> Fixtures => new(StringComparer.Ordinal)
    {
        ["empty"] = (PackageReasons.Truncated, 0, () => []),
        ["only-the-end"] = (PackageReasons.Manifest, 0, () => new RawTar().End()),
        ["cut-in-a-header"] = (PackageReasons.Truncated, 0, () => Good()[..300]),
        ["cut-in-the-manifest"] = (PackageReasons.Truncated, 0, () => Good()[..600]),
        ["cut-in-a-file"] = (PackageReasons.Truncated, 1, () => new RawTar().Add(Two).Add("a", 1000).WithoutEnd()[..^600]),
        ["cut-between-files"] = (PackageReasons.Truncated, 2, () => new RawTar().Add(Two).Add("a", 1000).WithoutEnd()),
        ["cut-before-the-end"] = (PackageReasons.Truncated, 3, () => new RawTar().Add(Two).Add("a", 1000).Add("b/c", 1000).WithoutEnd()),
        ["not-a-tar"] = (PackageReasons.Format, 0, () => SamplePackage.Bytes("x", 4096)),
        ["checksum-wrong"] = (PackageReasons.Format, 1, () => new RawTar().Add(Two).Add("a", A, goodChecksum: false).End()),
        ["size-not-octal"] = (PackageReasons.Format, 1, () => BadSize()),
        ["manifest-not-first"] = (PackageReasons.Manifest, 0, () => new RawTar().Add("a", 1000).Add(Two).Add("b/c", 1000).End()),
        ["manifest-not-json"] = (PackageReasons.Manifest, 0, () => new RawTar().Add("manifest.json", "{"u8).End()),
        ["manifest-null"] = (PackageReasons.Manifest, 0, () => new RawTar().Add("manifest.json", "null"u8).End()),
        ["manifest-of-another-format"] = (PackageReasons.Manifest, 0, () => Changed(m => m["format"] = "pipeline-package/2")),
        ["manifest-of-unknown-kind"] = (PackageReasons.Manifest, 0, () => Changed(m => m["kind"] = "other")),
        ["manifest-without-sender"] = (PackageReasons.Manifest, 0, () => Changed(m => m.Remove("sender"))),
        ["manifest-with-bad-sender"] = (PackageReasons.Manifest, 0, () => Changed(m => m["sender"] = "../beta")),
        ["manifest-with-null-file"] = (PackageReasons.Manifest, 0, () => Changed(m => m["files"]!.AsArray().Add(null))),
        ["manifest-with-negative-size"] = (PackageReasons.Manifest, 1, () => Changed(m => m["files"]![0]!["size"] = -1)),
        ["manifest-with-bad-hash"] = (PackageReasons.Manifest, 1, () => Changed(m => m["files"]![0]!["sha256"] = "00")),
        ["manifest-too-long"] = (PackageReasons.Limit, 0, () => new RawTar().Add("manifest.json", new byte[5000]).End()),
        ["manifest-with-too-many-files"] = (PackageReasons.Limit, 0, () => new RawTar().Add(SamplePackage.Of(("1", 1), ("2", 1), ("3", 1), ("4", 1)).Manifest).End()),
        ["manifest-with-too-many-bytes"] = (PackageReasons.Limit, 2, () => new RawTar().Add(SamplePackage.Of(("1", 4000), ("2", 1001)).Manifest).End()),
        ["manifest-names-parent"] = (PackageReasons.Path, 1, () => Named("../a")),
        ["manifest-names-inner-parent"] = (PackageReasons.Path, 1, () => Named("a/../../b")),
        ["manifest-names-absolute"] = (PackageReasons.Path, 1, () => Named("/etc/passwd")),
        ["manifest-names-drive"] = (PackageReasons.Path, 1, () => Named("C:/a")),
        ["manifest-names-backslash"] = (PackageReasons.Path, 1, () => Named("a\\b")),
        ["manifest-names-empty-part"] = (PackageReasons.Path, 1, () => Named("a//b")),
        ["manifest-names-itself-dot"] = (PackageReasons.Path, 1, () => Named("./a")),
        ["manifest-names-line-end"] = (PackageReasons.Path, 1, () => Named("a\n")),
        ["manifest-names-japanese"] = (PackageReasons.Path, 1, () => Named("山田")),
        ["manifest-names-101-characters"] = (PackageReasons.Path, 1, () => Named(new string('a', 101))),
        ["manifest-names-nothing"] = (PackageReasons.Path, 1, () => Named("")),
        ["manifest-names-a-file-twice"] = (PackageReasons.DuplicateFile, 2, () => new RawTar().Add(SamplePackage.Of(("a", 1), ("a", 1)).Manifest).End()),
        ["manifest-names-a-file-twice-but-for-case"] = (PackageReasons.DuplicateFile, 2, () => new RawTar().Add(SamplePackage.Of(("a", 1), ("A", 1)).Manifest).End()),
        ["manifest-names-the-manifest"] = (PackageReasons.DuplicateFile, 1, () => Named("manifest.json")),
        ["entry-names-parent"] = (PackageReasons.Path, 1, () => new RawTar().Add(Two).Add("../a", A).End()),
        ["entry-names-absolute"] = (PackageReasons.Path, 1, () => new RawTar().Add(Two).Add("/a", A).End()),
        ["entry-renamed-by-extended-header"] = (PackageReasons.Path, 1, () => new RawTar().Add(Two).AddExtended("path", "../a").Add("a", A).End()),
        ["hard-link"] = (PackageReasons.Path, 1, () => new RawTar().Add(Two).Add("a", [], '1').End()),
        ["symbolic-link"] = (PackageReasons.Path, 1, () => new RawTar().Add(Two).Add("a", [], '2').End()),
        ["character-device"] = (PackageReasons.Path, 1, () => new RawTar().Add(Two).Add("a", [], '3').End()),
        ["block-device"] = (PackageReasons.Path, 1, () => new RawTar().Add(Two).Add("a", [], '4').End()),
        ["directory"] = (PackageReasons.Path, 1, () => new RawTar().Add(Two).Add("a", [], '5').End()),
        ["fifo"] = (PackageReasons.Path, 1, () => new RawTar().Add(Two).Add("a", [], '6').End()),
        ["sparse-file"] = (PackageReasons.Path, 1, () => new RawTar().Add(Two).Add("a", [], 'S').End()),
        ["manifest-is-a-link"] = (PackageReasons.Path, 0, () => new RawTar().Add("manifest.json", [], '2').End()),
        ["extended-header-of-2-gigabytes"] = (PackageReasons.Limit, 1, () => new RawTar().Add(Two).Add("x", [], 'x', size: int.MaxValue).End()),
        ["global-extended-header"] = (PackageReasons.Limit, 1, () => new RawTar().Add(Two).Add("x", A, 'g').End()),
        ["long-link-of-2-gigabytes"] = (PackageReasons.Limit, 1, () => new RawTar().Add(Two).Add("x", [], 'L', size: int.MaxValue).End()),
        ["size-changed-by-extended-header"] = (PackageReasons.Format, 1, () => new RawTar().Add(Two).AddExtended("size", "1234567").Add("a", A).End()),
        ["file-missing-at-the-end"] = (PackageReasons.MissingFile, 2, () => new RawTar().Add(Two).Add("a", 1000).End()),
        ["file-missing-before-another"] = (PackageReasons.MissingFile, 1, () => new RawTar().Add(Two).Add("b/c", 1000).End()),
        ["files-out-of-order"] = (PackageReasons.MissingFile, 1, () => new RawTar().Add(Two).Add("b/c", 1000).Add("a", 1000).End()),
        ["file-more-in-between"] = (PackageReasons.ExtraFile, 2, () => new RawTar().Add(Two).Add("a", 1000).Add("more", 1).Add("b/c", 1000).End()),
        ["file-more-at-the-end"] = (PackageReasons.ExtraFile, 3, () => new RawTar().Add(Two).Add("a", 1000).Add("b/c", 1000).Add("more", 1).End()),
        ["file-twice"] = (PackageReasons.DuplicateFile, 2, () => new RawTar().Add(Two).Add("a", 1000).Add("a", 1000).Add("b/c", 1000).End()),
        ["file-twice-at-the-end"] = (PackageReasons.DuplicateFile, 3, () => new RawTar().Add(Two).Add("a", 1000).Add("b/c", 1000).Add("a", 1000).End()),
        ["manifest-twice"] = (PackageReasons.DuplicateFile, 1, () => new RawTar().Add(Two).Add(Two).Add("a", 1000).Add("b/c", 1000).End()),
        ["bytes-after-the-end"] = (PackageReasons.ExtraFile, 3, () => new RawTar().Add(Two).Add("a", 1000).Add("b/c", 1000).End([1])),
        ["file-too-long"] = (PackageReasons.Size, 1, () => new RawTar().Add(Two).Add("a", [.. A, 1]).Add("b/c", 1000).End()),
        ["file-too-short"] = (PackageReasons.Size, 1, () => new RawTar().Add(Two).Add("a", A.AsSpan(1)).Add("b/c", 1000).End()),
        ["file-changed"] = (PackageReasons.Hash, 2, () => new RawTar().Add(Two).Add("a", 1000).Add("b/c", new byte[1000]).End()),
        ["empty-file-with-another-hash"] = (PackageReasons.Hash, 1, () => EmptyWithHash()),
    };

    public static TheoryData<string> FixtureNames => [.. Fixtures.Keys];

    [Theory]
    [MemberData(nameof(FixtureNames))]
    public async Task A_bad_package_is_refused_with_its_reason_and_position(string fixture)
    {
        (string reason, int? position, Func<byte[]> bytes) = Fixtures[fixture];

        PackageException refused = await Should.ThrowAsync<PackageException>(() => ReadAsync(new MemoryStream(bytes()), Small));

        (refused.Reason, refused.Position).ShouldBe((reason, position));
    }

    [Fact]
    public async Task A_refusal_names_nothing_of_the_package()
    {
        byte[] bytes = new RawTar().Add(SamplePackage.Of(("YAMADA-TARO.dcm", 10)).Manifest).Add("YAMADA-JIRO.dcm", 10).End();

        PackageException refused = await Should.ThrowAsync<PackageException>(() => ReadAsync(new MemoryStream(bytes), Small));

        refused.Message.ShouldBe("package.extra-file at entry 1");
    }

    [Fact]
    public async Task What_is_left_unread_is_checked_all_the_same()
    {
        byte[] bytes = new RawTar().Add(Two).Add("a", new byte[1000]).Add("b/c", 1000).End();
        await using PackageReader reader = await PackageReader.OpenAsync(new MemoryStream(bytes), cancellationToken: Cancel);

        PackageException refused = await Should.ThrowAsync<PackageException>(async () => await reader.ReadFilesAsync(Cancel).CountAsync(Cancel));

        (refused.Reason, refused.Position).ShouldBe((PackageReasons.Hash, 1));
    }

    [Fact]
    public async Task The_last_bytes_of_a_file_that_was_changed_are_never_given_out()
    {
        byte[] bytes = new RawTar().Add(Two).Add("a", new byte[1000]).Add("b/c", 1000).End();
        await using PackageReader reader = await PackageReader.OpenAsync(new MemoryStream(bytes), cancellationToken: Cancel);
        await using IAsyncEnumerator<PackageFile> files = reader.ReadFilesAsync(Cancel).GetAsyncEnumerator(Cancel);
        await files.MoveNextAsync();
        byte[] first = new byte[999];
        await files.Current.Content.ReadExactlyAsync(first, Cancel);

        await Should.ThrowAsync<PackageException>(() => files.Current.Content.ReadExactlyAsync(new byte[1], Cancel).AsTask());
    }

    [Fact]
    public async Task Whether_read_byte_by_byte_or_at_once_a_package_is_the_same()
    {
        SamplePackage sample = SamplePackage.Of(("a", 1000), ("b/c", 1000));

        (await ReadAsync(new Dripping(await sample.PackAsync()), Small)).ShouldBe(["a", "b/c"]);
    }

    [Fact]
    public async Task Packages_of_other_tar_writers_are_taken()
    {
        SamplePackage sample = SamplePackage.Of(("a", 1000), ("b/c", 1000));
        foreach (TarEntryFormat format in new[] { TarEntryFormat.V7, TarEntryFormat.Ustar, TarEntryFormat.Pax, TarEntryFormat.Gnu })
        {
            byte[] rewritten = await RewriteAsync(await sample.PackAsync(), format);

            (await ReadAsync(new MemoryStream(rewritten), Small)).ShouldBe(["a", "b/c"], format.ToString());
        }
    }

    [Fact]
    public async Task A_package_is_read_once()
    {
        await using PackageReader reader = await PackageReader.OpenAsync(new MemoryStream(Good()), cancellationToken: Cancel);
        await reader.ReadFilesAsync(Cancel).CountAsync(Cancel);

        await Should.ThrowAsync<InvalidOperationException>(async () => await reader.ReadFilesAsync(Cancel).CountAsync(Cancel));
    }

    private static async Task<List<string>> ReadAsync(Stream plaintext, PackageLimits limits)
    {
        await using PackageReader reader = await PackageReader.OpenAsync(plaintext, limits, Cancel);
        return await new SamplePackage(reader.Manifest).ReadAllAsync(reader);
    }

    private static byte[] Good() => new RawTar().Add(Two).Add("a", 1000).Add("b/c", 1000).End();

    private static byte[] Named(string name) => new RawTar().Add(SamplePackage.Of((name, 10)).Manifest).Add(name, 10).End();

    private static byte[] Changed(Action<JsonObject> change)
    {
        JsonObject manifest = (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(Two, MessageJson.Options)!;
        change(manifest);
        return new RawTar().Add("manifest.json", Encoding.UTF8.GetBytes(manifest.ToJsonString())).Add("a", 1000).Add("b/c", 1000).End();
    }

    private static byte[] BadSize()
    {
        byte[] manifest = new RawTar().Add(Two).WithoutEnd();
        byte[] file = new RawTar().Add("a", A).End();
        file[124] = 0x80;
        return [.. manifest, .. file];
    }

    private static byte[] EmptyWithHash()
    {
        PackageManifest manifest = Two with { Files = [new PackageFileEntry("a", new string('0', 64), 0)] };
        return new RawTar().Add(manifest).Add("a", 0).End();
    }

    private static async Task<byte[]> RewriteAsync(byte[] package, TarEntryFormat format)
    {
        using var target = new MemoryStream();
        await using (var writer = new TarWriter(target, format, leaveOpen: true))
        await using (var reader = new TarReader(new MemoryStream(package)))
        {
            while (await reader.GetNextEntryAsync(copyData: true, Cancel) is { } entry)
            {
                TarEntry rewritten = format switch
                {
                    TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, entry.Name),
                    TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, entry.Name),
                    TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, entry.Name),
                    _ => new UstarTarEntry(TarEntryType.RegularFile, entry.Name),
                };
                rewritten.DataStream = entry.DataStream;
                await writer.WriteEntryAsync(rewritten, Cancel);
            }
        }

        return target.ToArray();
    }

    /// <summary>Gives one byte at a time.</summary>
    private sealed class Dripping(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer.IsEmpty ? buffer : buffer[..1]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => base.ReadAsync(buffer.IsEmpty ? buffer : buffer[..1], cancellationToken);
    }
}
