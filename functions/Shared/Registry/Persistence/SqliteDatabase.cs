using Microsoft.Data.Sqlite;

namespace Pipeline.Registry;

/// <summary>Connection strings of the one-machine database.</summary>
internal static class SqliteDatabase
{
    /// <summary>How long a writer waits for another's transaction, in seconds.</summary>
    public const int BusySeconds = 60;

    public static bool IsSqlite(string database) => database.StartsWith("Data Source=", StringComparison.OrdinalIgnoreCase);

    public static string ConnectionString(string database)
        => new SqliteConnectionStringBuilder(database) { ForeignKeys = true, DefaultTimeout = BusySeconds }.ToString();
}
