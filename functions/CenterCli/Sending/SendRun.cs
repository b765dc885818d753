using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>One study at a time of a run: hash, compare, pack, upload, remember.</summary>
internal sealed class SendRun(
    StudySenderOptions options, ISendRecord state, PackageUpload upload, IRandomNames names, TimeProvider clock, SendCounts counts)
{
    private readonly ConcurrentBag<SkippedFile> problems = [];

    /// <summary>Files that could not be sent, beside those left out from the beginning.</summary>
    public IReadOnlyCollection<SkippedFile> Problems => problems;

    /// <exception cref="CenterException">The center cannot be reached.</exception>
    public async Task<SentStudy> SendAsync(FoundStudy study, CancellationToken cancellationToken)
    {
        long bytes = study.Files.Sum(file => file.Length);
        try
        {
            JsonElement? report = await ReadReportAsync(study, cancellationToken);
            PackageManifest manifest = await DescribeAsync(study, report, cancellationToken);
            string key = state.KeyOf(options.Portal, options.Facility, study);
            string content = state.HashOf(manifest);
            if (state.Find(key) is { } before && before.Content == content)
            {
                counts.Unchanged(bytes);
                return new SentStudy(study, SendOutcome.Unchanged, before.Blob, bytes);
            }

            string blob = $"studies/{names.NewName()}";
            await upload.SendAsync(blob, manifest, file => Open(study, file), counts.Package(bytes), cancellationToken);
            state.Record(key, new SentRecord(content, blob, clock.GetUtcNow()));
            return new SentStudy(study, SendOutcome.Sent, blob, bytes);
        }
        catch (LocalFileException e)
        {
            problems.Add(new SkippedFile(e.Path, SkipReasons.Unreadable, 0));
        }
        catch (PackageException e) when (e.Position is > 0 and var position)
        {
            problems.Add(new SkippedFile(study.Files[position - 1].Path, SkipReasons.Changed, 0));
        }
        finally
        {
            counts.Done(study.Files.Count);
        }

        return new SentStudy(study, SendOutcome.Failed, null, bytes);
    }

    private async Task<JsonElement?> ReadReportAsync(FoundStudy study, CancellationToken cancellationToken)
    {
        bool named = options.Report is not null && study is { StudyInstanceUid: not null, Part: 0 };
        if (!named && study.Report is null)
        {
            return null;
        }

        try
        {
            return await ReportFiles.ReadAsync(named ? options.Report! : Path.Combine(options.Folder, study.Report!), cancellationToken);
        }
        catch (Exception e) when (named && e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CenterException(ExitCodes.Usage, new("--report のファイルを領域レポートの JSON として読めません。", "The file of --report cannot be read as domain report JSON."), e);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            problems.Add(new SkippedFile(study.Report!, SkipReasons.ReportUnreadable, 0));
            return null;
        }
    }

    /// <summary>Reads each file once to hash it. Original names stay behind: they may tell a patient's.</summary>
    private async Task<PackageManifest> DescribeAsync(FoundStudy study, JsonElement? report, CancellationToken cancellationToken)
    {
        var files = new PackageFileEntry[study.Files.Count];
        for (int i = 0; i < files.Length; i++)
        {
            await using Stream content = Open(study.Files[i].Path);
            try
            {
                files[i] = await PackageFileEntry.OfAsync(EntryName(study, i), content, cancellationToken);
            }
            catch (IOException e)
            {
                throw new LocalFileException(study.Files[i].Path, e);
            }
        }

        return new PackageManifest
        {
            Kind = PackageKind.Study,
            Sender = options.Facility.Value,
            PatientId = study.PatientId,
            StudyInstanceUid = study.StudyInstanceUid,
            Report = report,
            Files = files,
            Created = clock.GetUtcNow(),
        };
    }

    private static string EntryName(FoundStudy study, int index) => study.Files[index].IsPhotograph
        ? PhotographFiles.EntryName(study.StudyInstanceUid, study.Files[index].Path, index + 1)
        : string.Create(CultureInfo.InvariantCulture, $"objects/{index + 1:D6}.dcm");

    /// <summary>The number that its entry's name ends with.</summary>
    private FileStream Open(FoundStudy study, PackageFileEntry file)
        => Open(study.Files[int.Parse(file.Name.AsSpan(file.Name.LastIndexOf('/') + 1, 6), CultureInfo.InvariantCulture) - 1].Path);

    private FileStream Open(string path)
    {
        try
        {
            return new FileStream(Path.Combine(options.Folder, path), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LocalFileException(path, e);
        }
    }
}
