using Pipeline.Cloud;
using Pipeline.Outlets.Tests;
using Pipeline.Registry;

namespace Pipeline.Research.Tests;

/// <summary>A center whose research app runs.</summary>
public sealed class ResearchCenter : Center
{
    private int instances;

    private ResearchCenter(Storage storage)
        : base(storage)
    {
    }

    public ContainerName Target => Containers.Research(Project);

    /// <param name="storage">Azurite.</param>
    /// <param name="profile">The project's de-identification profile; none: the built-in one.</param>
    public static async Task<ResearchCenter> StartAsync(Storage storage, string? profile = null)
    {
        var center = new ResearchCenter(storage);
        Directory.CreateDirectory(center["profiles"]);
        if (profile is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(center["profiles"], $"{center.Project.Value}.json"), profile, Cancel);
        }

        await center.EmptyAsync(StorageFamily.Research, "research-", Containers.ResearchStaging, Containers.Preview, center.Target);
        Directory.CreateDirectory(center["pseudonyms"]);
        await center.StartAsync(
            ResearchApp.Create, [StorageFamily.Named, StorageFamily.Research], ("Center:PseudonymVault", $"file:{center["pseudonyms"]}"), ("Center:Profiles", center["profiles"]));
        return center;
    }

    /// <summary>A cine of this center's patient, each another instance.</summary>
    public Task<byte[]> CineAsync(bool jpeg = true, bool hasRegions = true) => Cine.FileAsync(FacilityPatientId, ++instances, jpeg, hasRegions);

    public Task<AnonymizeCase> AskAsync(Guid caseId) => SendAsync(QueueNames.Anonymize, id => new AnonymizeCase(id, caseId, Project));

    public Task<RecallFromResearch> AskRecallAsync(Guid caseId) => SendAsync(QueueNames.RecallResearch, id => new RecallFromResearch(id, caseId, Project));

    public Task AnonymizeAsync(AnonymizeCase message) => HandleAsync<AnonymizeStudy, AnonymizeCase>(message);

    /// <summary>Asks for a case's copy and handles the message.</summary>
    public async Task<AnonymizeCase> AnonymizeAsync(Guid caseId)
    {
        AnonymizeCase message = await AskAsync(caseId);
        await AnonymizeAsync(message);
        return message;
    }

    public Task RecallAsync(RecallFromResearch message) => HandleAsync<RecallResearch, RecallFromResearch>(message);

    public Task ReconcileAsync() => HandleAsync<ReconcileResearch, TimerInfo>(new TimerInfo());

    public Task WithdrawConsentAsync() => LedgerAsync(new LedgerEntry(LedgerEventKind.ResearchConsentWithdrawn, Today));

    public Task ConsentAgainAsync() => LedgerAsync(new LedgerEntry(LedgerEventKind.ResearchConsent, Today));

    public Task<List<ResearchCopy>> CopiesAsync() => RowsAsync<ResearchCopy>();

    public async Task<ResearchCopy> CopyAsync() => (await CopiesAsync()).ShouldHaveSingleItem();

    /// <summary>Nothing is readable, nor left in staging.</summary>
    public async Task ShouldHoldNothingAsync(string? when = null)
    {
        (await BlobsAsync(Target)).ShouldBeEmpty(when);
        (await BlobsAsync(Containers.Preview)).ShouldBeEmpty(when);
        (await BlobsAsync(Containers.ResearchStaging)).ShouldBeEmpty(when);
    }

    /// <summary>The project's pseudonym key, as its store has it.</summary>
    public async Task<PseudonymKey> KeyAsync() => await new LocalPseudonymKeys(this["pseudonyms"]).GetOrCreateAsync(Project, Facility, Cancel);

    /// <summary>Every byte that this center stores: registry and audit, key folder, blobs of every container that research writes.</summary>
    public async Task<List<byte[]>> StoredAsync()
    {
        List<byte[]> stored = [];
        foreach (string path in Directory.EnumerateFiles(this[""], "*", SearchOption.AllDirectories))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            stored.Add(await AllAsync(file));
        }

        foreach (ContainerName container in new[] { Target, Containers.ResearchStaging, Containers.Preview })
        {
            foreach (string name in await BlobsAsync(container))
            {
                await using OpenedBlob blob = await Container(container).OpenReadAsync(name, cancellationToken: Cancel);
                stored.Add(await AllAsync(blob.Content));
            }
        }

        return stored;
    }

    private static async Task<byte[]> AllAsync(Stream content)
    {
        using var all = new MemoryStream();
        await content.CopyToAsync(all, Cancel);
        return all.ToArray();
    }

    /// <summary>What the audit says happened, in order.</summary>
    public async Task<IReadOnlyList<string>> AuditAsync()
        => [.. (await RowsAsync<AuditEntry>()).Where(e => e.Action.StartsWith("research.", StringComparison.Ordinal)).OrderBy(e => e.Id).Select(e => e.Action)];
}
