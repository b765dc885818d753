using Microsoft.Data.Sqlite;
using Pipeline.Cloud;

namespace Pipeline.Interleaving.Tests;

/// <summary>Everything a center holds at one moment, to begin schedules from. Of a real storage: that it is empty.</summary>
internal sealed class CenterImage : IDisposable
{
    private readonly SqliteConnection database = new("Data Source=:memory:");
    private readonly (IReadOnlyList<KeyValuePair<string, MemoryBlob>> Blobs, int Version)? storage;
    private readonly List<Message> queue;
    private readonly DateTimeOffset now;
    private readonly int names;

    public CenterImage(Center center)
    {
        database.Open();
        using SqliteConnection file = Open(center);
        file.BackupDatabase(database);
        storage = center.Memory?.Save();
        queue = [.. center.Queue];
        (now, names) = (center.Clock.Now, center.Names.Count);
    }

    public async Task RestoreAsync(Center center)
    {
        await using SqliteConnection file = Open(center);
        database.BackupDatabase(file);
        if (storage is { } saved)
        {
            center.Memory!.Restore(saved);
        }
        else
        {
            foreach (ContainerName container in center.Containers())
            {
                await center.Accounts[container].DeleteAllAsync("");
            }
        }

        center.Queue.Clear();
        center.Queue.AddRange(queue.Select(m => m with { Failures = 0 }));
        (center.Clock.Now, center.Names.Count) = (now, names);
    }

    public void Dispose() => database.Dispose();

    private static SqliteConnection Open(Center center)
    {
        SqliteConnection file = new(center.Database);
        file.Open();
        return file;
    }
}
