using System.Text;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>What to import.</summary>
public sealed record ArchiveImporterOptions
{
    /// <summary>The folder with the archive.</summary>
    public required string Folder { get; init; }

    /// <summary>The facility whose archive it is.</summary>
    public required FacilityId Facility { get; init; }

    /// <summary>The portal's address.</summary>
    public required Uri Portal { get; init; }

    /// <summary>The journal; <c>.center-import.db</c> in the folder when not given.</summary>
    public string? Journal { get; init; }

    /// <summary>Files read and studies sent at a time, 1 to 64.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>How long to wait, after the last package, for what the center makes of them.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>How an import ended.</summary>
/// <param name="Outcomes">Files by outcome, as of <see cref="ImportedFile.Outcome"/>.</param>
/// <param name="Account">The file that tells the outcome of every file; owner only.</param>
public sealed record ImportSummary(IReadOnlyDictionary<string, long> Outcomes, string Account)
{
    /// <summary>Files with that outcome.</summary>
    public long Of(string outcome) => Outcomes.GetValueOrDefault(outcome);

    /// <summary>Every file is registered, belongs to one that is, or is left out in order.</summary>
    public bool IsComplete => Outcomes.Keys.All(outcome => outcome is "registered" or "report" || SkipReasons.IsHarmless(outcome));
}

/// <summary>
/// Takes an archive of thousands of studies in, through the same uploads and checks as any study: reads each header once,
/// however its files are spread over folders, sends study by study, and accounts for every file. Cut anywhere and run again it
/// goes on; what did not change is neither read nor sent again.
/// </summary>
/// <param name="api">Grants uploads, tells outcomes.</param>
/// <param name="names">Names blobs.</param>
/// <param name="clock">Dates packages, waits.</param>
/// <param name="retries">How often and when to try again.</param>
public sealed class ArchiveImporter(CenterApi api, IRandomNames names, TimeProvider clock, Retries retries)
{
    private const int Batch = 500;
    private const int MostParallel = 64;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Skew = TimeSpan.FromDays(1);

    /// <summary>Imports what is not in yet.</summary>
    /// <exception cref="CenterException">The folder or journal cannot be used, or the center cannot be reached; what was sent is remembered.</exception>
    public async Task<ImportSummary> ImportAsync(ArchiveImporterOptions options, IProgress<SendProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!Directory.Exists(options.Folder))
        {
            throw new CenterException(ExitCodes.Usage, new("取り込むフォルダがありません。", "The folder to import does not exist."));
        }

        string path = options.Journal ?? Path.Combine(options.Folder, SendFiles.Journal);
        await using FileStream held = Hold(path);
        using ImportJournal journal = ImportJournal.Open(path);
        var counts = new SendCounts(progress);
        await ScanAsync(options, journal, counts, cancellationToken);
        (long studies, long files, long bytes) = journal.Totals();
        counts.Found(studies, files, bytes);
        string account = Path.ChangeExtension(path, ".files.tsv");
        try
        {
            await SendAsync(options, journal, counts, cancellationToken);
            await WaitAsync(options, journal, cancellationToken);
        }
        finally
        {
            WriteAccount(account, journal);
        }

        return new ImportSummary(journal.Outcomes(), account);
    }

    /// <summary>Reads the header of each file that the journal does not know as it is.</summary>
    private static async Task ScanAsync(ArchiveImporterOptions options, ImportJournal journal, SendCounts counts, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Clamp(options.Parallel, 1, MostParallel), CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(StudyFolder.Walk(options.Folder).Chunk(Batch), parallel, (files, cancel) =>
        {
            List<(StudyFolder.Walked, StudyFolder.FileHeader)> read = [];
            foreach (StudyFolder.Walked file in files)
            {
                cancel.ThrowIfCancellationRequested();
                if (!journal.Knows(file))
                {
                    read.Add((file, StudyFolder.Read(options.Folder, file, includeEverything: false)));
                }

                counts.Read(file.Length);
            }

            journal.Add(read);
            return ValueTask.CompletedTask;
        });
        journal.AttachReports();
        journal.AttachPhotographs();
    }

    private async Task SendAsync(ArchiveImporterOptions options, ImportJournal journal, SendCounts counts, CancellationToken cancellationToken)
    {
        using var grants = new UploadGrants(api, options.Facility, clock);
        StudySenderOptions sending = new() { Folder = options.Folder, Facility = options.Facility, Portal = options.Portal };
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Clamp(options.Parallel, 1, MostParallel), CancellationToken = cancellationToken };
        var upload = new PackageUpload(grants, retries);
        await Parallel.ForEachAsync(journal.Studies(), parallel, async (study, cancel) =>
        {
            string key = journal.KeyOf(options.Portal, options.Facility, study);
            string stamp = journal.StampOf(study);
            if (journal.IsSent(key, stamp))
            {
                counts.Unchanged(study.Files.Sum(file => file.Length));
                counts.Done(study.Files.Count);
                return;
            }

            var run = new SendRun(sending, journal, upload, names, clock, counts);
            SentStudy sent = await run.SendAsync(study, cancel);
            foreach (SkippedFile problem in run.Problems)
            {
                journal.Fail(problem);
            }

            if (sent.Outcome != SendOutcome.Failed)
            {
                // with a problem, such as a report that cannot be read, the next run looks at it again
                journal.Place(key, run.Problems.Count == 0 ? stamp : "", study);
            }
        });
    }

    private async Task WaitAsync(ArchiveImporterOptions options, ImportJournal journal, CancellationToken cancellationToken)
    {
        long began = clock.GetTimestamp();
        while (journal.OldestUndecided() is { } oldest)
        {
            journal.Decide(await api.GetPackagesAsync(options.Facility, oldest - Skew, cancellationToken));
            if (journal.OldestUndecided() is null || clock.GetElapsedTime(began) >= options.Wait)
            {
                return;
            }

            await Task.Delay(Between, clock, cancellationToken);
        }
    }

    private static void WriteAccount(string path, ImportJournal journal)
    {
        using (var file = new FileStream(path + ".part", PullFolder.Private(FileMode.Create)))
        using (var text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
        {
            text.Write("file\toutcome\treason\tposition\tpackage\tentry\n");
            foreach (ImportedFile one in journal.Account())
            {
                string name = one.Path.Replace('\t', ' ').Replace('\n', ' ').Replace('\r', ' ');
                text.Write($"{name}\t{one.Outcome}\t{one.Reason}\t{one.Detail}\t{one.Package}\t{one.Entry}\n");
            }
        }

        File.Move(path + ".part", path, overwrite: true);
    }

    /// <summary>Two runs on one journal would send twice.</summary>
    private static FileStream Hold(string journal)
    {
        string path = SendFiles.LockOf(journal);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new CenterException(ExitCodes.Usage, new(
                $"{path} を使えません。ほかの center が取り込んでいるか、書けません。書けないフォルダなら --journal FILE で別の場所を指定してください。",
                $"{path} cannot be held: another center is importing, or the folder is read-only. For a read-only folder name another place by --journal FILE."), e);
        }
    }
}
