using Pipeline.Cloud;
using Pipeline.Outlets.Tests;
using Pipeline.Registry;

namespace Pipeline.Delivery.Tests;

/// <summary>A center whose delivery app runs.</summary>
public sealed class DeliveryCenter : Center
{
    private DeliveryCenter(Storage storage)
        : base(storage)
    {
    }

    public ContainerName Target => Containers.Delivery(Processor);

    public static async Task<DeliveryCenter> StartAsync(Storage storage)
    {
        var center = new DeliveryCenter(storage);
        await center.EmptyAsync(StorageFamily.Delivery, "delivery-", Containers.Staging, center.Target);
        await center.StartAsync(DeliveryApp.Create, [StorageFamily.Named, StorageFamily.Delivery]);
        return center;
    }

    public Task<DeliverCase> AskAsync(Guid caseId) => SendAsync(QueueNames.Deliver, id => new DeliverCase(id, caseId, Processor));

    public Task<RecallFromProcessor> AskRecallAsync(Guid caseId) => SendAsync(QueueNames.RecallDelivery, id => new RecallFromProcessor(id, caseId, Processor));

    public Task DeliverAsync(DeliverCase message) => HandleAsync<DeliverStudy, DeliverCase>(message);

    /// <summary>Asks for a case to be provided and handles the message.</summary>
    public async Task<DeliverCase> DeliverAsync(Guid caseId)
    {
        DeliverCase message = await AskAsync(caseId);
        await DeliverAsync(message);
        return message;
    }

    public Task RecallAsync(RecallFromProcessor message) => HandleAsync<RecallDelivery, RecallFromProcessor>(message);

    public Task ReconcileAsync() => HandleAsync<ReconcileDelivery, TimerInfo>(new TimerInfo());

    public Task<List<Registry.Delivery>> DeliveriesAsync() => RowsAsync<Registry.Delivery>();

    public async Task<Registry.Delivery> DeliveryAsync() => (await DeliveriesAsync()).ShouldHaveSingleItem();

    /// <summary>What the audit says happened, in order.</summary>
    public async Task<IReadOnlyList<string>> AuditAsync()
        => [.. (await RowsAsync<AuditEntry>()).Where(e => e.Action.StartsWith("delivery.", StringComparison.Ordinal)).OrderBy(e => e.Id).Select(e => e.Action)];
}
