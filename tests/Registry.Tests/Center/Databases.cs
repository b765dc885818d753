using Microsoft.Data.Sqlite;
using Npgsql;

namespace Pipeline.Registry.Tests;

/// <summary>Where the registry's tests run: every one of them on SQLite and on a real PostgreSQL.</summary>
public enum Provider
{
    Sqlite,
    Postgres,
}

public static class Databases
{
    public static TheoryData<Provider> Both => [Provider.Sqlite, Provider.Postgres];

    private static int count;

    internal static async Task<TestRegistry> CreateAsync(Provider provider, PostgresServer postgres)
    {
        if (provider == Provider.Sqlite)
        {
            string folder = Directory.CreateTempSubdirectory("registry").FullName;
            return await TestRegistry.CreateAsync($"Data Source={Path.Combine(folder, "center.db")}", () =>
            {
                SqliteConnection.ClearAllPools();
                Directory.Delete(folder, recursive: true);
                return ValueTask.CompletedTask;
            });
        }

        Assert.SkipWhen(postgres.Absent is not null, postgres.Absent ?? string.Empty);
        string name = $"test{Interlocked.Increment(ref count)}";
        await using (var connection = new NpgsqlConnection(postgres.ConnectionString("postgres")))
        {
            await connection.OpenAsync();
            await using NpgsqlCommand create = connection.CreateCommand();
            create.CommandText = $"CREATE DATABASE {name}";
            await create.ExecuteNonQueryAsync();
        }

        return await TestRegistry.CreateAsync(postgres.ConnectionString(name), () => ValueTask.CompletedTask);
    }
}
