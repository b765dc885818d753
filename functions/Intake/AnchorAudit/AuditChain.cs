using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Pipeline.Cloud;

namespace Pipeline.Intake;

/// <summary>The anchored chain in the immutable container: append blobs <c>chain/{number}</c> of a fixed number of links.</summary>
public sealed class AuditChain(BlobContainer container)
{
    /// <summary>Links of one blob; even appended one by one they stay below the 50,000 appends a blob takes.</summary>
    public const long LinksOfBlob = 40_000;

    /// <summary>More than the longest link.</summary>
    private const int TailLength = 64 * 1024;

    /// <summary>The blob that holds a link.</summary>
    public static string BlobOf(long index) => string.Create(CultureInfo.InvariantCulture, $"chain/{(index - 1) / LinksOfBlob:D8}");

    /// <summary>The length of the blob that the link after <paramref name="index"/> goes to, and the index of its last link.</summary>
    public async Task<(long Length, long LastIndex)> TailAsync(long index, CancellationToken cancellationToken)
    {
        string name = BlobOf(index + 1);
        if (await container.FindAsync(name, cancellationToken) is not { Length: > 0 } found)
        {
            return (0, (index + 1 - 1) / LinksOfBlob * LinksOfBlob);
        }

        long start = Math.Max(0, found.Length - TailLength);
        BlobClient blob = container.Client.GetBlobClient(name);
        BlobDownloadResult tail = await blob.DownloadContentAsync(new BlobDownloadOptions { Range = new HttpRange(start, found.Length - start) }, cancellationToken);
        ReadOnlySpan<byte> bytes = tail.Content.ToMemory().Span.TrimEnd((byte)'\n');
        return (found.Length, IndexOf(bytes[(bytes.LastIndexOf((byte)'\n') + 1)..]));
    }

    /// <summary>Identifier and hash of each link after <paramref name="index"/> in its blob.</summary>
    public async IAsyncEnumerable<(long Index, Guid Id, string Hash)> LinksAfterAsync(
        long index, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using OpenedBlob opened = await container.OpenReadAsync(BlobOf(index + 1), cancellationToken: cancellationToken);
        using StreamReader lines = new(opened.Content);
        while (await lines.ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            using JsonDocument link = JsonDocument.Parse(line);
            long at = link.RootElement.GetProperty("index").GetInt64();
            if (at > index)
            {
                yield return (at, link.RootElement.GetProperty("id").GetGuid(), link.RootElement.GetProperty("hash").GetString()!);
            }
        }
    }

    /// <summary>Appends lines, the first of which is link <paramref name="firstIndex"/>, to a blob of that length.</summary>
    /// <returns>False: someone else appended meanwhile.</returns>
    public async Task<bool> TryAppendAsync(long firstIndex, long length, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
        => await container.AppendAsync(BlobOf(firstIndex), lines, length, cancellationToken) is not null;

    private static long IndexOf(ReadOnlySpan<byte> line)
    {
        Utf8JsonReader reader = new(line);
        using JsonDocument link = JsonDocument.ParseValue(ref reader);
        return link.RootElement.GetProperty("index").GetInt64();
    }
}
