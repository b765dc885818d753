using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs.Models;
using Pipeline.Cloud;
using Pipeline.EndToEnd.Centers;
using Pipeline.EndToEnd.Identifiers;

namespace Pipeline.EndToEnd;

/// <summary>
/// A facility leaves a running center with everything of it, the center is killed while it erases, and afterwards nothing of its
/// patients is to be found in any table or blob, but for the records that the law asks for. What it took along moves into
/// another center's facility.
/// </summary>
public sealed class LeavingTests : IDisposable
{
    private readonly WorkFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => folder.In("data");

    [Fact]
    public async Task A_facility_leaves_with_everything_of_it_and_nothing_stays_behind()
    {
        CenterProcess center = CenterProcess.Start(Data);
        await center.PrintedAsync("Ctrl+C ends it", Cancel);
        HashSet<string> originals = Hashes(Path.Combine(Data, "outgoing", "alpha"), "*.dcm");
        await Programs.CenterAsync(0, Cancel, "pull", "--processor", "nintei-mihon", "--out", folder.In("pulled"), "--identity", Identity("nintei-mihon"));
        List<string> released = [.. RegistryFile.Rows(Data, ReleasedBlobs).Select(row => row[0])];

        await Programs.CenterAsync(0, Cancel, "export", "--facility", "alpha", "--out", folder.In("alpha"), "--data", Data, "--identity", Identity("operator"));
        Hashes(folder.In("alpha"), "*.dcm").ShouldBe(originals, ignoreOrder: true);
        foreach (string[] line in (await File.ReadAllLinesAsync(folder.In("alpha", "SHA256SUMS"), Cancel)).Select(line => line.Split("  ", 2)))
        {
            Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(folder.In("alpha", line[1]), Cancel))).ShouldBe(line[0], line[1]);
        }

        (await Programs.CenterAsync(2, Cancel, "facility", "erase", "alpha", "--identity", Identity("operator"))).ShouldContain("--confirm alpha");
        await Programs.CenterAsync(1, Cancel, "facility", "erase", "alpha", "--confirm", "alpha", "--wait", "0", "--identity", Identity("operator"));
        await Task.Delay(TimeSpan.FromSeconds(8), Cancel);
        await center.KillAsync();
        await using CenterProcess again = CenterProcess.Start(Data);
        await again.PrintedAsync("Ctrl+C ends it", Cancel);
        string report = folder.In("erased.json");
        await Programs.CenterAsync(0, Cancel, "facility", "erase", "alpha", "--report", report, "--identity", Identity("operator"));

        await ShouldBeGoneAsync(released);
        (await File.ReadAllTextAsync(report, Cancel)).ShouldContain("\"completed\"");
        RegistryFile.Rows(Data, "SELECT COUNT(*) FROM AuditEntries WHERE Action = 'facility.erasure-completed'")[0][0].ShouldBe("1");
        RegistryFile.Rows(Data, "SELECT COUNT(*) FROM Deliveries WHERE Pulled IS NOT NULL AND DeletionRequested IS NULL AND CaseId IN (SELECT Id FROM Cases WHERE FacilityId = 'alpha')")[0][0].ShouldBe("0");
        await Programs.CenterAsync(1, Cancel, "send", Path.Combine(Data, "outgoing", "alpha"), "--facility", "alpha", "--identity", Identity("alpha"), "--state", folder.In("state.json"));

        await Programs.CenterAsync(0, Cancel, "import", folder.In("alpha", "dicom"), "--facility", "beta", "--identity", Identity("beta"), "--journal", folder.In("import.db"));
        RegistryFile.Rows(Data, "SELECT Sha256 FROM Instances WHERE FacilityId = 'beta'").Select(row => row[0]).ShouldBe(originals.Concat(Hashes(Path.Combine(Data, "outgoing", "beta"), "*.dcm")), ignoreOrder: true);
        await Programs.CenterAsync(0, Cancel, "audit", "verify", "--data", Data);
        RegistryFile.Rows(Data, "UPDATE AuditEntries SET Actor = 'nobody' WHERE ChainIndex = 7 RETURNING Id").Count.ShouldBe(1);
        (await Programs.CenterAsync(1, Cancel, "audit", "verify", "--data", Data)).ShouldContain("audit.row-altered");
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    private const string ReleasedBlobs = """
        SELECT BlobName FROM Deliveries WHERE CaseId IN (SELECT Id FROM Cases WHERE FacilityId = 'alpha')
        UNION SELECT BlobName FROM ResearchCopies WHERE CaseId IN (SELECT Id FROM Cases WHERE FacilityId = 'alpha')
        UNION SELECT PreviewPrefix FROM ResearchCopies WHERE CaseId IN (SELECT Id FROM Cases WHERE FacilityId = 'alpha')
        UNION SELECT FrameBlob FROM ReviewItems WHERE FacilityId = 'alpha'
        """;

    private string Identity(string name) => Path.Combine(Data, "identities", name + ".json");

    /// <summary>Every table and every blob, for what tells who the facility's patients are and for the names of what was released.</summary>
    private async Task ShouldBeGoneAsync(List<string> released)
    {
        released.Count.ShouldBeGreaterThan(3);
        HashSet<string> onRecord = [.. RegistryFile.Rows(Data, "SELECT FacilityPatientId FROM Patients WHERE FacilityId = 'alpha'").Select(row => row[0])];
        Dictionary<string, string> needles = PatientIdentifiers.OfFiles(Path.Combine(Data, "outgoing", "alpha")).Where(text => !onRecord.Contains(text.Key))
            .ToDictionary(text => text.Key, text => text.Value);
        needles.Count.ShouldBeGreaterThan(20);
        var search = new ByteSearch(needles);
        foreach (string[] table in RegistryFile.Rows(Data, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"))
        {
            string text = string.Join('\n', RegistryFile.Rows(Data, $"SELECT * FROM \"{table[0]}\"").Select(row => string.Join('\t', row)));
            search.Find(Encoding.UTF8.GetBytes(text)).ShouldBeEmpty(table[0]);
        }

        StorageAccounts accounts = new(LocalCenter.Azurite.FindRunning(Path.Combine(Data, "azurite"), Enum.GetValues<StorageFamily>())!, credential: null);
        foreach (StorageFamily family in Enum.GetValues<StorageFamily>())
        {
            await foreach (BlobContainerItem container in accounts.Service(family).GetBlobContainersAsync(cancellationToken: Cancel))
            {
                await foreach (BlobItem blob in accounts.Service(family).GetBlobContainerClient(container.Name).GetBlobsAsync(cancellationToken: Cancel))
                {
                    container.Name.ShouldNotBe("named-alpha");
                    container.Name.ShouldNotBe("intake-alpha");
                    released.ShouldNotContain(name => blob.Name.StartsWith(name, StringComparison.Ordinal));
                    BlobDownloadResult content = await accounts.Service(family).GetBlobContainerClient(container.Name).GetBlobClient(blob.Name).DownloadContentAsync(Cancel);
                    search.Find(content.Content.ToMemory().Span).ShouldBeEmpty(container.Name);
                }
            }
        }
    }

    private static HashSet<string> Hashes(string root, string pattern)
        => [.. Directory.EnumerateFiles(root, pattern, SearchOption.AllDirectories).Select(file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))))];
}
