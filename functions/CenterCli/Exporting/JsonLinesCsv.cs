using System.Runtime.CompilerServices;
using System.Text.Json;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>JSON lines whose objects all have the same members, and the same as a CSV table.</summary>
internal static class JsonLinesCsv
{
    /// <summary>The objects of a file, one a line.</summary>
    public static async IAsyncEnumerable<JsonElement> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using StreamReader reader = File.OpenText(path);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return JsonElement.Parse(line);
        }
    }

    /// <summary>Writes a file of JSON lines as a table; nothing where it has no line.</summary>
    public static async Task WriteAsync(string path, Stream target, CancellationToken cancellationToken)
    {
        await using var table = new CsvTable(target);
        bool isFirst = true;
        await foreach (JsonElement row in ReadAsync(path, cancellationToken))
        {
            if (isFirst)
            {
                await table.WriteAsync(row.EnumerateObject().Select(member => member.Name));
                isFirst = false;
            }

            await table.WriteAsync(row.EnumerateObject().Select(member => Cell(member.Value)));
        }
    }

    private static string? Cell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
