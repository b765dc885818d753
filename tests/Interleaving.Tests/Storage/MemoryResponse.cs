using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Azure;
using Azure.Core;

namespace Pipeline.Interleaving.Tests;

/// <summary>An answer of <see cref="MemoryStorage"/>.</summary>
internal sealed class MemoryResponse(int status, byte[]? body = null) : Response
{
    private readonly Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);

    public override int Status => status;

    public override string ReasonPhrase => string.Empty;

    public override Stream? ContentStream { get; set; } = new MemoryStream(body ?? [], writable: false);

    public override string ClientRequestId { get; set; } = "-";

    public MemoryResponse With(string name, string value)
    {
        headers[name] = value;
        return this;
    }

    public MemoryResponse With(MemoryBlob blob)
    {
        With("ETag", blob.ETag).With("Last-Modified", blob.Modified.ToString("R", CultureInfo.InvariantCulture));
        With("x-ms-blob-type", blob.BlobType).With("Content-Type", blob.ContentType);
        foreach ((string name, string value) in blob.Metadata)
        {
            With("x-ms-meta-" + name, value);
        }

        return blob.CopySource is { } source
            ? With("x-ms-copy-id", "copy").With("x-ms-copy-status", "success").With("x-ms-copy-source", source)
            : this;
    }

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool ContainsHeader(string name) => headers.ContainsKey(name);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers.Select(h => new HttpHeader(h.Key, h.Value));

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => headers.TryGetValue(name, out value);

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = headers.TryGetValue(name, out string? value) ? [value] : null;
        return values is not null;
    }
}
