using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Interleaving.Tests;

/// <summary>What the center must hold once every message is worked off: what it would hold had nothing disturbed it.</summary>
internal sealed class EndState(Center center, Sender sender, Watch watch)
{
    public async Task CheckAsync()
    {
        Facts facts = await Facts.ReadAsync(center);
        if (facts.Pending.Count > 0)
        {
            watch.Say($"the outbox never empties: {string.Join(", ", facts.Pending.Select(p => p.GetType().Name).Distinct())}");
            return;
        }

        await CheckReceivedAsync(facts);
        await CheckProvidedAsync(facts);
        await CheckCountsAsync(facts);
        await CheckCopiesAsync(facts);
    }

    /// <summary>Incidents that reconciling raised, but for those that time alone raises: a processor that never acknowledges is no fault of the center.</summary>
    public Task<int> CountIncidentsAsync()
        => center.AskAsync<RegistryContext, int>(r => r.Incidents.CountAsync(i => i.Kind != OverdueDeletions.OfProcessor && i.Kind != OverdueDeletions.OfProject));

    /// <summary>Once the leftovers of killed runs are old and everything was reconciled.</summary>
    public async Task CheckTidyAsync(int incidentsBefore)
    {
        if (await CountIncidentsAsync() is var incidents && incidents != incidentsBefore)
        {
            List<string> kinds = await center.AskAsync<RegistryContext, List<string>>(r => r.Incidents.OrderBy(i => i.Id).Select(i => i.Kind).ToListAsync());
            watch.Say($"reconciling what was worked off raised an incident: {string.Join(", ", kinds.Skip(incidentsBefore))}");
        }

        foreach (ContainerName staging in new[] { Containers.Staging, Containers.ResearchStaging })
        {
            DemandSame($"{staging} after reconciling", [], await center.NamesInAsync(staging));
        }
    }

    /// <summary>Every audit row is in the anchored chain, in order, and every hash is right.</summary>
    public async Task CheckAuditAsync()
    {
        StringBuilder chain = new();
        foreach (string blob in (await center.NamesInAsync(Containers.Audit)).Order(StringComparer.Ordinal))
        {
            await using OpenedBlob opened = await center.Accounts[Containers.Audit].OpenReadAsync(blob);
            using StreamReader reader = new(opened.Content);
            chain.Append(await reader.ReadToEndAsync());
        }

        string[] lines = chain.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string previous = new('0', 64);
        for (int i = 0; i < lines.Length; i++)
        {
            using JsonDocument line = JsonDocument.Parse(lines[i]);
            string hash = line.RootElement.GetProperty("hash").GetString()!;
            string body = lines[i].Replace($",\"hash\":\"{hash}\"", "", StringComparison.Ordinal);
            if (line.RootElement.GetProperty("index").GetInt64() != i + 1 || hash != Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(previous + body))))
            {
                watch.Say("the anchored audit chain is broken");
                return;
            }

            previous = hash;
            watch.DemandAnonymous("the audit", lines[i]);
        }

        if (await center.AskAsync<RegistryContext, int>(r => r.AuditEntries.CountAsync()) != lines.Length)
        {
            watch.Say("an audit row is not in the chain, or twice");
        }
    }

    private Task CheckReceivedAsync(Facts facts) => center.AskAsync<RegistryContext, int>(async registry =>
    {
        List<UploadedPackage> packages = await registry.UploadedPackages.AsNoTracking().ToListAsync();
        List<Instance> instances = await registry.Instances.AsNoTracking().ToListAsync();
        DemandSame("registered packages", [.. sender.Studies.Select(s => s.Blob)], [.. packages.Where(p => p.State == PackageState.Registered).Select(p => p.BlobName)]);
        DemandSame("instances", [.. sender.Studies.SelectMany(s => s.Instances).Distinct()], [.. instances.Select(i => i.SopInstanceUid)]);
        DemandSame("objects", [.. instances.Select(i => i.BlobName)], await center.NamesInAsync(Containers.Named(Center.Facility)));
        List<ConsentUpload> tables = await registry.ConsentUploads.AsNoTracking().ToListAsync();
        DemandSame("tables", sender.Tables, [.. tables.Where(t => t is { Completed: not null, Refusal: null }).Select(t => t.BlobName)]);
        if (facts.Cases.Select(c => c.StudyInstanceUid).Distinct().Count() != facts.Cases.Count || await registry.DeadLetters.AnyAsync())
        {
            watch.Say("a study was registered twice, or a message given up");
        }

        return 0;
    });

    private async Task CheckProvidedAsync(Facts facts)
    {
        foreach (Case of in facts.Cases)
        {
            bool right = Rights.Certified(facts, of);
            List<Registry.Delivery> published = facts.Deliveries.FindAll(d => d.CaseId == of.Id && d.State == DeliveryState.Published);
            if (facts.Deliveries.Exists(d => d.CaseId == of.Id && d.State == DeliveryState.Staged))
            {
                watch.Say("a delivery was left staged");
            }

            if (right != (published.Max(d => (int?)d.ContentVersion) == of.ContentVersion) || (!right && published.Count > 0))
            {
                watch.Say(right ? "a releasable case was not provided" : "a case without right is provided");
            }
        }

        DemandSame(
            "packages", [.. facts.Deliveries.Where(d => d.State == DeliveryState.Published).Select(d => d.BlobName)],
            await center.NamesInAsync(Containers.Delivery(Center.Processor)));
    }

    /// <summary>Each object of a releasable case was provided once: the standing records state as many as there are.</summary>
    private Task CheckCountsAsync(Facts facts) => center.AskAsync<RegistryContext, int>(async registry =>
    {
        foreach (Case of in facts.Cases.Where(c => Rights.Certified(facts, c)))
        {
            int stated = facts.Deliveries.Where(d => d.CaseId == of.Id && d.State == DeliveryState.Published)
                .Sum(d => int.Parse(d.ItemsStated!.Split('）', '件')[1], System.Globalization.CultureInfo.InvariantCulture));
            if (stated != await registry.Instances.CountAsync(i => i.CaseId == of.Id))
            {
                watch.Say("a releasable case was not provided whole, or an object of it twice");
            }
        }

        return 0;
    });

    private async Task CheckCopiesAsync(Facts facts)
    {
        foreach (Case of in facts.Cases)
        {
            List<ResearchCopy> standing = facts.Copies.FindAll(c => c.CaseId == of.Id && c.State != ResearchCopyState.Withdrawn);
            bool isRight = Rights.Research(facts, of)
                ? standing is [{ State: ResearchCopyState.Published } made] && made.ContentVersion == of.ContentVersion && made.InstancesLeftOut == 0
                : standing.Count == 0;
            if (!isRight)
            {
                watch.Say($"research copies are not what they should be: {string.Join(", ", standing.Select(c => $"{c.State} {c.Reason} of {c.ContentVersion}"))}; content {of.ContentVersion}");
            }
        }

        List<ResearchCopy> published = facts.Copies.FindAll(c => c.State == ResearchCopyState.Published);
        DemandSame("copies", [.. published.Select(c => c.BlobName)], await center.NamesInAsync(Containers.Research(Center.Project)));
        DemandSame(
            "previews", [.. published.SelectMany(c => Enumerable.Range(0, c.Previews).Select(n => $"{c.PreviewPrefix}/{n}.jpg"))],
            await center.NamesInAsync(Containers.Preview));
    }

    private void DemandSame(string what, IReadOnlyList<string> expected, IReadOnlyList<string> found)
    {
        if (!expected.Order(StringComparer.Ordinal).SequenceEqual(found.Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            watch.Say($"{what}: {expected.Except(found).Count()} missing, {found.Except(expected).Count()} too many, {found.Count} found");
        }
    }
}
