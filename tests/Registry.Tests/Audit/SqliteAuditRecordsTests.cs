using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry.Tests.Audit;

public sealed class SqliteAuditRecordsTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_file_says_what_the_model_says()
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        await AnchoredAsync(registry);

        await using SqliteAuditRecords file = await SqliteAuditRecords.OpenAsync(await PathOfAsync(registry), Cancel);

        foreach ((long first, int count) in new[] { (1L, 100), (2, 2), (4, 100), (9, 1) })
        {
            Text(await file.RowsAsync(first, count, Cancel)).ShouldBe(Text(await registry.RunAsync<IAuditRecords, IReadOnlyList<AuditEntry>>(records => records.RowsAsync(first, count, Cancel))));
            Text(await file.AnchorsAsync(first, count, Cancel)).ShouldBe(Text(await registry.RunAsync<IAuditRecords, IReadOnlyList<AuditAnchor>>(records => records.AnchorsAsync(first, count, Cancel))));
        }

        (await file.RowsAsync(1, 100, Cancel)).Count.ShouldBe(5);
        (await file.AnchorsAsync(1, 100, Cancel)).Count.ShouldBe(2);
        AuditWaiting waiting = await file.WaitingAsync(Cancel);
        waiting.ShouldBe(await registry.RunAsync<IAuditRecords, AuditWaiting>(records => records.WaitingAsync(Cancel)));
        waiting.Rows.ShouldBe(3, "two of a planned stretch, and one without a place");
    }

    [Fact]
    public async Task Of_an_empty_registry_nothing_waits()
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);

        await using SqliteAuditRecords file = await SqliteAuditRecords.OpenAsync(await PathOfAsync(registry), Cancel);

        (await file.WaitingAsync(Cancel)).ShouldBe(new AuditWaiting(0, null, null));
    }

    /// <summary>Three rows anchored, two planned to be, one without a place; with everything a row can hold, and with nothing.</summary>
    private static async Task AnchoredAsync(TestRegistry registry)
    {
        Guid[] ids = [.. Enumerable.Range(1, 6).Select(i => new Guid(i, 0, 0, new byte[8]))];
        await registry.RunAsync<RegistryContext>(async context =>
        {
            for (int i = 0; i < ids.Length; i++)
            {
                context.AuditEntries.Add(new AuditEntry
                {
                    Id = ids[i], At = registry.Clock.Now.AddMinutes(i).AddTicks(7), Actor = "test", Action = "test.happened", FacilityId = i == 0 ? new FacilityId("alpha") : null,
                    PatientId = i == 0 ? ids[1] : null, CaseId = i == 0 ? ids[2] : null, Details = i == 0 ? """{"i":1}""" : null,
                    ChainIndex = i < 5 ? i + 1 : null, ChainHash = i < 3 ? new string('a', 64) : null,
                });
            }

            context.AuditAnchors.AddRange(
                new AuditAnchor { FirstIndex = 1, LastIndex = 3, LastHash = new string('a', 64), BlobName = "2026/1", AppendNumber = 1, Offset = 0, Length = 700, Anchored = registry.Clock.Now },
                new AuditAnchor { FirstIndex = 4, LastIndex = 5, LastHash = new string('b', 64), BlobName = "2026/1", AppendNumber = 2, Offset = 700, Length = 300 });
            await context.SaveChangesAsync();
        });
    }

    private static Task<string> PathOfAsync(TestRegistry registry)
        => registry.RunAsync<RegistryContext, string>(context => Task.FromResult(context.Database.GetDbConnection().DataSource));

    private static string Text<T>(IReadOnlyList<T> rows) => JsonSerializer.Serialize(rows);
}
