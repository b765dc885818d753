using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core.Cryptography;
using Azure.Storage.Blobs.Models;

namespace Pipeline.Cloud.Tests;

public sealed class EncryptedPackagesTests(Storage storage) : IDisposable
{
    private const int EncryptedRegion = 12 + (4 * 1024 * 1024) + 16;
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What was done to the ciphertext of a package of three regions, and what must come of it.</summary>
    private static Dictionary<string, (string Reason, Func<byte[], byte[]> Change)> Ciphertexts => new(StringComparer.Ordinal)
    {
        ["one bit of the first region"] = (PackageReasons.Tampered, b => Flip(b, 5000)),
        ["one bit of the last region"] = (PackageReasons.Tampered, b => Flip(b, b.Length - 20)),
        ["one bit of a tag"] = (PackageReasons.Tampered, b => Flip(b, EncryptedRegion - 1)),

        // the SDK does not hold regions to their order: the manifest's hashes do
        ["first region swapped with the second"] = (PackageReasons.Format, b => [.. b[EncryptedRegion..(2 * EncryptedRegion)], .. b[..EncryptedRegion], .. b[(2 * EncryptedRegion)..]]),
        ["a region given twice"] = (PackageReasons.Hash, b => [.. b[..EncryptedRegion], .. b[..EncryptedRegion], .. b[(2 * EncryptedRegion)..]]),
        ["cut inside a region"] = (PackageReasons.Tampered, b => b[..(EncryptedRegion + 1000)]),
        ["cut between regions"] = (PackageReasons.Truncated, b => b[..EncryptedRegion]),
        ["nothing left"] = (PackageReasons.Truncated, _ => []),
    };

    public static TheoryData<string> CiphertextNames => [.. Ciphertexts.Keys];

    /// <summary>What was done to the encryption data.</summary>
    private static Dictionary<string, Action<JsonObject>> EncryptionData => new(StringComparer.Ordinal)
    {
        ["version 1"] = e => e["EncryptionAgent"]!["Protocol"] = "1.0",
        ["an unknown version"] = e => e["EncryptionAgent"]!["Protocol"] = "3.0",
        ["AES-CBC"] = e => e["EncryptionAgent"]!["EncryptionAlgorithm"] = "AES_CBC_256",
        ["regions of 1 GiB"] = e => e["EncryptedRegionInfo"]!["DataLength"] = 1 << 30,
        ["no regions"] = e => e.Remove("EncryptedRegionInfo"),
        ["no key"] = e => e.Remove("WrappedContentKey"),
        ["another key wrap"] = e => e["WrappedContentKey"]!["Algorithm"] = "RSA1_5",
        ["a key ID of somebody else"] = e => e["WrappedContentKey"]!["KeyId"] = "https://evil.invalid/keys/center/1",
        ["a garbled key"] = e => e["WrappedContentKey"]!["EncryptedKey"] = Convert.ToBase64String(new byte[384]),
        ["a key that is no base64"] = e => e["WrappedContentKey"]!["EncryptedKey"] = "*",
        ["nothing"] = e => e.Clear(),
    };

    public static TheoryData<string> EncryptionDataNames => [.. EncryptionData.Keys];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_package_comes_back_as_it_was_sent()
    {
        (EncryptedPackages packages, _, SamplePackage sample, LocalKeyFile keys) = await SendAsync(("objects/1.dcm", 10_000_000), ("objects/2.dcm", 0), ("objects/3.dcm", 17));

        await using PackageReader reader = await packages.OpenAsync("studies/a", keys, cancellationToken: Cancel);

        JsonSerializer.Serialize(reader.Manifest, MessageJson.Options).ShouldBe(JsonSerializer.Serialize(sample.Manifest, MessageJson.Options));
        (await sample.ReadAllAsync(reader)).ShouldBe(["objects/1.dcm", "objects/2.dcm", "objects/3.dcm"]);
    }

    [Fact]
    public async Task Nothing_of_a_package_is_readable_in_storage()
    {
        (_, BlobContainer container, _, _) = await SendAsync(("P-0001-named.dcm", 10));

        BlobDownloadResult raw = await container.Client.GetBlobClient("studies/a").DownloadContentAsync(Cancel);

        string everything = System.Text.Encoding.Latin1.GetString(raw.Content) + JsonSerializer.Serialize(raw.Details.Metadata);
        everything.ShouldNotContain("P-0001");
        everything.ShouldNotContain("manifest.json");
    }

    [Fact]
    public async Task A_package_costs_one_unwrap()
    {
        (EncryptedPackages packages, _, SamplePackage sample, LocalKeyFile keys) = await SendAsync(("1", 9_000_000), ("2", 9_000_000));
        var counting = new CountingKeys(keys);

        await using (PackageReader reader = await packages.OpenAsync("studies/a", counting, cancellationToken: Cancel))
        {
            await sample.ReadAllAsync(reader);
        }

        counting.Unwraps.ShouldBe(1);
    }

    [Fact]
    public async Task Many_ranges_of_one_opening_cost_one_unwrap_and_another_opening_one_more()
    {
        using LocalRsa rsa = new();
        var counting = new CountingKeys(rsa);
        byte[] wrapped = rsa.Resolve("k").WrapKey("RSA-OAEP-256", new byte[32], Cancel);
        for (int opening = 1; opening <= 2; opening++)
        {
            var opened = new OneUnwrapResolver(counting);
            await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
                (await (await opened.ResolveAsync("k", Cancel)).UnwrapKeyAsync("RSA-OAEP-256", wrapped, Cancel)).ShouldBe(new byte[32])));
            counting.Unwraps.ShouldBe(opening);
        }
    }

    [Fact]
    public async Task A_failed_unwrap_is_not_remembered()
    {
        using LocalRsa rsa = new();
        var counting = new CountingKeys(rsa) { FailFirst = true };
        byte[] wrapped = rsa.Resolve("k").WrapKey("RSA-OAEP-256", new byte[32], Cancel);
        IKeyEncryptionKey key = await new OneUnwrapResolver(counting).ResolveAsync("k", Cancel);

        await Should.ThrowAsync<TimeoutException>(() => key.UnwrapKeyAsync("RSA-OAEP-256", wrapped, Cancel));

        (await key.UnwrapKeyAsync("RSA-OAEP-256", wrapped, Cancel)).ShouldBe(new byte[32]);
    }

    [Fact]
    public async Task After_a_rotation_old_packages_still_open_and_new_ones_use_the_new_version()
    {
        (EncryptedPackages packages, _, SamplePackage sample, LocalKeyFile keys) = await SendAsync(("1", 10));
        PublicKey old = keys.Current;

        PublicKey rotated = keys.Rotate();
        await packages.UploadAsync("studies/b", keys.Current, sample.Manifest, sample.Open, cancellationToken: Cancel);

        rotated.KeyId.ShouldNotBe(old.KeyId);
        LocalKeyFile reopened = LocalKeyFile.Open(folder["center.key.json"]);
        foreach (string name in new[] { "studies/a", "studies/b" })
        {
            await using PackageReader reader = await packages.OpenAsync(name, reopened, cancellationToken: Cancel);
            (await sample.ReadAllAsync(reader)).ShouldBe(["1"]);
        }
    }

    [Theory]
    [MemberData(nameof(CiphertextNames))]
    public async Task A_changed_ciphertext_is_refused(string change)
    {
        (EncryptedPackages packages, BlobContainer container, SamplePackage sample, LocalKeyFile keys) = await SendAsync(("1", 9_000_000));
        await ReplaceAsync(container, Ciphertexts[change].Change, encryptionData: null);

        PackageException refused = await Should.ThrowAsync<PackageException>(() => ReadAsync(packages, sample, keys));

        refused.Reason.ShouldBe(Ciphertexts[change].Reason);
    }

    [Theory]
    [MemberData(nameof(EncryptionDataNames))]
    public async Task Changed_encryption_data_are_refused(string change)
    {
        (EncryptedPackages packages, BlobContainer container, SamplePackage sample, LocalKeyFile keys) = await SendAsync(("1", 10));
        await ReplaceAsync(container, bytes => bytes, EncryptionData[change]);

        PackageException refused = await Should.ThrowAsync<PackageException>(() => ReadAsync(packages, sample, keys));

        refused.Reason.ShouldBe(PackageReasons.NotDecryptable);
    }

    [Fact]
    public async Task A_package_that_is_not_encrypted_is_refused()
    {
        BlobContainer container = await storage.CreateAsync(Containers.Intake(storage.NewFacility()));
        SamplePackage sample = SamplePackage.Of(("1", 10));
        await container.WriteAsync("studies/a", new MemoryStream(await sample.PackAsync()), cancellationToken: Cancel);

        PackageException refused = await Should.ThrowAsync<PackageException>(() => ReadAsync(new EncryptedPackages(container), sample, folder.NewKeys()));

        refused.Reason.ShouldBe(PackageReasons.NotDecryptable);
    }

    [Fact]
    public async Task A_package_for_another_key_of_the_same_ID_is_refused()
    {
        (EncryptedPackages packages, _, SamplePackage sample, _) = await SendAsync(("1", 10));
        using var other = new TemporaryFolder();

        PackageException refused = await Should.ThrowAsync<PackageException>(() => ReadAsync(packages, sample, other.NewKeys()));

        refused.Reason.ShouldBe(PackageReasons.NotDecryptable);
    }

    [Fact]
    public async Task A_package_overwritten_since_its_event_is_not_opened()
    {
        (EncryptedPackages packages, BlobContainer container, SamplePackage sample, LocalKeyFile keys) = await SendAsync(("1", 10));
        ETag announced = (await container.FindAsync("studies/a", Cancel))!.ETag;
        await packages.UploadAsync("studies/a", keys.Current, sample.Manifest, sample.Open, cancellationToken: Cancel);

        (await Should.ThrowAsync<RequestFailedException>(() => packages.OpenAsync("studies/a", keys, announced, cancellationToken: Cancel))).Status.ShouldBe(412);
        (await Should.ThrowAsync<RequestFailedException>(() => packages.OpenAsync("studies/none", keys, cancellationToken: Cancel))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_listings_ETag_opens_the_package()
    {
        (EncryptedPackages packages, BlobContainer container, SamplePackage sample, LocalKeyFile keys) = await SendAsync(("1", 10));
        StoredBlob listed = await container.ListAsync(cancellationToken: Cancel).SingleAsync(Cancel);

        await using PackageReader reader = await packages.OpenAsync("studies/a", keys, new ETag(listed.ETag.ToString().Trim('"')), cancellationToken: Cancel);

        (await sample.ReadAllAsync(reader)).ShouldBe(["1"]);
    }

    [Fact]
    public async Task An_upload_that_fails_or_is_cut_leaves_no_blob()
    {
        BlobContainer container = await storage.CreateAsync(Containers.Intake(storage.NewFacility()));
        var packages = new EncryptedPackages(container);
        SamplePackage sample = SamplePackage.Of(("1", 20_000_000), ("2", 10));
        PublicKey receiver = folder.NewKeys().Current;
        using var cut = new CancellationTokenSource();

        await Should.ThrowAsync<FileNotFoundException>(() => packages.UploadAsync(
            "studies/a", receiver, sample.Manifest, (f, c) => f.Name == "2" ? throw new FileNotFoundException() : sample.Open(f, c), cancellationToken: Cancel));
        await Should.ThrowAsync<PackageException>(() => packages.UploadAsync(
            "studies/b", receiver, sample.Manifest, (f, c) => Task.FromResult<Stream>(new MemoryStream(new byte[f.Size])), cancellationToken: Cancel));
        await Should.ThrowAsync<OperationCanceledException>(() => packages.UploadAsync(
            "studies/c",
            receiver,
            sample.Manifest,
            (f, c) =>
            {
                if (f.Name == "2")
                {
                    cut.Cancel();
                }

                return sample.Open(f, c);
            },
            cancellationToken: cut.Token));

        (await container.ListAsync(cancellationToken: Cancel).ToListAsync(Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_package_of_200_megabytes_passes_in_bounded_memory()
    {
        const long length = 200_000_000;
        BlobContainer container = await storage.CreateAsync(Containers.Intake(storage.NewFacility()));
        var packages = new EncryptedPackages(container);
        LocalKeyFile keys = folder.NewKeys();
        PackageFileEntry entry = await PackageFileEntry.OfAsync("1", new ZeroStream(length), Cancel);
        PackageManifest manifest = SamplePackage.Of().Manifest with { Files = [entry] };
        var peak = new PeakMemory();

        await packages.UploadAsync("studies/a", keys.Current, manifest, (f, _) => Task.FromResult<Stream>(new ZeroStream(f.Size, peak.Look)), cancellationToken: Cancel);
        await using PackageReader reader = await packages.OpenAsync("studies/a", keys, cancellationToken: Cancel);
        await foreach (PackageFile file in reader.ReadFilesAsync(Cancel))
        {
            byte[] buffer = new byte[128 * 1024];
            while (await file.Content.ReadAsync(buffer, Cancel) > 0)
            {
                peak.Look();
            }
        }

        peak.Growth.ShouldBeLessThan(120_000_000);
    }

    [Fact]
    public async Task Pythons_SDK_and_ours_read_each_others_packages()
    {
        Assert.SkipUnless(await PythonStorage.IsInstalledAsync(Cancel), "python3-azure-storage is not on this machine");
        (EncryptedPackages packages, BlobContainer container, SamplePackage sample, LocalKeyFile keys) = await SendAsync(("1", 9_000_000));
        byte[] tar = await sample.PackAsync();
        await File.WriteAllBytesAsync(folder["sent.tar"], tar, Cancel);

        await PythonStorage.RunAsync(container, folder, "studies/a", "studies/python", Cancel);

        (await File.ReadAllBytesAsync(folder["received.tar"], Cancel)).ShouldBe(tar);
        await using PackageReader reader = await packages.OpenAsync("studies/python", keys, cancellationToken: Cancel);
        (await sample.ReadAllAsync(reader)).ShouldBe(["1"]);
    }

    private static byte[] Flip(byte[] bytes, int at)
    {
        bytes[at] ^= 1;
        return bytes;
    }

    private static async Task ReadAsync(EncryptedPackages packages, SamplePackage sample, IKeyEncryptionKeyResolver keys)
    {
        await using PackageReader reader = await packages.OpenAsync("studies/a", keys, cancellationToken: Cancel);
        await sample.ReadAllAsync(reader);
    }

    private static async Task ReplaceAsync(BlobContainer container, Func<byte[], byte[]> change, Action<JsonObject>? encryptionData)
    {
        var blob = container.Client.GetBlobClient("studies/a");
        BlobDownloadResult sent = await blob.DownloadContentAsync(Cancel);
        JsonObject data = (JsonObject)JsonNode.Parse(sent.Details.Metadata["encryptiondata"])!;
        encryptionData?.Invoke(data);
        await blob.UploadAsync(
            new MemoryStream(change(sent.Content.ToArray())),
            new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["encryptiondata"] = data.ToJsonString() } },
            Cancel);
    }

    private async Task<(EncryptedPackages Packages, BlobContainer Container, SamplePackage Sample, LocalKeyFile Keys)> SendAsync(params (string Name, int Length)[] files)
    {
        BlobContainer container = await storage.CreateAsync(Containers.Intake(storage.NewFacility()));
        var packages = new EncryptedPackages(container);
        LocalKeyFile keys = folder.NewKeys();
        SamplePackage sample = SamplePackage.Of(files);
        await packages.UploadAsync("studies/a", keys.Current, sample.Manifest, sample.Open, cancellationToken: Cancel);
        return (packages, container, sample, keys);
    }

    private sealed class PeakMemory
    {
        private readonly long before = GC.GetTotalMemory(forceFullCollection: true);
        private long peak;

        public long Growth => peak - before;

        public void Look() => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
    }
}
