using Microsoft.Data.Sqlite;

namespace Pipeline.EndToEnd.Centers;

/// <summary>The center's registry, read from outside while it runs.</summary>
internal static class RegistryFile
{
    /// <summary>The rows of a query, cell by cell as text.</summary>
    public static List<string[]> Rows(string data, string sql)
    {
        SqliteConnectionStringBuilder address = new() { DataSource = Path.Combine(data, "center.db"), Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        using SqliteConnection connection = new(address.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // the tests' own constants
        command.CommandText = sql;
#pragma warning restore CA2100
        using SqliteDataReader reader = command.ExecuteReader();
        List<string[]> rows = [];
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetValue(i).ToString() ?? "")]);
        }

        return rows;
    }

    /// <summary>Asks again until the rows are as wished.</summary>
    public static async Task<List<string[]>> UntilAsync(string data, string sql, Func<List<string[]>, bool> wished, CancellationToken cancellationToken)
    {
        for (int look = 0; ; look++)
        {
            List<string[]> rows = Rows(data, sql);
            if (wished(rows))
            {
                return rows;
            }

            look.ShouldBeLessThan(600, $"{sql}\nstill gives\n{string.Join('\n', rows.Select(r => string.Join(" | ", r)))}");
            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
        }
    }
}
