using System.Text;
using Azure.Storage.Blobs.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake.Tests;

/// <summary>The anchored chain as AnchorAudit writes it, tampered with in every way, and what the verification says.</summary>
public sealed class AuditTamperingTests(AzuriteFixture azurite)
{
    private static readonly TimerInfo Timer = new(IsPastDue: false);

    private delegate List<byte[]> Tampering(List<byte[]> lines);

    [Fact]
    public async Task An_untouched_chain_over_several_blobs_is_intact()
    {
        await using Chain chain = await Chain.OfAsync(azurite, 3, 3, 3);

        AuditVerification found = await chain.VerifyAsync();

        found.Findings.ShouldBeEmpty();
        (found.Entries, found.Blobs, found.Head, found.Waiting).ShouldBe((9, 3, 9, 0));
    }

    [Theory]
    [InlineData("a byte", AuditFindings.Altered, 2, null)]
    [InlineData("a byte of the hash", AuditFindings.Altered, 2, null)]
    [InlineData("an entry deleted", AuditFindings.Missing, 2, null)]
    [InlineData("two swapped", AuditFindings.Reordered, 2, null)]
    [InlineData("the tail cut", AuditFindings.Missing, 3, null)]
    [InlineData("an entry doubled", AuditFindings.Added, 2, null)]
    [InlineData("a foreign line", AuditFindings.Added, null, null)]
    [InlineData("hashes recomputed", AuditFindings.Rewritten, 2, 3)]
    public async Task What_was_done_to_a_blob_is_found_and_where(string what, string kind, int? index, int? last)
    {
        await using Chain chain = await Chain.OfAsync(azurite, 3, 3);
        await chain.TamperAsync(0, lines => Apply(what, lines));

        AuditVerification found = await chain.VerifyAsync();

        AuditFinding first = found.Findings.First(one => one.Kind == kind);
        first.Index.ShouldBe(index);
        first.LastIndex.ShouldBe(last);
        first.Blob.ShouldBe(chain.Blobs[0]);
        first.Offset.ShouldNotBeNull();
        found.IsIntact.ShouldBeFalse();
    }

    [Fact]
    public async Task One_altered_entry_is_one_finding_at_its_offset()
    {
        await using Chain chain = await Chain.OfAsync(azurite, 3, 3);
        long offset = (await chain.LinesAsync(0))[0].Length + 1;
        await chain.TamperAsync(0, lines => Apply("a byte", lines));

        (await chain.VerifyAsync()).Findings.ShouldBe([new AuditFinding(AuditFindings.Altered, 2, null, chain.Blobs[0], offset)]);
    }

    [Fact]
    public async Task A_blob_that_is_gone_is_named_with_the_entries_it_held()
    {
        await using Chain chain = await Chain.OfAsync(azurite, 2, 2, 2);
        await chain.Container.DeleteIfExistsAsync(chain.Blobs[1]);

        AuditVerification found = await chain.VerifyAsync();

        found.Findings.ShouldContain(new AuditFinding(AuditFindings.MissingBlob, 3, null, chain.Blobs[1]));
        found.Findings.ShouldContain(one => one.Kind == AuditFindings.Missing && one.Index == 3 && one.LastIndex == 4);
    }

    [Fact]
    public async Task A_blob_that_nobody_anchored_is_named()
    {
        await using Chain chain = await Chain.OfAsync(azurite, 2);
        string more = chain.Blobs[0] + "-more";
        await chain.Container.AppendAsync(more, "{}\n"u8.ToArray(), 0);
        chain.Blobs.Add(more);

        (await chain.VerifyAsync()).Findings.ShouldHaveSingleItem().ShouldBe(new AuditFinding(AuditFindings.UnknownBlob, Blob: more));
    }

    [Fact]
    public async Task A_chain_and_rows_recomputed_together_are_found_by_the_registrys_anchor()
    {
        await using Chain chain = await Chain.OfAsync(azurite, 3);
        await chain.TamperAsync(0, lines => Apply("hashes recomputed", lines));
        await chain.RowsFollowAsync(await chain.LinesAsync(0));

        (await chain.VerifyAsync()).Findings.ShouldContain(one => one.Kind == AuditFindings.Rewritten && one.Index == 1 && one.LastIndex == 3);
    }

    [Fact]
    public async Task A_chain_rows_and_anchors_recomputed_together_are_found_by_the_head_noted_elsewhere()
    {
        await using Chain chain = await Chain.OfAsync(azurite, 3);
        AuditVerification before = await chain.VerifyAsync();
        await chain.TamperAsync(0, lines => Apply("hashes recomputed", lines));
        List<byte[]> lines = await chain.LinesAsync(0);
        await chain.RowsFollowAsync(lines);
        await chain.Center.AskAsync(registry => registry.AuditAnchors.ExecuteUpdateAsync(row => row.SetProperty(one => one.LastHash, HashOf(lines[^1]))));

        (await chain.VerifyAsync()).Findings.ShouldBeEmpty("nothing in the center's own hands can tell any more");
        (await chain.VerifyAsync((before.Head, before.HeadHash))).Findings.ShouldHaveSingleItem().Kind.ShouldBe(AuditFindings.OtherHead);
    }

    [Fact]
    public async Task An_altered_row_and_a_missing_row_of_the_registry_are_found()
    {
        await using Chain chain = await Chain.OfAsync(azurite, 3);
        await chain.Center.AskAsync(registry => registry.AuditEntries.Where(row => row.ChainIndex == 2).ExecuteUpdateAsync(row => row.SetProperty(one => one.Actor, "somebody else")));
        await chain.Center.AskAsync(registry => registry.AuditEntries.Where(row => row.ChainIndex == 3).ExecuteDeleteAsync());

        (await chain.VerifyAsync()).Findings.Select(one => (one.Kind, one.Index)).ShouldBe([(AuditFindings.RowAltered, 2), (AuditFindings.RowMissing, 3)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_row_waits_for_its_anchor_a_while_and_no_longer()
    {
        await using Chain chain = await Chain.OfAsync(azurite, 1);
        await chain.AddAsync(1);

        AuditVerification soon = await chain.VerifyAsync();
        chain.Clock.Now = chain.Clock.Now.AddMinutes(11);
        AuditVerification late = await chain.VerifyAsync();

        (soon.IsIntact, soon.Waiting).ShouldBe((true, 1));
        late.Findings.ShouldHaveSingleItem().Kind.ShouldBe(AuditFindings.RowWaiting);
    }

    private static List<byte[]> Apply(string what, List<byte[]> lines)
    {
        byte[] second = lines[1];
        switch (what)
        {
            case "a byte":
                second[Encoding.UTF8.GetString(second).IndexOf("test.happened", StringComparison.Ordinal)] = (byte)'T';
                break;
            case "a byte of the hash":
                second[^3] = second[^3] == (byte)'0' ? (byte)'1' : (byte)'0';
                break;
            case "an entry deleted":
                lines.RemoveAt(1);
                break;
            case "two swapped":
                (lines[1], lines[2]) = (lines[2], lines[1]);
                break;
            case "the tail cut":
                lines.RemoveAt(2);
                break;
            case "an entry doubled":
                lines.Insert(2, [.. second]);
                break;
            case "a foreign line":
                lines.Insert(1, "nothing of the center"u8.ToArray());
                break;
            default:
                Recompute(lines);
                break;
        }

        return lines;
    }

    /// <summary>What somebody would do who knows how the chain is made: change an entry, and compute every hash from it on anew.</summary>
    private static void Recompute(List<byte[]> lines)
    {
        string previous = HashOf(lines[0]);
        for (int i = 1; i < lines.Count; i++)
        {
            string text = Encoding.UTF8.GetString(lines[i]).Replace("test.happened", "test.never-was", StringComparison.Ordinal);
            string body = text[..text.LastIndexOf(",\"hash\"", StringComparison.Ordinal)] + "}";
            previous = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(previous + body)));
            lines[i] = Encoding.UTF8.GetBytes($"{body[..^1]},\"hash\":\"{previous}\"}}");
        }
    }

    private static string HashOf(byte[] line) => Encoding.UTF8.GetString(line)[^66..^2];

    /// <summary>Of the container that all tests share, the blobs of one chain.</summary>
    private sealed class OwnBlobs(AnchoredAuditChain all, List<string> own) : IAuditChain
    {
        public async IAsyncEnumerable<string> BlobsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (string blob in all.BlobsAsync(cancellationToken))
            {
                if (own.Contains(blob))
                {
                    yield return blob;
                }
            }
        }

        public Task<Stream> OpenAsync(string blob, CancellationToken cancellationToken) => all.OpenAsync(blob, cancellationToken);
    }

    /// <summary>A center of its own and its chain.</summary>
    private sealed class Chain : IAsyncDisposable
    {
        private Chain(Center center, MovableClock clock) => (Center, Clock) = (center, clock);

        public Center Center { get; }

        public MovableClock Clock { get; }

        public List<string> Blobs { get; } = [];

        public BlobContainer Container => Center.All[Containers.Audit];

        /// <summary>A blob for each number, with that many entries.</summary>
        public static async Task<Chain> OfAsync(AzuriteFixture azurite, params int[] entries)
        {
            MovableClock clock = new(AzuriteFixture.Clock.GetUtcNow());
            Chain chain = new(await Center.StartAsync(azurite, clock), clock);
            foreach (int count in entries)
            {
                await chain.AddAsync(count);
                clock.Now = clock.Now.AddMinutes(1);
                await chain.Center.RunAsync<AnchorAudit, TimerInfo>(Timer);

                // as if the blob were near its limit of 50,000 appends: the next run begins another
                await chain.Center.AskAsync(registry => registry.AuditAnchors.ExecuteUpdateAsync(row => row.SetProperty(one => one.AppendNumber, 40_000)));
            }

            chain.Blobs.AddRange(await chain.Center.AskAsync(registry => registry.AuditAnchors.OrderBy(row => row.FirstIndex).Select(row => row.BlobName).ToListAsync()));
            return chain;
        }

        public Task AddAsync(int count) => Center.InScopeAsync(async services =>
        {
            AuditTrail audit = services.GetRequiredService<AuditTrail>();
            for (int i = 0; i < count; i++)
            {
                audit.Add("test.happened", "test", Center.Facility, details: new { i });
            }

            await services.GetRequiredService<RegistryContext>().SaveChangesAsync();
        });

        public async Task<AuditVerification> VerifyAsync((long, string)? head = null)
        {
            await using AsyncServiceScope scope = Center.Services.CreateAsyncScope();
            return await new AuditVerifier(new OwnBlobs(new AnchoredAuditChain(Container), Blobs), scope.ServiceProvider.GetRequiredService<IAuditRecords>())
                .VerifyAsync(Clock.Now.AddMinutes(-10), head, TestContext.Current.CancellationToken);
        }

        public async Task<List<byte[]>> LinesAsync(int blob)
        {
            BlobDownloadResult content = await Container.Client.GetBlobClient(Blobs[blob]).DownloadContentAsync();
            return [.. Encoding.UTF8.GetString(content.Content.ToMemory().Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Encoding.UTF8.GetBytes)];
        }

        /// <summary>Does what the container's immutability forbids: writes the blob anew.</summary>
        public async Task TamperAsync(int blob, Tampering tamper)
        {
            List<byte[]> lines = tamper(await LinesAsync(blob));
            await Container.DeleteIfExistsAsync(Blobs[blob]);
            await Container.AppendAsync(Blobs[blob], lines.SelectMany(line => line.Append((byte)'\n')).ToArray(), 0);
        }

        /// <summary>Makes the registry's rows say what the lines say.</summary>
        public async Task RowsFollowAsync(List<byte[]> lines)
        {
            for (int i = 1; i < lines.Count; i++)
            {
                (long index, string hash) = (i + 1, HashOf(lines[i]));
                await Center.AskAsync(registry => registry.AuditEntries.Where(row => row.ChainIndex == index)
                    .ExecuteUpdateAsync(row => row.SetProperty(one => one.Action, "test.never-was").SetProperty(one => one.ChainHash, hash)));
            }
        }

        public ValueTask DisposeAsync() => Center.DisposeAsync();
    }
}
