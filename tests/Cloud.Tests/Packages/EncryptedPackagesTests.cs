namespace Pipeline.Cloud.Tests;

public sealed class EncryptedPackagesTests(Storage storage)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_package_comes_back_as_it_was_sent()
    {
        BlobContainer container = await storage.CreateAsync(Containers.Intake(storage.NewFacility()));
        using var folder = new TemporaryFolder();
        LocalKeyFile keys = folder.NewKeys();
        SamplePackage sample = SamplePackage.Of(("objects/1.dcm", 10_000_000), ("objects/2.dcm", 0), ("objects/3.dcm", 17));

        await new EncryptedPackages(container).UploadAsync("studies/a", keys.Current, sample.Manifest, sample.Open, cancellationToken: Cancel);

        await using PackageReader reader = await new EncryptedPackages(container).OpenAsync("studies/a", keys, cancellationToken: Cancel);
        reader.Manifest.Sender.ShouldBe(sample.Manifest.Sender);
        (await sample.ReadAllAsync(reader)).ShouldBe(["objects/1.dcm", "objects/2.dcm", "objects/3.dcm"]);
    }
}
