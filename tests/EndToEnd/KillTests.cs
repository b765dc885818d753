using System.Globalization;
using Pipeline.EndToEnd.Centers;

namespace Pipeline.EndToEnd;

/// <summary>
/// The center is killed at random moments of a run and started again. <c>PIPELINE_KILLS</c> says how often (5), and
/// <c>PIPELINE_KILL_SEED</c> which moments.
/// </summary>
public sealed class KillTests(DemoCenter center, ITestOutputHelper output)
{
    private const string Provisions = "SELECT CaseId, ProcessorId, ContentVersion, COUNT(*) FROM Deliveries WHERE Published IS NOT NULL GROUP BY 1, 2, 3 HAVING COUNT(*) > 1";
    private const string DoubleAudit = "SELECT json_extract(Details, '$.delivery'), COUNT(*) FROM AuditEntries WHERE Action = 'delivery.published' GROUP BY 1 HAVING COUNT(*) > 1";
    private const string Unaudited = "SELECT Id FROM Deliveries WHERE Published IS NOT NULL AND lower(Id) NOT IN (SELECT lower(json_extract(Details, '$.delivery')) FROM AuditEntries WHERE Action = 'delivery.published')";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_center_killed_at_any_moment_ends_where_an_undisturbed_one_does()
    {
        int kills = Number("PIPELINE_KILLS", 5);
        Random moments = new(Number("PIPELINE_KILL_SEED", 20261122));
        CenterRun undisturbed = await center.FirstAsync(Cancel);
        int done = 0;
        for (int round = 1; done < kills; round++)
        {
            using WorkFolder folder = new();
            string data = folder.In("data");
            done += await KillAsync(data, kills - done, undisturbed.Duration, moments);
            CenterRun last = await CenterProcess.RunOnceAsync(data, Cancel);
            output.WriteLine($"round {round}: {done} kills so far; then undisturbed to the end in {last.Duration.TotalSeconds:F1} s");
            ShouldBeAsUndisturbed(data, last, undisturbed);
            if (done >= kills)
            {
                await EndsWhenAskedAsync(data);
            }
        }
    }

    /// <summary>Starts and kills on one folder until the number is reached or a start came to its end before its kill.</summary>
    private async Task<int> KillAsync(string data, int most, TimeSpan whole, Random moments)
    {
        for (int done = 0; done < most; done++)
        {
            TimeSpan moment = whole * (0.03 + (0.5 * moments.NextDouble()));
            await using CenterProcess victim = CenterProcess.Start(data, "--once");
            if (await victim.ExitsWithinAsync(moment, Cancel))
            {
                return done;
            }

            await victim.KillAsync();
            output.WriteLine($"killed after {moment.TotalSeconds:F1} s, having printed: {victim.Output.TrimEnd().Split('\n')[^1]}");
            victim.LeaveAzurite();
        }

        return most;
    }

    private static void ShouldBeAsUndisturbed(string data, CenterRun last, CenterRun undisturbed)
    {
        last.ExitCode.ShouldBe(0, last.Output);
        last.Summary.Lines.ShouldBe(undisturbed.Summary.Lines);
        last.Summary.Files.ShouldBe(undisturbed.Summary.Files);
        last.Summary.Violations.ShouldBeEmpty();
        last.Summary.DeadLetters.ShouldBe(0);
        RegistryFile.Rows(data, Provisions).ShouldBeEmpty();
        RegistryFile.Rows(data, DoubleAudit).ShouldBeEmpty();
        RegistryFile.Rows(data, Unaudited).ShouldBeEmpty();
        RegistryFile.Rows(data, "SELECT COUNT(*) FROM Deliveries WHERE Published IS NOT NULL AND Recalled IS NULL")
            .ShouldHaveSingleItem().ShouldBe([undisturbed.Summary.Stages["delivered"].Count.ToString(CultureInfo.InvariantCulture)]);
    }

    /// <summary>Ended by SIGTERM it says so by its exit code, and takes its Azurite along.</summary>
    private static async Task EndsWhenAskedAsync(string data)
    {
        await using CenterProcess center = CenterProcess.Start(data);
        await center.PrintedAsync("Ctrl+C ends it", Cancel);
        CenterProcess.AzuriteOf(data).ShouldNotBeNull();
        (await center.EndAsync(Cancel)).ShouldBe(0, center.Output);
        CenterProcess.AzuriteOf(data).ShouldBeNull();
    }

    private static int Number(string variable, int otherwise)
        => int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
