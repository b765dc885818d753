using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Pipeline.Registry;

namespace Pipeline.Interleaving.Tests;

/// <summary>
/// Planted: the check at the instant of publishing is as good as none. Once a run has staged its package it no longer sees
/// opt-outs, voided notices and withdrawn consents.
/// </summary>
internal sealed class LedgerHidden : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (Run.Current is { HasWritten: true, Name: QueueNames.Deliver or QueueNames.Anonymize })
        {
#pragma warning disable CA2100 // no input in it
            command.CommandText = command.CommandText.Replace(
                "FROM \"LedgerEvents\" AS", "FROM (SELECT * FROM \"LedgerEvents\" WHERE \"Kind\" NOT IN (3, 4, 7)) AS", StringComparison.Ordinal);
#pragma warning restore CA2100
        }

        return ValueTask.FromResult(result);
    }
}
