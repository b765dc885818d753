using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>How far an export is.</summary>
/// <param name="Files">Objects in all; 0 while not known.</param>
/// <param name="FilesDone">Objects written, now or before.</param>
/// <param name="Bytes">Of all objects.</param>
/// <param name="BytesDone">Of those written.</param>
public sealed record ExportProgress(int Files, int FilesDone, long Bytes, long BytesDone);

/// <summary>How an export ended.</summary>
/// <param name="Objects">Objects written in all runs.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Refused">Objects whose bytes were missing or not those registered, by SOP Instance UID.</param>
public sealed record ExportSummary(int Objects, long Bytes, IReadOnlyList<string> Refused);

/// <summary>
/// Writes everything of a facility into a folder, in open formats: its objects as DICOM files, its records as CSV and JSON lines,
/// a list of hashes. Run again after a cut, it goes on with what is missing; a file that is there under its name is whole.
/// </summary>
/// <param name="api">Tells the records.</param>
/// <param name="named">The facility's named storage, for whoever was given a role on it for the time.</param>
/// <param name="retries">How often and when to try again.</param>
internal sealed class FacilityExporter(CenterApi api, BlobContainer named, Retries retries)
{
    private const int Parallel = 4;

    public async Task<ExportSummary> ExportAsync(FacilityId facility, string root, IProgress<ExportProgress>? progress, CancellationToken cancellationToken)
    {
        await using ExportFolder folder = ExportFolder.Open(root);
        List<string> parts = await api.GetAsync($"facilities/{facility}/export", CenterJson.Strict.ListString, cancellationToken);
        foreach (string part in parts)
        {
            await folder.WriteOnceAsync($"records/{part}.jsonl", (file, cancel) => api.DownloadAsync($"facilities/{facility}/export/{part}", file, cancel), cancellationToken);
            await folder.WriteOnceAsync($"records/{part}.csv", (file, cancel) => JsonLinesCsv.WriteAsync(folder.In($"records/{part}.jsonl"), file, cancel), cancellationToken);
        }

        await foreach (JsonElement study in JsonLinesCsv.ReadAsync(folder.In("records/studies.jsonl"), cancellationToken))
        {
            if (study.GetProperty("report").GetString() is { } report)
            {
                await folder.WriteOnceAsync(
                    $"{ExportFolder.StudyOf(study)}/report.json", async (file, cancel) => await file.WriteAsync(Encoding.UTF8.GetBytes(report), cancel), cancellationToken);
            }
        }

        ExportSummary summary = await ObjectsAsync(folder, progress, cancellationToken);
        await folder.WriteOnceAsync("README.md", async (file, cancel) => await file.WriteAsync(Encoding.UTF8.GetBytes(ExportReadme.Text(facility)), cancel), cancellationToken);
        await folder.WriteHashesAsync(cancellationToken);
        return summary;
    }

    private async Task<ExportSummary> ObjectsAsync(ExportFolder folder, IProgress<ExportProgress>? progress, CancellationToken cancellationToken)
    {
        List<ExportedObject> objects = [];
        await foreach (JsonElement row in JsonLinesCsv.ReadAsync(folder.In("records/objects.jsonl"), cancellationToken))
        {
            objects.Add(ExportedObject.Of(row));
        }

        var gate = new Lock();
        ExportProgress now = new(objects.Count, 0, objects.Sum(one => one.Size), 0);
        List<string> refused = [];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken };
        await System.Threading.Tasks.Parallel.ForEachAsync(objects, options, async (one, cancel) =>
        {
            bool isWritten = await WriteAsync(folder, one, cancel);
            lock (gate)
            {
                now = now with { FilesDone = now.FilesDone + 1, BytesDone = now.BytesDone + one.Size };
                progress?.Report(now);
                if (!isWritten)
                {
                    refused.Add(one.SopInstanceUid);
                }
            }
        });
        refused.Sort(StringComparer.Ordinal);
        return new ExportSummary(objects.Count - refused.Count, now.Bytes, refused);
    }

    /// <returns>False: the object is missing, or not the one that was registered.</returns>
    private async Task<bool> WriteAsync(ExportFolder folder, ExportedObject one, CancellationToken cancellationToken)
    {
        try
        {
            await retries.RunAsync(
                async cancel =>
                {
                    await folder.WriteOnceAsync(one.Path, (file, stop) => CopyAsync(one, file, stop), cancel);
                    return true;
                },
                e => e is RequestFailedException { Status: 0 or 408 or 429 or >= 500 } or HttpRequestException,
                cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return false;
        }
        catch (CryptographicException)
        {
            return false;
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException && !cancellationToken.IsCancellationRequested)
        {
            throw PackageFetch.NoAccess(e);
        }
    }

    private async Task CopyAsync(ExportedObject one, Stream file, CancellationToken cancellationToken)
    {
        await using OpenedBlob blob = await named.OpenReadAsync(one.Blob, cancellationToken: cancellationToken);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[256 * 1024];
        for (int count; (count = await blob.Content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            hash.AppendData(buffer, 0, count);
            await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != one.Sha256)
        {
            throw new CryptographicException("The stored object is not the registered one.");
        }
    }

    private sealed record ExportedObject(string Path, string SopInstanceUid, string Sha256, long Size, string Blob)
    {
        public static ExportedObject Of(JsonElement row) => new(
            PathOf(row),
            row.GetProperty("sopInstanceUid").GetString()!,
            row.GetProperty("sha256").GetString()!,
            row.GetProperty("size").GetInt64(),
            row.GetProperty("blob").GetString()!);

        /// <summary>Pictures of one series share a folder below their study's, in the order they were taken, so that another center finds them again.</summary>
        private static string PathOf(JsonElement row)
        {
            string name = ExportFolder.SafeUid(row, "sopInstanceUid");
            return row.TryGetProperty("photograph", out JsonElement picture) && picture.ValueKind == JsonValueKind.Object && picture.Deserialize(CenterJson.Strict.Photograph) is { } photograph
                ? string.Create(CultureInfo.InvariantCulture, $"{ExportFolder.StudyOf(row)}/photographs/{photograph.Series}/{photograph.Number:D6}-{name}{photograph.Extension}")
                : $"{ExportFolder.StudyOf(row)}/{name}.dcm";
        }
    }
}
