using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Pipeline.Registry;

/// <summary>Each SQLite connection waits for the writer within SQLite, which polls far more finely than the ADO.NET driver.</summary>
internal sealed class SqliteConnectionSettings : DbConnectionInterceptor
{
    private static readonly string Pragmas = $"PRAGMA busy_timeout = {SqliteDatabase.BusySeconds * 1000};";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
