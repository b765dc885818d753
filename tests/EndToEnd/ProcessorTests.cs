using System.Security.Cryptography;
using Pipeline.EndToEnd.Centers;

namespace Pipeline.EndToEnd;

/// <summary>What the certified processor pulls, and what an opt-out does before and after it pulled.</summary>
public sealed class ProcessorTests(DemoCenter center)
{
    private const string DeliveryOf = """
        SELECT d.State, d.Pulled, d.DeletionRequested, d.DeletionAcknowledged, d.Id FROM Deliveries d
        JOIN Cases c ON c.Id = d.CaseId JOIN Patients p ON p.Id = c.PatientId WHERE p.FacilityPatientId =
        """;

    private const string Others = """
        SELECT d.Id, d.State, d.BlobName, d.Pulled, d.DeletionRequested FROM Deliveries d
        JOIN Cases c ON c.Id = d.CaseId JOIN Patients p ON p.Id = c.PatientId WHERE p.FacilityPatientId NOT IN ('ALPHA-770002') ORDER BY d.Id
        """;

    private const string Copies = "SELECT Id, State, BlobName FROM ResearchCopies ORDER BY Id";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_processor_pulls_originals_and_opt_outs_take_them_back()
    {
        await center.LiveAsync(Cancel);
        await OptOutBeforePullingAsync();
        string pulled = center.In("named");
        await PullAsync(pulled);
        ShouldHoldOriginals(pulled);
        await OptOutAfterPullingAsync(pulled);
    }

    /// <summary>B, whose package lies there but was not pulled.</summary>
    private async Task OptOutBeforePullingAsync()
    {
        List<string[]> others = RegistryFile.Rows(center.Data, Others);
        List<string[]> copies = RegistryFile.Rows(center.Data, Copies);
        HashSet<string> before = await BlobsAsync();
        string blob = RegistryFile.Rows(center.Data, $"{DeliveryOf} 'ALPHA-770002'").ShouldHaveSingleItem()[4];

        await OptOutAsync("ALPHA-770002");

        List<string[]> recalled = await RegistryFile.UntilAsync(center.Data, $"{DeliveryOf} 'ALPHA-770002'", rows => rows[0][0] == "3", Cancel);
        recalled.ShouldHaveSingleItem().ShouldBe(["3", "", "", "", blob]);
        HashSet<string> after = await BlobsAsync();
        before.Except(after).Count().ShouldBe(1);
        after.Except(before).ShouldBeEmpty();
        RegistryFile.Rows(center.Data, Others).ShouldBe(others);
        RegistryFile.Rows(center.Data, Copies).ShouldBe(copies);
    }

    /// <summary>C, pulled and received: the processor is asked to delete it, and acknowledges that.</summary>
    private async Task OptOutAfterPullingAsync(string pulled)
    {
        string[] delivery = RegistryFile.Rows(center.Data, $"{DeliveryOf} 'ALPHA-770003'").ShouldHaveSingleItem();
        delivery[0].ShouldBe("2");
        delivery[1].ShouldNotBeEmpty("the receipt is recorded");
        List<string[]> copies = RegistryFile.Rows(center.Data, Copies);

        await OptOutAsync("ALPHA-770003");

        await RegistryFile.UntilAsync(center.Data, $"{DeliveryOf} 'ALPHA-770003'", rows => rows[0] is ["3", _, not "", "", _], Cancel);
        RegistryFile.Rows(center.Data, Copies).ShouldBe(copies, "an opt-out from the Act does not touch research consent");
        string provision = Guid.Parse(delivery[4]).ToString();
        Directory.Exists(Path.Combine(pulled, provision)).ShouldBeTrue();
        (await PullAsync(pulled)).ShouldContain("1 deletion requests are open");
        (await PullAsync(pulled, "--acknowledge-deletions")).ShouldContain("deleted and acknowledged: 1");
        Directory.Exists(Path.Combine(pulled, provision)).ShouldBeFalse();
        RegistryFile.Rows(center.Data, $"{DeliveryOf} 'ALPHA-770003'").ShouldHaveSingleItem()[3].ShouldNotBeEmpty();
    }

    private Task<string> PullAsync(string folder, params string[] more)
        => Programs.CenterAsync(0, Cancel, ["pull", "--processor", "nintei-mihon", "--identity", center.Identity("nintei-mihon"), "--out", folder, .. more]);

    private async Task OptOutAsync(string patient)
    {
        string table = center.In("opt-out.csv");
        await File.WriteAllTextAsync(table, $"患者ID,オプトアウト\r\n{patient},○\r\n", Cancel);
        string output = await Programs.CenterAsync(0, Cancel, "consents", table, "--facility", "alpha", "--identity", center.Identity("alpha"));
        output.ShouldContain("Lines accepted: 1, refused: 0");
    }

    private void ShouldHoldOriginals(string pulled)
    {
        HashSet<string> originals = [.. Directory.EnumerateFiles(center.Outgoing, "*.dcm", SearchOption.AllDirectories).Select(HashOf)];
        string[] objects = PulledCopies.Objects(pulled);
        objects.Length.ShouldBe(2 * 3, "C and two patients of beta");
        objects.ShouldAllBe(file => originals.Contains(HashOf(file)));
        objects.Select(HashOf).Distinct().Count().ShouldBe(objects.Length);
    }

    private static string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    /// <summary>What the processor can list, with its own SAS.</summary>
    private async Task<HashSet<string>> BlobsAsync()
    {
        Azure.Storage.Blobs.BlobContainerClient container = new(CenterCli.Identity.Load(center.Identity("nintei-mihon")).Storage!, Cloud.StorageAccounts.ClientOptions());
        HashSet<string> names = [];
        await foreach (Azure.Storage.Blobs.Models.BlobItem blob in container.GetBlobsAsync(cancellationToken: Cancel))
        {
            names.Add(blob.Name);
        }

        return names;
    }
}
