using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Pipeline.Registry;

namespace Pipeline.Interleaving.Tests;

/// <summary>
/// Planted: a run that delivers neither sees that its message was consumed nor what was made before; and the database, whose
/// index is dropped beside this, does not refuse a second record.
/// </summary>
internal sealed class PastForgotten : DbCommandInterceptor
{
    public const string DropIndex = """DROP INDEX "IX_Deliveries_CaseId_ProcessorId_ContentVersion" """;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (Run.Current is { HasWritten: false, Name: QueueNames.Deliver })
        {
#pragma warning disable CA2100 // no input in it
            command.CommandText = command.CommandText
                .Replace("FROM \"Deliveries\" AS", "FROM (SELECT * FROM \"Deliveries\" WHERE 0) AS", StringComparison.Ordinal)
                .Replace("\"o\".\"Consumed\" IS NOT NULL", "0", StringComparison.Ordinal);
#pragma warning restore CA2100
        }

        return ValueTask.FromResult(result);
    }
}
