using System.Security.Cryptography;
using System.Text.Json;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Pipeline.CenterCli;
using Pipeline.Cloud;
using Pipeline.EndToEnd.Centers;
using Pipeline.LocalCenter.Demo;

namespace Pipeline.EndToEnd;

/// <summary>Packages that cannot be taken end with their reason and hold nobody else up.</summary>
public sealed class BadUploadTests(DemoCenter center)
{
    private const string Packages = "SELECT State, Reason FROM UploadedPackages WHERE BlobName = ";
    private const string Quarantined = "3";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_foreign_key_and_a_tampered_package_are_quarantined_and_a_good_study_after_them_is_registered()
    {
        await center.LiveAsync(Cancel);
        Identity alpha = Identity.Load(center.Identity("alpha"));
        using HttpClient http = new();
#pragma warning disable RS0030 // a composition root of tests: tokens are checked against the real time
        FacilityGrant grant = await CenterApi.For(alpha, http, TimeProvider.System).RequestGrantAsync(Deck.Alpha, Cancel);
#pragma warning restore RS0030
        string foreign = NameOf("foreign key");
        string tampered = NameOf("tampered");
        await UploadAsync(grant.Open(), foreign, LocalKeyFile.OpenOrCreate(center.In("foreign.json"), "foreign").Current, grant);
        await TamperAsync(tampered, grant);

        DemoPatient late = NewPatient();
        string good = center.In("late");
        await new DemoStudyFiles(good, new DateOnly(2026, 4, 1)).WriteAsync(late, Cancel);
        await Programs.CenterAsync(0, Cancel, "send", good, "--facility", "alpha", "--identity", center.Identity("alpha"));

        await BecomesAsync(foreign, "package.not-decryptable");
        await BecomesAsync(tampered, "package.tampered");
        await RegistryFile.UntilAsync(center.Data, $"SELECT State FROM UploadedPackages WHERE FacilityPatientId = '{late.Id}'", rows => rows is [["2"]], Cancel);
        RegistryFile.Rows(center.Data, "SELECT COUNT(*) FROM DeadLetters").ShouldHaveSingleItem().ShouldBe(["0"]);
    }

    private static string NameOf(string what) => "studies/" + Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(what)))[..32];

    private static DemoPatient NewPatient()
    {
        DemoPatient b = new Deck(new DateOnly(2026, 4, 1)).Patients.Single(p => p.Label == "B");
        return b with { Label = "late", Id = "ALPHA-770099", Name = new DemoName("Mihon^Shirou", "見本^四郎", "ミホン^シロウ"), First = null };
    }

    private async Task BecomesAsync(string blob, string reason)
    {
        List<string[]> rows = await RegistryFile.UntilAsync(center.Data, $"{Packages} '{blob}'", found => found is [[Quarantined, _]], Cancel);
        rows.ShouldHaveSingleItem()[1].ShouldBe(reason);
    }

    private static async Task UploadAsync(EncryptedPackages packages, string blob, PublicKey receiver, FacilityGrant grant)
    {
        byte[] content = RandomNumberGenerator.GetBytes(5_000);
        PackageFileEntry file = await PackageFileEntry.OfAsync("000001.dcm", new MemoryStream(content), Cancel);
        PackageManifest manifest = new()
        {
            Kind = PackageKind.Study,
            Sender = "alpha",
            Grant = grant.GrantId.ToString(),
            PatientId = "ALPHA-770098",
            StudyInstanceUid = "2.25.770098",
            Files = [file],
            Created = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero),
        };
        await packages.UploadAsync(blob, receiver, manifest, (_, _) => Task.FromResult<Stream>(new MemoryStream(content)), cancellationToken: Cancel);
    }

    /// <summary>Encrypts for the center in a container of the test's own, and uploads it with one byte changed.</summary>
    private async Task TamperAsync(string blob, FacilityGrant grant)
    {
        BlobContainerClient bench = Bench(grant);
        await bench.CreateIfNotExistsAsync(cancellationToken: Cancel);
        await UploadAsync(new EncryptedPackages(new BlobContainer(bench)), blob, grant.Receiver(), grant);
        BlobDownloadResult whole = (await bench.GetBlobClient(blob).DownloadContentAsync(Cancel)).Value;
        byte[] bytes = whole.Content.ToArray();
        bytes[bytes.Length / 2] ^= 1;
        await new BlobContainerClient(grant.Container, StorageAccounts.ClientOptions()).GetBlobClient(blob)
            .UploadAsync(new BinaryData(bytes), new BlobUploadOptions { Metadata = whole.Details.Metadata }, Cancel);
    }

    private BlobContainerClient Bench(FacilityGrant grant)
    {
        Dictionary<string, string> keys = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(Path.Combine(center.Data, "azurite", "keys.json")))!;
        string root = grant.Container.GetLeftPart(UriPartial.Authority);
        return new BlobContainerClient(new Uri($"{root}/intake/bench"), new StorageSharedKeyCredential("intake", keys["intake"]), StorageAccounts.ClientOptions());
    }
}
