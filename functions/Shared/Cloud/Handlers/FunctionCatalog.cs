using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace Pipeline.Cloud;

/// <summary>The functions that the <c>function.json</c> files of an app's folder declare.</summary>
public sealed class FunctionCatalog
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private FunctionCatalog(IReadOnlyList<FunctionDeclaration> functions) => Functions = functions;

    /// <summary>By name.</summary>
    public IReadOnlyList<FunctionDeclaration> Functions { get; }

    /// <summary>Reads <c>{appFolder}/*/function.json</c>.</summary>
    /// <exception cref="InvalidDataException">A file cannot be read, or has not exactly one trigger; the message names the function.</exception>
    public static FunctionCatalog Read(string appFolder)
        => new([.. Directory.EnumerateDirectories(appFolder)
            .Select(folder => Path.Combine(folder, "function.json"))
            .Where(File.Exists)
            .Order(StringComparer.Ordinal)
            .Select(ReadFunction)]);

    /// <summary>
    /// Every difference between what is declared and what is registered, in words; empty when they agree. HTTP
    /// functions are left out: the app's own endpoints answer them.
    /// </summary>
    public IReadOnlyList<string> DifferencesFrom(IEnumerable<RegisteredFunction> registered)
    {
        var differences = new List<string>();
        ILookup<string, RegisteredFunction> handlers = registered.ToLookup(r => r.Name);
        foreach (FunctionDeclaration declared in Functions.Where(f => !f.Trigger.IsHttp))
        {
            RegisteredFunction[] matching = [.. handlers[declared.Name]];
            if (matching.Length == 1)
            {
                Compare(declared, matching[0], differences);
            }
            else
            {
                differences.Add($"{declared.Name}: function.json has {matching.Length} registered handlers, not one.");
            }
        }

        HashSet<string> names = [.. Functions.Select(f => f.Name)];
        differences.AddRange(handlers.Where(h => !names.Contains(h.Key)).Select(h => $"{h.Key}: registered, but no function.json declares it."));
        return differences;
    }

    private static void Compare(FunctionDeclaration declared, RegisteredFunction handler, List<string> differences)
    {
        if (declared.Trigger.IsTimer != (handler.MessageType == typeof(TimerInfo)))
        {
            differences.Add($"{declared.Name}: {declared.Trigger.Type} does not carry {handler.MessageType.Name}.");
        }

        if (!declared.Trigger.IsTimer && !declared.Trigger.IsBinary)
        {
            differences.Add($"{declared.Name}: the trigger must say \"dataType\": \"binary\".");
        }

        if (declared.Trigger.IsTimer ? declared.Trigger.Schedule is null : declared.Trigger.QueueName is null)
        {
            differences.Add($"{declared.Name}: the trigger has no {(declared.Trigger.IsTimer ? "schedule" : "queueName")}.");
        }

        HashSet<string> outputs = [.. declared.Outputs.Select(o => o.Name)];
        if (handler.OutputsType is { } type && typeof(IEnumerable).IsAssignableFrom(type))
        {
            return; // a dictionary's names are known only at run time
        }

        HashSet<string> properties = [.. (handler.OutputsType?.GetProperties(BindingFlags.Public | BindingFlags.Instance) ?? [])
            .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))];
        differences.AddRange(outputs.Except(properties).Select(o => $"{declared.Name}: nothing returned for output {o}."));
        differences.AddRange(properties.Except(outputs).Select(p => $"{declared.Name}: output {p} is returned but not declared."));
    }

    private static FunctionDeclaration ReadFunction(string path)
    {
        string name = Path.GetFileName(Path.GetDirectoryName(path)!);
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path), Lenient);
            return new FunctionDeclaration(name, [.. document.RootElement.GetProperty("bindings").EnumerateArray().Select(ReadBinding)]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"{name}/function.json is not readable or has not exactly one trigger.", e);
        }
    }

    private static FunctionBinding ReadBinding(JsonElement binding)
        => new(
            Text(binding, "type") ?? throw new KeyNotFoundException(),
            Text(binding, "direction") ?? "in",
            Text(binding, "name") ?? throw new KeyNotFoundException(),
            Text(binding, "queueName"),
            Text(binding, "schedule"),
            Text(binding, "dataType"));

    private static string? Text(JsonElement binding, string name)
        => binding.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
