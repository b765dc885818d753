using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Pipeline.Dicom.Tests.Agreement;

/// <summary>
/// An Orthanc of its own: a free port of this machine, a folder that goes with it, no plugin, no DICOM port. Files are read
/// by uploading them and asking for their tags.
/// </summary>
internal sealed class OrthancProcess : IDisposable
{
    private const string Program = "/usr/sbin/Orthanc";

    private readonly string _folder = Directory.CreateTempSubdirectory("orthanc").FullName;
    private readonly HttpClient _client;
    private readonly Process _process;
    private Task? _errors;

    private OrthancProcess()
    {
        int port = FreePort();
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/") };
        string configuration = Path.Combine(_folder, "orthanc.json");
        File.WriteAllText(configuration, JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["StorageDirectory"] = Path.Combine(_folder, "storage"),
            ["IndexDirectory"] = Path.Combine(_folder, "storage"),
            ["Plugins"] = Array.Empty<string>(),
            ["HttpPort"] = port,
            ["RemoteAccessAllowed"] = false,
            ["AuthenticationEnabled"] = false,
            ["DicomServerEnabled"] = false,
            ["OverwriteInstances"] = true,
        }));
        var start = new ProcessStartInfo(Program, [configuration]) { UseShellExecute = false, RedirectStandardError = true };
        _process = Process.Start(start)!;
    }

    /// <summary>Without these Orthanc does not take an object.</summary>
    public static IReadOnlyList<Tag> Identifiers { get; } = [Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.SOPInstanceUID];

    public static OrthancProcess StartOrSkip()
    {
        Tool.RequireOrSkip(Program);
        var orthanc = new OrthancProcess();
        while (orthanc._process.StandardError.ReadLine() is { } line)
        {
            if (!line.Contains("Orthanc has started", StringComparison.Ordinal))
                continue;
            orthanc._errors = orthanc._process.StandardError.ReadToEndAsync();
            return orthanc;
        }
        orthanc.Dispose();
        throw new InvalidOperationException("Orthanc does not start.");
    }

    /// <summary>The elements of a file as Orthanc tells them; null where it refuses it.</summary>
    public Dictionary<string, ListedElement>? Read(string path)
    {
        using var upload = new HttpRequestMessage(HttpMethod.Post, "instances") { Content = new ByteArrayContent(File.ReadAllBytes(path)) };
        using HttpResponseMessage answer = _client.Send(upload);
        if (!answer.IsSuccessStatusCode)
            return null;
        using JsonDocument stored = JsonDocument.Parse(answer.Content.ReadAsStream());
        using JsonDocument tags = Get($"instances/{stored.RootElement.GetProperty("ID").GetString()}/tags");
        var elements = new Dictionary<string, ListedElement>(StringComparer.Ordinal);
        Collect(tags.RootElement, "", elements);
        return elements;
    }

    /// <summary>
    /// Ours without what Orthanc never tells: group 0002, group lengths, pixel data and what follows it, a second element of one tag.
    /// </summary>
    public static Dictionary<string, ListedElement> Comparable(IReadOnlyDictionary<string, ListedElement> ours, Dictionary<string, ListedElement> theirs)
        => ours.Where(pair => theirs.ContainsKey(pair.Key) || !IsNeverTold(pair.Key))
            .ToDictionary(pair => pair.Key, pair => pair.Value with { Text = pair.Value.Text is { } text ? Trimmed(text) : null }, StringComparer.Ordinal);

    public void Dispose()
    {
        _client.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _errors?.Wait();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static bool IsNeverTold(string path)
        => path.StartsWith("0002,", StringComparison.Ordinal) || path.EndsWith(",0000", StringComparison.Ordinal)
            || path.Contains("7FE0,0010", StringComparison.Ordinal) || path.Contains('#', StringComparison.Ordinal)
            || string.CompareOrdinal(path, "7FE0,0010") > 0;

    private static void Collect(JsonElement dataSet, string at, Dictionary<string, ListedElement> elements)
    {
        foreach (JsonProperty property in dataSet.EnumerateObject())
        {
            string path = at + property.Name.ToUpperInvariant();
            JsonElement value = property.Value.GetProperty("Value");
            string type = property.Value.GetProperty("Type").GetString()!;
            elements[path] = new ListedElement(path, type == "Sequence" ? Vr.SQ : null, null, null, type == "String" ? Trimmed(value.GetString()!) : null);
            if (type != "Sequence")
                continue;
            int index = 0;
            foreach (JsonElement item in value.EnumerateArray())
                Collect(item, $"{path}[{(index++).ToString(CultureInfo.InvariantCulture)}]/", elements);
        }
    }

    /// <summary>Orthanc keeps spaces that never count in some places, and drops some that do in others.</summary>
    private static string Trimmed(string text) => string.Join('\\', text.Split('\\').Select(value => value.Trim(' ', '\0')));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private JsonDocument Get(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using HttpResponseMessage answer = _client.Send(request);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(answer.Content.ReadAsStream());
    }
}
