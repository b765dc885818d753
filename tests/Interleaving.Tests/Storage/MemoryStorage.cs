using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Pipeline.Interleaving.Tests;

/// <summary>
/// The Blob service's operations that the center uses, in memory, where the SDK would send its requests
/// (https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api). Anything else is refused loudly.
/// </summary>
internal sealed class MemoryStorage(TimeProvider clock) : HttpPipelineTransport
{
    private readonly Lock gate = new();
    private SortedDictionary<string, MemoryBlob> blobs = new(StringComparer.Ordinal);
    private readonly HashSet<string> containers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Address, string Id), byte[]> blocks = [];
    private int version;

    /// <summary>Addresses are <c>{account}/{container}/{name}</c>.</summary>
    public MemoryBlob? this[string address]
    {
        get
        {
            lock (gate)
            {
                return blobs.GetValueOrDefault(address);
            }
        }
    }

    /// <summary>Names of a container's blobs; the container as <c>{account}/{container}</c>.</summary>
    public IReadOnlyList<string> NamesIn(string container)
    {
        lock (gate)
        {
            return [.. blobs.Keys.Where(k => k.StartsWith(container + "/", StringComparison.Ordinal)).Select(k => k[(container.Length + 1)..])];
        }
    }

    /// <summary>Puts a blob there as a request would.</summary>
    public MemoryBlob Put(string address, byte[] content, IReadOnlyDictionary<string, string> metadata)
    {
        lock (gate)
        {
            return blobs[address] = new MemoryBlob(content, "application/octet-stream", "BlockBlob", NextETag(), clock.GetUtcNow()) { Metadata = metadata };
        }
    }

    public (IReadOnlyList<KeyValuePair<string, MemoryBlob>> Blobs, int Version) Save()
    {
        lock (gate)
        {
            return ([.. blobs], version);
        }
    }

    public void Restore((IReadOnlyList<KeyValuePair<string, MemoryBlob>> Blobs, int Version) saved)
    {
        lock (gate)
        {
            blobs = new SortedDictionary<string, MemoryBlob>(saved.Blobs.ToDictionary(), StringComparer.Ordinal);
            version = saved.Version;
            blocks.Clear();
        }
    }

    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The center asks asynchronously.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        using MemoryStream body = new();
        if (message.Request.Content is { } content)
        {
            await content.WriteToAsync(body, message.CancellationToken);
        }

        message.CancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            message.Response = Answer(message.Request, body.ToArray());
        }
    }

    /// <summary><c>{account}/{container}/{name}</c> of a request's address.</summary>
    public static string AddressOf(Uri uri) => Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));

    private MemoryResponse Answer(Request request, byte[] body)
    {
        Uri uri = request.Uri.ToUri();
        string address = AddressOf(uri);
        Dictionary<string, string> query = uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p.Length > 1 ? Uri.UnescapeDataString(p[1]) : "", StringComparer.Ordinal);
        string operation = $"{request.Method} {query.GetValueOrDefault("restype")}{query.GetValueOrDefault("comp")}";
        return operation switch
        {
            "PUT container" => containers.Add(address) ? new MemoryResponse(201).With("ETag", "\"c\"") : Refused(409, "ContainerAlreadyExists"),
            "GET list" => ListContainers(address, query.GetValueOrDefault("prefix", "")),
            "GET containerlist" => List(address, query.GetValueOrDefault("prefix", "")),
            "PUT " when request.Headers.TryGetValue("x-ms-copy-source", out string? source) => Copy(new Uri(source!), address),
            "PUT " => Create(request, address, body),
            "PUT block" => Stage(address, query["blockid"], body),
            "PUT blocklist" => Commit(request, address, body),
            "PUT appendblock" => Append(request, address, body),
            "HEAD " or "GET " => Read(request, address),
            "DELETE " => blobs.Remove(address) ? new MemoryResponse(202) : Refused(404, "BlobNotFound"),
            _ => throw new NotSupportedException($"The storage in memory has no operation '{operation}'."),
        };
    }

    private MemoryResponse Create(Request request, string address, byte[] body)
    {
        if (!containers.Contains(address[..address.IndexOf('/', address.IndexOf('/', StringComparison.Ordinal) + 1)]))
        {
            return Refused(404, "ContainerNotFound");
        }

        if (request.Headers.TryGetValue("If-None-Match", out _) && blobs.ContainsKey(address))
        {
            return Refused(409, "BlobAlreadyExists");
        }

        Dictionary<string, string> metadata = request.Headers.Where(h => h.Name.StartsWith("x-ms-meta-", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(h => h.Name["x-ms-meta-".Length..], h => h.Value, StringComparer.OrdinalIgnoreCase);
        string contentType = request.Headers.TryGetValue("x-ms-blob-content-type", out string? type) ? type! : "application/octet-stream";
        string blobType = request.Headers.TryGetValue("x-ms-blob-type", out string? kind) ? kind! : "BlockBlob";
        MemoryBlob blob = blobs[address] = new MemoryBlob(body, contentType, blobType, NextETag(), clock.GetUtcNow()) { Metadata = metadata };
        return new MemoryResponse(201).With(blob);
    }

    private MemoryResponse Stage(string address, string id, byte[] body)
    {
        blocks[(address, id)] = body;
        return new MemoryResponse(201);
    }

    /// <summary>Of each block the latest: uncommitted, or else committed. Uncommitted blocks of the blob are then gone.</summary>
    private MemoryResponse Commit(Request request, string address, byte[] list)
    {
        List<KeyValuePair<string, byte[]>> chosen = [];
        foreach (string id in XElement.Parse(Encoding.UTF8.GetString(list).TrimStart('\uFEFF')).Elements().Select(block => block.Value))
        {
            if (!blocks.TryGetValue((address, id), out byte[]? staged) && blobs.GetValueOrDefault(address)?.Blocks.TryGetValue(id, out staged) != true)
            {
                return Refused(400, "InvalidBlockList");
            }

            chosen.Add(KeyValuePair.Create(id, staged!));
        }

        foreach ((string Address, string Id) staged in blocks.Keys.Where(k => k.Address == address).ToList())
        {
            blocks.Remove(staged);
        }

        MemoryResponse answer = Create(request, address, [.. chosen.SelectMany(b => b.Value)]);
        if (!answer.IsError)
        {
            blobs[address] = blobs[address] with { Blocks = chosen.ToDictionary() };
        }

        return answer;
    }

    private MemoryResponse Append(Request request, string address, byte[] body)
    {
        if (!blobs.TryGetValue(address, out MemoryBlob? blob))
        {
            return Refused(404, "BlobNotFound");
        }

        if (request.Headers.TryGetValue("x-ms-blob-condition-appendpos", out string? position)
            && long.Parse(position!, CultureInfo.InvariantCulture) != blob.Content.Length)
        {
            return Refused(412, "AppendPositionConditionNotMet");
        }

        blobs[address] = blob with { Content = [.. blob.Content, .. body], ETag = NextETag(), Modified = clock.GetUtcNow() };
        return new MemoryResponse(201).With(blobs[address]).With("x-ms-blob-append-offset", blob.Content.Length.ToString(CultureInfo.InvariantCulture));
    }

    private MemoryResponse Copy(Uri source, string address)
    {
        if (!blobs.TryGetValue(AddressOf(source), out MemoryBlob? blob))
        {
            return Refused(404, "BlobNotFound");
        }

        blobs[address] = blob with { ETag = NextETag(), Modified = clock.GetUtcNow(), CopySource = source.AbsoluteUri };
        return new MemoryResponse(202).With(blobs[address]);
    }

    private MemoryResponse Read(Request request, string address)
    {
        if (!blobs.TryGetValue(address, out MemoryBlob? blob))
        {
            return Refused(404, "BlobNotFound");
        }

        if (request.Headers.TryGetValue("If-Match", out string? etag) && etag != blob.ETag)
        {
            return Refused(412, "ConditionNotMet");
        }

        if (request.Method == RequestMethod.Head)
        {
            return new MemoryResponse(200).With(blob).With("Content-Length", blob.Content.Length.ToString(CultureInfo.InvariantCulture));
        }

        return request.Headers.TryGetValue("x-ms-range", out string? range) ? Range(blob, range!) : Whole(blob);
    }

    private static MemoryResponse Whole(MemoryBlob blob)
        => new MemoryResponse(200, blob.Content).With(blob).With("Content-Length", blob.Content.Length.ToString(CultureInfo.InvariantCulture));

    private static MemoryResponse Range(MemoryBlob blob, string range)
    {
        string[] ends = range["bytes=".Length..].Split('-');
        int first = int.Parse(ends[0], CultureInfo.InvariantCulture);
        if (first >= blob.Content.Length)
        {
            return Refused(416, "InvalidRange");
        }

        int end = ends[1].Length == 0 ? blob.Content.Length : (int)Math.Min(blob.Content.Length, long.Parse(ends[1], CultureInfo.InvariantCulture) + 1);
        return new MemoryResponse(206, blob.Content[first..end]).With(blob)
            .With("Content-Length", (end - first).ToString(CultureInfo.InvariantCulture))
            .With("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {first}-{end - 1}/{blob.Content.Length}"));
    }

    private MemoryResponse List(string container, string prefix)
        => Xml("Blobs", blobs.Where(b => b.Key.StartsWith($"{container}/{prefix}", StringComparison.Ordinal)).Select(b => new XElement(
            "Blob",
            new XElement("Name", b.Key[(container.Length + 1)..]),
            new XElement(
                "Properties",
                new XElement("Last-Modified", b.Value.Modified.ToString("R", CultureInfo.InvariantCulture)),
                new XElement("Etag", b.Value.ETag.Trim('"')),
                new XElement("Content-Length", b.Value.Content.Length),
                new XElement("Content-Type", b.Value.ContentType),
                new XElement("BlobType", b.Value.BlobType)))));

    private MemoryResponse ListContainers(string account, string prefix)
    {
        string begin = account.TrimEnd('/') + "/";
        return Xml("Containers", containers.Where(c => c.StartsWith(begin + prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(c => new XElement(
            "Container",
            new XElement("Name", c[begin.Length..]),
            new XElement("Properties", new XElement("Last-Modified", clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture)), new XElement("Etag", "c")))));
    }

    private static MemoryResponse Xml(string kind, IEnumerable<XElement> items)
    {
        var document = new XElement("EnumerationResults", new XElement(kind, items), new XElement("NextMarker"));
        return new MemoryResponse(200, Encoding.UTF8.GetBytes(document.ToString(SaveOptions.DisableFormatting))).With("Content-Type", "application/xml");
    }

    private static MemoryResponse Refused(int status, string code) => new MemoryResponse(status).With("x-ms-error-code", code);

    private string NextETag() => string.Create(CultureInfo.InvariantCulture, $"\"0x{++version:X}\"");
}
