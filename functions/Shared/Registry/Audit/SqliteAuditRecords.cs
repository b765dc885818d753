using Microsoft.Data.Sqlite;

namespace Pipeline.Registry;

/// <summary>
/// The audit rows and anchors of a center on one machine, read from its database file alone: whoever verifies the trail from
/// outside needs neither the model nor the code that writes it. Says what <see cref="AuditRecords"/> says.
/// </summary>
public sealed class SqliteAuditRecords : IAuditRecords, IAsyncDisposable
{
    private const string Entry = "Id, At, Actor, Action, FacilityId, PatientId, CaseId, Details, ChainIndex, ChainHash";
    private const string Anchor = "FirstIndex, LastIndex, LastHash, BlobName, AppendNumber, Offset, Length, Anchored";
    private readonly SqliteConnection connection;

    private SqliteAuditRecords(SqliteConnection connection) => this.connection = connection;

    /// <summary>Opens a database to read it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cuts the opening.</param>
    /// <exception cref="SqliteException">It is no database, or cannot be read.</exception>
    public static async Task<SqliteAuditRecords> OpenAsync(string path, CancellationToken cancellationToken)
    {
        // A database in WAL mode may have to be completed first, which is writing.
        var names = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = SqliteDatabase.BusySeconds };
        var opened = new SqliteConnection(names.ToString());
        try
        {
            await opened.OpenAsync(cancellationToken);
            return new SqliteAuditRecords(opened);
        }
        catch (Exception)
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditEntry>> RowsAsync(long first, int count, CancellationToken cancellationToken)
        => ReadAsync($"SELECT {Entry} FROM AuditEntries WHERE ChainIndex >= $first AND ChainIndex < $first + $count ORDER BY ChainIndex", first, count, ReadEntry, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditAnchor>> AnchorsAsync(long first, int count, CancellationToken cancellationToken)
        => ReadAsync($"SELECT {Anchor} FROM AuditAnchors WHERE FirstIndex >= $first ORDER BY FirstIndex LIMIT $count", first, count, ReadAnchor, cancellationToken);

    /// <inheritdoc/>
    public async Task<AuditWaiting> WaitingAsync(CancellationToken cancellationToken)
    {
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            SELECT COUNT(*), MIN(At), (SELECT MAX(At) FROM AuditEntries) FROM AuditEntries
            WHERE ChainIndex IS NULL OR ChainIndex >= (SELECT MIN(FirstIndex) FROM AuditAnchors WHERE Anchored IS NULL)
            """;
        await using SqliteDataReader row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new AuditWaiting(row.GetInt64(0), TimeOf(row, 1), TimeOf(row, 2));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string query, long first, int count, Func<SqliteDataReader, T> read, CancellationToken cancellationToken)
    {
        await using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // the two queries above, both constant
        command.CommandText = query;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$first", first);
        command.Parameters.AddWithValue("$count", count);
        var rows = new List<T>();
        await using SqliteDataReader row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            rows.Add(read(row));
        }

        return rows;
    }

    private static AuditEntry ReadEntry(SqliteDataReader row) => new()
    {
        Id = row.GetGuid(0),
        At = TimeOf(row, 1)!.Value,
        Actor = row.GetString(2),
        Action = row.GetString(3),
        FacilityId = row.IsDBNull(4) ? null : new FacilityId(row.GetString(4)),
        PatientId = row.IsDBNull(5) ? null : row.GetGuid(5),
        CaseId = row.IsDBNull(6) ? null : row.GetGuid(6),
        Details = row.IsDBNull(7) ? null : row.GetString(7),
        ChainIndex = row.IsDBNull(8) ? null : row.GetInt64(8),
        ChainHash = row.IsDBNull(9) ? null : row.GetString(9),
    };

    private static AuditAnchor ReadAnchor(SqliteDataReader row) => new()
    {
        FirstIndex = row.GetInt64(0),
        LastIndex = row.GetInt64(1),
        LastHash = row.GetString(2),
        BlobName = row.GetString(3),
        AppendNumber = row.GetInt32(4),
        Offset = row.GetInt64(5),
        Length = row.GetInt64(6),
        Anchored = TimeOf(row, 7),
    };

    /// <summary>As <see cref="SqliteRegistryContext"/> stores instants.</summary>
    private static DateTimeOffset? TimeOf(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : new DateTimeOffset(row.GetInt64(column), TimeSpan.Zero);
}
