using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>
/// Sends the studies below a folder, each as one encrypted package, several at a time and streamed. Run again after a cut,
/// it goes on with what is missing; a study that did not change is not sent twice. A study whose package was committed but
/// not yet remembered is sent again, which the center recognises.
/// </summary>
/// <param name="api">Grants uploads.</param>
/// <param name="names">Names blobs.</param>
/// <param name="clock">Dates packages, renews grants.</param>
/// <param name="retries">How often and when to try again.</param>
public sealed class StudySender(CenterApi api, IRandomNames names, TimeProvider clock, Retries retries)
{
    private const int MostParallel = 64;

    /// <summary>Sends what is new.</summary>
    /// <exception cref="CenterException">The folder or its state cannot be used, or the center cannot be reached; what was sent is remembered.</exception>
    public async Task<SendSummary> SendAsync(StudySenderOptions options, IProgress<SendProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!Directory.Exists(options.Folder))
        {
            throw new CenterException(ExitCodes.Usage, new("送るフォルダがありません。", "The folder to send does not exist."));
        }

        string stateFile = options.StateFile ?? Path.Combine(options.Folder, SendFiles.State);
        await using FileStream held = Hold(stateFile);
        SendState state = SendState.Open(stateFile, names);
        int parallel = Math.Clamp(options.Parallel, 1, MostParallel);
        var counts = new SendCounts(progress);
        StudyFolder folder = await StudyFolder.ReadAsync(options.Folder, options.IncludeEverything, parallel, counts.Read, cancellationToken);
        counts.Found(folder);
        DemandOneStudy(options, folder);
        using var grants = new UploadGrants(api, options.Facility, clock);
        var run = new SendRun(options, state, new PackageUpload(grants, retries), names, clock, counts);
        var results = new SentStudy?[folder.Studies.Count];
        try
        {
            await Parallel.ForAsync(0, results.Length, new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken },
                async (i, cancel) => results[i] = await run.SendAsync(folder.Studies[i], cancel));
        }
        finally
        {
            SendListing.Write(SendFiles.ListingOf(stateFile), results, [.. folder.Skipped, .. run.Problems]);
        }

        SkippedFile[] notSent = [.. folder.Skipped.Concat(run.Problems).OrderBy(file => file.Path, StringComparer.Ordinal)];
        return new SendSummary(results!, notSent, SendFiles.ListingOf(stateFile));
    }

    /// <summary>Two runs on one state would forget each other's work.</summary>
    private static FileStream Hold(string stateFile)
    {
        try
        {
            return new FileStream(SendFiles.LockOf(stateFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new CenterException(ExitCodes.Usage, new(
                $"{SendFiles.LockOf(stateFile)} を使えません。同じフォルダを送る center がほかに動いているか、フォルダに書けません。書けないフォルダなら --state FILE で別の場所を指定してください。",
                $"{SendFiles.LockOf(stateFile)} cannot be held: another center is sending this folder, or it is read-only. For a read-only folder name another place by --state FILE."), e);
        }
    }

    private static void DemandOneStudy(StudySenderOptions options, StudyFolder folder)
    {
        if (options.Report is not null && folder.Studies.Count(study => study.StudyInstanceUid is not null) != 1)
        {
            throw new CenterException(ExitCodes.Usage, new(
                "--report FILE はフォルダに検査がちょうど一つあるときだけ使えます。複数なら各検査のフォルダに report.json を置いてください。",
                "--report FILE needs a folder with exactly one study. For several, put a report.json into each study's folder."));
        }
    }
}
