using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake.Tests;

public sealed class AnchorAuditTests(AzuriteFixture azurite)
{
    private static readonly TimerInfo Timer = new(IsPastDue: false);

    [Fact]
    public async Task Audit_rows_are_chained_and_appended_in_order_over_several_runs()
    {
        MovableClock clock = new(AzuriteFixture.Clock.GetUtcNow());
        await using Center center = await Center.StartAsync(azurite, clock);
        await AddAsync(center, 3);
        clock.Now = clock.Now.AddMinutes(1);
        await center.RunAsync<AnchorAudit, TimerInfo>(Timer);
        await AddAsync(center, 2);
        clock.Now = clock.Now.AddMinutes(1);
        await center.RunAsync<AnchorAudit, TimerInfo>(Timer);
        await center.RunAsync<AnchorAudit, TimerInfo>(Timer);

        List<AuditEntry> rows = await center.AskAsync(r => r.AuditEntries.OrderBy(e => e.ChainIndex).ToListAsync());
        rows.Select(r => r.ChainIndex).ShouldBe([1, 2, 3, 4, 5]);
        string[] lines = await LinesAsync(center);
        lines.Length.ShouldBe(5);
        string previous = AuditLink.Genesis;
        foreach ((AuditEntry row, string line) in rows.Zip(lines))
        {
            AuditLink.HashOf(previous, row, row.ChainIndex!.Value).ShouldBe(row.ChainHash);
            JsonDocument.Parse(line).RootElement.GetProperty("hash").GetString().ShouldBe(row.ChainHash);
            previous = row.ChainHash!;
        }
    }

    [Fact]
    public async Task A_run_cut_between_append_and_commit_is_followed_by_one_that_appends_nothing_twice()
    {
        MovableClock clock = new(AzuriteFixture.Clock.GetUtcNow());
        await using Center center = await Center.StartAsync(azurite, clock);
        await AddAsync(center, 3);
        clock.Now = clock.Now.AddMinutes(1);
        await center.RunAsync<AnchorAudit, TimerInfo>(Timer);
        await center.InScopeAsync(async services =>
        {
            RegistryContext registry = services.GetRequiredService<RegistryContext>();
            (await registry.AuditAnchors.SingleAsync()).Anchored = null;
            await registry.SaveChangesAsync();
        });
        await AddAsync(center, 1);
        clock.Now = clock.Now.AddMinutes(1);

        await center.RunAsync<AnchorAudit, TimerInfo>(Timer);

        (await LinesAsync(center)).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("index").GetInt64()).ShouldBe([1, 2, 3, 4]);
        (await center.AskAsync(r => r.AuditAnchors.CountAsync(a => a.Anchored == null))).ShouldBe(0);
    }

    [Fact]
    public async Task An_anchored_row_cannot_be_altered_through_the_registry()
    {
        await using Center center = await Center.StartAsync(azurite);
        await AddAsync(center, 1);

        await center.InScopeAsync(async services =>
        {
            RegistryContext registry = services.GetRequiredService<RegistryContext>();
            registry.Remove(await registry.AuditEntries.FirstAsync());
            await Should.ThrowAsync<InvalidOperationException>(() => registry.SaveChangesAsync());
        });
    }

    [Fact]
    public async Task A_blob_is_followed_by_another_before_its_limit_of_appends()
    {
        MovableClock clock = new(AzuriteFixture.Clock.GetUtcNow());
        await using Center center = await Center.StartAsync(azurite, clock);
        await AddAsync(center, 1);
        clock.Now = clock.Now.AddMinutes(1);
        await center.RunAsync<AnchorAudit, TimerInfo>(Timer);
        await center.AskAsync(r => r.AuditAnchors.ExecuteUpdateAsync(a => a.SetProperty(one => one.AppendNumber, 39_999)));
        for (int i = 0; i < 3; i++)
        {
            await AddAsync(center, 1);
            clock.Now = clock.Now.AddMinutes(1);
            await center.RunAsync<AnchorAudit, TimerInfo>(Timer);
        }

        List<AuditAnchor> anchors = await center.AskAsync(r => r.AuditAnchors.OrderBy(a => a.FirstIndex).ToListAsync());
        anchors.Select(a => a.AppendNumber).ShouldBe([39_999, 40_000, 1, 2]);
        anchors[2].Offset.ShouldBe(0);
        anchors.Select(a => a.BlobName).Distinct().Count().ShouldBe(2);
        anchors[3].BlobName.ShouldBe(anchors[2].BlobName);
    }

    [Fact]
    public async Task Runs_at_once_give_every_row_one_place()
    {
        MovableClock clock = new(AzuriteFixture.Clock.GetUtcNow());
        await using Center center = await Center.StartAsync(azurite, clock);
        await AddAsync(center, 50);
        clock.Now = clock.Now.AddMinutes(1);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            try
            {
                await center.RunAsync<AnchorAudit, TimerInfo>(Timer);
            }
            catch (DbUpdateException)
            {
                // another run got the place; the timer fires again
            }
        })));
        await center.RunAsync<AnchorAudit, TimerInfo>(Timer);

        (await LinesAsync(center)).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("index").GetInt64()).ShouldBe(Enumerable.Range(1, 50).Select(i => (long)i));
    }

    private static Task AddAsync(Center center, int count) => center.InScopeAsync(async services =>
    {
        AuditTrail audit = services.GetRequiredService<AuditTrail>();
        for (int i = 0; i < count; i++)
        {
            audit.Add("test.happened", "test", center.Facility, details: new { i });
        }

        await services.GetRequiredService<RegistryContext>().SaveChangesAsync();
    });

    private static async Task<string[]> LinesAsync(Center center)
    {
        string name = await center.AskAsync(r => r.AuditAnchors.OrderBy(a => a.FirstIndex).Select(a => a.BlobName).FirstAsync());
        BlobDownloadResult blob = await center.All[Containers.Audit].Client.GetBlobClient(name).DownloadContentAsync();
        return Encoding.UTF8.GetString(blob.Content.ToMemory().Span).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
