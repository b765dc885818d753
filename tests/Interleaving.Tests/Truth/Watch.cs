using Azure.Core;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Interleaving.Tests;

/// <summary>Looks on: at each change of the storage, and at the whole center between steps.</summary>
internal sealed class Watch(Center center)
{
    private static readonly string Delivered = Center.AddressOf(Containers.Delivery(Center.Processor)) + "/";
    private static readonly string Researched = Center.AddressOf(Containers.Research(Center.Project)) + "/";
    private static readonly string Previewed = Center.AddressOf(Containers.Preview) + "/";
    private int published;

    /// <summary>What must not be and was seen, in words.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>A day began for which releases were not swept yet: what ended at midnight is not recalled yet.</summary>
    public bool IsSweepDue { get; set; }

    /// <summary>Packages and previews that became readable.</summary>
    public int Published => published;

    public void Say(string violation)
    {
        lock (Violations)
        {
            if (!Violations.Contains(violation))
            {
                Violations.Add(violation);
            }
        }
    }

    /// <summary>Nothing that identifies a patient may stand in what crosses queues, names blobs or is kept in the audit.</summary>
    public void DemandAnonymous(string where, string text)
    {
        if (People.Identifying.FirstOrDefault(i => text.Contains(i, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            Say($"identifying: '{found}' in {where}");
        }
    }

    /// <summary>The instant of a change of the storage: whatever becomes readable needs its right now.</summary>
    public async Task ChangedAsync(Request request)
    {
        string address = AddressOf(request.Uri.ToUri());
        DemandAnonymous("a blob's name", address);
        if (request.Method != RequestMethod.Put || request.Uri.Query.Contains("restype=", StringComparison.Ordinal))
        {
            return;
        }

        if (address.StartsWith(Delivered, StringComparison.Ordinal))
        {
            Facts facts = await Facts.ReadAsync(center);
            Registry.Delivery? record = facts.Deliveries.Find(d => d.BlobName == address[Delivered.Length..]);
            Demand(facts, record?.CaseId, Rights.Certified, "a package for the processor");
        }
        else if (address.StartsWith(Researched, StringComparison.Ordinal))
        {
            Facts facts = await Facts.ReadAsync(center);
            Demand(facts, facts.Copies.Find(c => c.BlobName == address[Researched.Length..])?.CaseId, Rights.Research, "a research copy");
        }
        else if (address.StartsWith(Previewed, StringComparison.Ordinal))
        {
            Facts facts = await Facts.ReadAsync(center);
            Demand(facts, facts.Copies.Find(c => c.PreviewPrefix == address[Previewed.Length..].Split('/')[0])?.CaseId, Rights.Research, "a preview");
        }
    }

    /// <summary>What must hold between any two steps.</summary>
    public async Task LookAsync()
    {
        Facts facts = await Facts.ReadAsync(center);
        HashSet<string> packages = [.. await center.NamesInAsync(Containers.Delivery(Center.Processor))];
        HashSet<string> copies = [.. await center.NamesInAsync(Containers.Research(Center.Project))];
        HashSet<string> previews = [.. (await center.NamesInAsync(Containers.Preview)).Select(n => n.Split('/')[0])];
        LookAtDeliveries(facts, packages);
        LookAtCopies(facts, copies, previews);
        foreach (IGrouping<Guid?, LedgerEvent> table in facts.Ledger.SelectMany(e => e).Where(e => e.ConsentUploadId is not null).GroupBy(e => e.ConsentUploadId))
        {
            if (table.GroupBy(e => (e.Line, e.Recorded)).GroupBy(e => e.Key.Line).Any(line => line.Count() > 1))
            {
                Say("a line of a consent table was taken twice");
            }
        }

        foreach (InvariantViolation found in await center.AskAsync<RegistryInvariants, IReadOnlyList<InvariantViolation>>(i => i.CheckAsync(TimeSpan.FromDays(10_000))))
        {
            if (!IsSweepDue || !found.ToString().Contains("without-right", StringComparison.Ordinal))
            {
                Say($"the registry says {found}");
            }
        }
    }

    private void LookAtDeliveries(Facts facts, HashSet<string> blobs)
    {
        foreach (string blob in blobs)
        {
            Registry.Delivery? record = facts.Deliveries.Find(d => d.BlobName == blob);
            DemandReadable(facts, record?.CaseId, Rights.Certified, Track.Certified, "package", record?.State == DeliveryState.Recalled);
        }

        foreach (var provision in facts.Deliveries.Where(d => d.State != DeliveryState.Recalled).GroupBy(d => (d.CaseId, d.ContentVersion)))
        {
            Case of = facts.Cases.Single(c => c.Id == provision.Key.CaseId);
            if (provision.Count() > 1)
            {
                Say("one content was provided twice");
            }

            bool isMissing = provision.Any(d => d.State == DeliveryState.Published && !blobs.Contains(d.BlobName));
            if (isMissing && Rights.Certified(facts, of) && !facts.IsRecallPending(of, Track.Certified))
            {
                Say("a provision record stands and its package is gone");
            }
        }

        foreach (Registry.Delivery recalled in facts.Deliveries.Where(d => d is { State: DeliveryState.Recalled, Pulled: not null, DeletionRequested: null }))
        {
            Say($"pulled and recalled, and no deletion requested: {recalled.Id}");
        }
    }

    private void LookAtCopies(Facts facts, HashSet<string> blobs, HashSet<string> previews)
    {
        foreach (ResearchCopy? record in blobs.Select(blob => facts.Copies.Find(c => c.BlobName == blob)).Concat(previews.Select(p => facts.Copies.Find(c => c.PreviewPrefix == p))))
        {
            // a renewed copy's blobs go after its successor's transaction
            DemandReadable(facts, record?.CaseId, Rights.Research, Track.Research, "copy", record is { State: ResearchCopyState.Withdrawn, Reason: not "copy.renewed" });
        }

        foreach (var made in facts.Copies.Where(c => c.State is ResearchCopyState.Published or ResearchCopyState.Quarantined).GroupBy(c => c.CaseId))
        {
            Case of = facts.Cases.Single(c => c.Id == made.Key);
            if (made.Count() > 1)
            {
                Say("two copies of one case stand");
            }

            bool isMissing = made.Any(c => c.State == ResearchCopyState.Published && (!blobs.Contains(c.BlobName) || (c.Previews > 0 && !previews.Contains(c.PreviewPrefix))));
            if (isMissing && Rights.Research(facts, of) && !facts.IsRecallPending(of, Track.Research))
            {
                Say("a copy stands and its package or preview is gone");
            }
        }
    }

    private void DemandReadable(Facts facts, Guid? caseId, Func<Facts, Case, bool> right, Track track, string what, bool isOver)
    {
        if (facts.Cases.Find(c => c.Id == caseId) is not { } of)
        {
            Say($"a {what} without a record is readable");
        }
        else if (isOver)
        {
            Say($"a {what} is readable after its recall");
        }
        else if (!IsSweepDue && !right(facts, of) && !facts.IsRecallPending(of, track))
        {
            Say($"a {what} is readable without right, and nothing is on its way to recall it");
        }
    }

    private void Demand(Facts facts, Guid? caseId, Func<Facts, Case, bool> right, string what)
    {
        Interlocked.Increment(ref published);
        if (facts.Cases.Find(c => c.Id == caseId) is not { } of)
        {
            Say($"{what} became readable without a record");
        }
        else if (!right(facts, of))
        {
            Say($"{what} became readable without right");
        }
    }

    /// <summary><c>{family}/{container}/{name}</c>, whatever storage it is.</summary>
    private string AddressOf(Uri uri)
    {
        foreach (StorageFamily family in Enum.GetValues<StorageFamily>())
        {
            string account = center.AddressOf(family).AbsolutePath.TrimStart('/') + "/";
            string path = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
            if (path.StartsWith(account, StringComparison.Ordinal))
            {
                return $"{family.ToString().ToLowerInvariant()}/{path[account.Length..]}";
            }
        }

        return uri.AbsolutePath;
    }
}
