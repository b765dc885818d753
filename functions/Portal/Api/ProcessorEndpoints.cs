using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>What a certified processor's application may do, for that processor alone; operators read along.</summary>
internal static class ProcessorEndpoints
{
    public static void MapProcessors(this RouteGroupBuilder api)
    {
        RouteGroupBuilder processor = api.MapGroup("/processors/{processor}");
        processor.MapGet("/deliveries", ListAsync);
        processor.MapPost("/receipts", ReceiveAsync);
        processor.MapPost("/deletions", AcknowledgeAsync);
    }

    private static async Task<IResult> ListAsync(
        ProcessorId processor, HttpContext http, RegistryContext registry, ProcessorDeliveries deliveries, CancellationToken cancellationToken)
        => new Caller(http.User).IsOperator || await IsOwnAsync(processor, http, registry, cancellationToken)
            ? Results.Ok(await deliveries.ListAsync(processor, cancellationToken))
            : ApiProblems.Forbidden();

    private static async Task<IResult> ReceiveAsync(
        ProcessorId processor, ReceiptRequest receipt, HttpContext http, RegistryContext registry, ProcessorDeliveries deliveries, CancellationToken cancellationToken)
    {
        if (!await IsOwnAsync(processor, http, registry, cancellationToken))
        {
            return ApiProblems.Forbidden();
        }

        return receipt.IsWellFormed
            ? ReceiptResults.Of(await deliveries.RecordReceiptAsync(processor, receipt, new Caller(http.User), cancellationToken))
            : ReceiptResults.Malformed();
    }

    private static async Task<IResult> AcknowledgeAsync(
        ProcessorId processor, DeletionRequest deletion, HttpContext http, RegistryContext registry, ProcessorDeliveries deliveries, CancellationToken cancellationToken)
        => await IsOwnAsync(processor, http, registry, cancellationToken)
            ? ReceiptResults.Of(await deliveries.AcknowledgeDeletionAsync(processor, deletion.Provision, new Caller(http.User), cancellationToken))
            : ApiProblems.Forbidden();

    private static async Task<bool> IsOwnAsync(ProcessorId processor, HttpContext http, RegistryContext registry, CancellationToken cancellationToken)
    {
        Processor? row = await registry.Processors.AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Id == processor, cancellationToken);
        return row is not null && new Caller(http.User).Is(CenterRoles.Processor, row.ApplicationId);
    }
}
