using System.Text;
using Pipeline.EndToEnd.Centers;
using Pipeline.EndToEnd.Identifiers;

namespace Pipeline.EndToEnd;

/// <summary>
/// No message, log line, blob name or printed line holds a patient's identifier. The registry's patients and cases and the
/// encrypted or named blobs themselves hold them, as they must.
/// </summary>
public sealed class PrivacyTests(DemoCenter center)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_log_line_holds_an_identifier()
    {
        await UsedAsync();
        string[] logs = Directory.GetFiles(Path.Combine(center.Data, "logs"), "*", SearchOption.AllDirectories);
        logs.ShouldNotBeEmpty();
        await ShouldBeCleanAsync(logs);
    }

    [Fact]
    public async Task No_message_in_a_queue_holds_an_identifier()
    {
        await UsedAsync();
        string[] extents = Directory.GetFiles(Path.Combine(center.Data, "azurite", "__queuestorage__"));
        extents.Sum(file => new FileInfo(file).Length).ShouldBeGreaterThan(0); // the eldest are gone: Azurite sweeps them up
        await ShouldBeCleanAsync(extents);
    }

    [Fact]
    public async Task No_name_of_a_blob_or_queue_holds_an_identifier()
    {
        await UsedAsync();
        string[] catalogs = Directory.GetFiles(Path.Combine(center.Data, "azurite"), "__azurite_db_*.json");
        catalogs.Length.ShouldBeGreaterThanOrEqualTo(4);
        await ShouldBeCleanAsync(catalogs);
        string blobs = await File.ReadAllTextAsync(Path.Combine(center.Data, "azurite", "__azurite_db_blob__.json"), Cancel);
        blobs.ShouldContain("delivery-nintei-mihon");
    }

    [Theory]
    [InlineData("OutboxMessages", "Body")]
    [InlineData("AuditEntries", "Details")]
    [InlineData("DeadLetters", "Body")]
    [InlineData("Incidents", "*")]
    public async Task No_message_or_audit_entry_of_the_registry_holds_an_identifier(string table, string columns)
    {
        await UsedAsync();
        List<string[]> rows = RegistryFile.Rows(center.Data, $"SELECT {columns} FROM {table}");
        if (table is "OutboxMessages" or "AuditEntries")
        {
            rows.Count.ShouldBeGreaterThan(50);
        }

        Search().Find(Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(row => string.Join('\t', row))))).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_printed_beside_the_table_holds_no_identifier()
    {
        await UsedAsync();
        string[] lines = [.. center.Output.Split('\n').Where(line => !line.Contains('│'))];
        lines.Length.ShouldBeGreaterThan(10);
        Search().Find(Encoding.UTF8.GetBytes(string.Join('\n', lines))).ShouldBeEmpty();
    }

    /// <summary>After a run, a restart and a pull.</summary>
    private Task UsedAsync() => PulledCopies.PullAsync(center, Cancel);

    private async Task ShouldBeCleanAsync(string[] files)
    {
        ByteSearch search = Search();
        foreach (string file in files)
        {
            await using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using MemoryStream whole = new();
            await stream.CopyToAsync(whole, Cancel);
            search.Find(whole.ToArray()).ShouldBeEmpty(Path.GetFileName(file));
        }
    }

    private ByteSearch Search() => new(center.Identifiers());
}
