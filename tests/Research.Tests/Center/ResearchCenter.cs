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

        await center.EmptyAsync(StorageFamily.Research, "research-", Containers.ResearchStaging, Containers.Preview, Containers.Review, center.Target);
        Directory.CreateDirectory(center["pseudonyms"]);
        await center.StartAsync(
            ResearchApp.Create, [StorageFamily.Named, StorageFamily.Research], ("Center:PseudonymVault", $"file:{center["pseudonyms"]}"), ("Center:Profiles", center["profiles"]));
        await center.ChangeAsync(registry =>
        {
            registry.DeviceRules.Add(center.ApprovedDevice());
            return Task.CompletedTask;
        });
        return center;
    }

    /// <summary>A cine of this center's patient, each another instance; of a device whose regions are approved unless another model is given.</summary>
    public Task<byte[]> CineAsync(bool jpeg = true, bool hasRegions = true, string model = Cine.ApprovedModel)
        => Cine.FileAsync(FacilityPatientId, ++instances, jpeg, hasRegions, model);

    /// <summary>Decides an item, as the portal does for a reviewer.</summary>
    public Task<ReviewOutcome> DecideAsync(ReviewItem item, ReviewVerdict verdict, bool forDevice = false, params MaskRectangle[] hidden)
        => RunAsync<ReviewDecisions, ReviewOutcome>(decisions => decisions.DecideAsync(
            item.Id, new ReviewRuling { Id = Names.NewId(), Verdict = verdict, Hidden = hidden, ForDevice = forDevice, Why = "reason" }, "reviewer-1", Cancel));

    /// <summary>Handles every message to this app that is not consumed.</summary>
    public async Task HandlePendingAsync()
    {
        foreach (OutboxMessage message in (await RowsAsync<OutboxMessage>()).Where(m => m.Consumed is null).OrderBy(m => m.Id))
        {
            switch (CenterMessages.Deserialize(message.Queue, message.Body))
            {
                case AnonymizeCase work:
                    await AnonymizeAsync(work);
                    break;
                case RecallFromResearch recall:
                    await RecallAsync(recall);
                    break;
            }
        }
    }

    public async Task<ReviewItem> ItemAsync() => (await RowsAsync<ReviewItem>()).ShouldHaveSingleItem();

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

    private DeviceRuleVersion ApprovedDevice() => new()
    {
        Id = Names.NewId(), Rule = "fixture", Version = 1, Match = new DeviceMatch { Model = Cine.ApprovedModel }, Treatment = DeviceTreatment.Mask, TrustsRegions = true,
        Why = "generated", ApprovedBy = "test", Approved = Clock.GetUtcNow(),
    };

    /// <summary>Nothing is readable, nor left in staging or before reviewers.</summary>
    public async Task ShouldHoldNothingAsync(string? when = null)
    {
        (await BlobsAsync(Target)).ShouldBeEmpty(when);
        (await BlobsAsync(Containers.Preview)).ShouldBeEmpty(when);
        (await BlobsAsync(Containers.ResearchStaging)).ShouldBeEmpty(when);
        (await BlobsAsync(Containers.Review)).ShouldBeEmpty(when);
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
