using Microsoft.Data.Sqlite;
using Npgsql;

namespace Pipeline.Registry.Tests;

/// <summary>Where the registry's tests run: every one of them on SQLite and on a real PostgreSQL.</summary>
public enum Provider
{
    Sqlite,
    Postgres,
}

/// <summary>Empty databases, each a copy of one that the migrations made.</summary>
public static class Databases
{
    private const string Template = "center_template";

    private static readonly SemaphoreSlim Gate = new(1);
    private static byte[]? sqliteTemplate;
    private static bool postgresTemplateMade;
    private static int count;

    public static TheoryData<Provider> Both => [Provider.Sqlite, Provider.Postgres];

    internal static async Task<TestRegistry> CreateAsync(Provider provider, PostgresServer postgres)
    {
        Assert.SkipWhen(provider == Provider.Postgres && postgres.Absent is not null, postgres.Absent ?? string.Empty);
        await Gate.WaitAsync();
        try
        {
            return provider == Provider.Sqlite ? await SqliteAsync() : await PostgresAsync(postgres);
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>A database without any schema.</summary>
    internal static async Task<TestRegistry> CreateEmptyAsync(Provider provider, PostgresServer postgres)
    {
        Assert.SkipWhen(provider == Provider.Postgres && postgres.Absent is not null, postgres.Absent ?? string.Empty);
        if (provider == Provider.Sqlite)
        {
            return Sqlite(Directory.CreateTempSubdirectory("registry").FullName);
        }

        string name = $"empty{Interlocked.Increment(ref count)}";
        await ExecuteAsync(postgres, $"CREATE DATABASE {name}");
        return new TestRegistry(postgres.ConnectionString(name), () => ValueTask.CompletedTask);
    }

    private static TestRegistry Sqlite(string folder) => new($"Data Source={Path.Combine(folder, "center.db")}", () =>
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    });

    private static async Task<TestRegistry> SqliteAsync()
    {
        string folder = Directory.CreateTempSubdirectory("registry").FullName;
        if (sqliteTemplate is null)
        {
            string original = Path.Combine(folder, "template.db");
            var template = new TestRegistry($"Data Source={original};Pooling=False", () => ValueTask.CompletedTask);
            await template.MigrateAsync();
            await template.DisposeAsync();
            sqliteTemplate = await File.ReadAllBytesAsync(original);
        }

        await File.WriteAllBytesAsync(Path.Combine(folder, "center.db"), sqliteTemplate);
        return Sqlite(folder);
    }

    private static async Task<TestRegistry> PostgresAsync(PostgresServer postgres)
    {
        if (!postgresTemplateMade)
        {
            await ExecuteAsync(postgres, $"CREATE DATABASE {Template}");
            var template = new TestRegistry(postgres.ConnectionString(Template), () => ValueTask.CompletedTask);
            await template.MigrateAsync();
            await template.DisposeAsync();
            postgresTemplateMade = true;
        }

        string name = $"test{Interlocked.Increment(ref count)}";
        await ExecuteAsync(postgres, $"CREATE DATABASE {name} TEMPLATE {Template}");
        return new TestRegistry(postgres.ConnectionString(name), () => ValueTask.CompletedTask);
    }

    private static async Task ExecuteAsync(PostgresServer postgres, string sql)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString("postgres"));
        await connection.OpenAsync();
        await using NpgsqlCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // names of our own making
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
