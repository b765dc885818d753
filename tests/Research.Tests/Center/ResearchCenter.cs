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

    public static async Task<ResearchCenter> StartAsync(Storage storage)
    {
        var center = new ResearchCenter(storage);
        await center.EmptyAsync(StorageFamily.Research, "research-", Containers.ResearchStaging, Containers.Preview, center.Target);
        Directory.CreateDirectory(center["pseudonyms"]);
        await center.StartAsync(
            ResearchApp.Create, [StorageFamily.Named, StorageFamily.Research], ("Center:PseudonymVault", $"file:{center["pseudonyms"]}"));
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

    /// <summary>What the audit says happened, in order.</summary>
    public async Task<IReadOnlyList<string>> AuditAsync()
        => [.. (await RowsAsync<AuditEntry>()).Where(e => e.Action.StartsWith("research.", StringComparison.Ordinal)).OrderBy(e => e.Id).Select(e => e.Action)];
}
