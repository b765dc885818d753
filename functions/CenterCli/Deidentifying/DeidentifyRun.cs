using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;
using Pipeline.Deidentification;
using Pipeline.Dicom;

namespace Pipeline.CenterCli;

/// <summary>
/// De-identifies the files of a run, several at a time, each by one thread from beginning to end. CT slices wait for the end: a series in which no slice
/// may show a skull is released as it is; the others, and what else may show a face, are looked at whole and tried once more. Picture files come last, folder by folder.
/// </summary>
internal sealed class DeidentifyRun(DeidentifyOptions options, IReadOnlyList<InputFile> files, OutputFolder output, DeidentifyReport? report, DeidentifyCounts counts)
{
    /// <summary>Locks would cost two system calls a file, and the output folder is this run's alone.</summary>
    private const FileShare Unlocked = FileShare.ReadWrite | FileShare.Delete;

    private readonly Deidentifier deidentifier = new(options.Rules) { TrustRegions = options.TrustRegions, Ocr = options.Ocr, SeesSlices = true };
    private readonly FileResults results = new(output, report, counts);
    private readonly SliceSeries slices = new();
    private readonly ConcurrentQueue<InputFile> mayShowFace = [];
    private readonly ConcurrentQueue<InputFile> photographs = [];
    private IReadOnlyList<InputFile> work = files;
    private StudyFaces? faces;

    /// <exception cref="OperationCanceledException">The run was cut; what has its name by then is whole.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await RunThroughAsync(work.Count, DoAsync, cancellationToken);
        List<StagedSlice> faceless = slices.Of(mayHaveHead: false);
        await RunThroughAsync(faceless.Count, (index, _) => Release(faceless[index]), cancellationToken);
        List<StagedSlice> heads = slices.Of(mayHaveHead: true);
        heads.ForEach(results.TakeBack);
        work = [.. mayShowFace, .. heads.Where(slice => !slice.IsRefused).Select(slice => slice.File)];
        if (work.Count > 0)
        {
            faces = await FacesAsync([.. mayShowFace, .. heads.Select(slice => slice.File)], cancellationToken);
            await RunThroughAsync(work.Count, DoAsync, cancellationToken);
        }

        await new PhotographRun(options.Threads, output, results).RunAsync(photographs, cancellationToken);
    }

    private async Task RunThroughAsync(int count, Func<int, CancellationToken, Task> doAsync, CancellationToken cancellationToken)
    {
        int next = -1;
        var workers = new Task[Math.Clamp(count, 1, options.Threads)];
        for (int i = 0; i < workers.Length; i++)
        {
            workers[i] = Task.Run(WorkAsync, CancellationToken.None);
        }

        await Task.WhenAll(workers);

        async Task WorkAsync()
        {
            while (Interlocked.Increment(ref next) is var index && index < count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await doAsync(index, cancellationToken);
            }
        }
    }

    private Task Release(StagedSlice slice)
    {
        if (slice.Partial is not null)
        {
            results.Release(slice);
        }

        return Task.CompletedTask;
    }

    private async Task DoAsync(int index, CancellationToken cancellationToken)
    {
        InputFile file = work[index];
        if (file.IsFolderLink)
        {
            results.Refuse(file, DeidentifyReasons.FolderLink);
        }
        else if (Open(file) is { } input)
        {
            await using (input)
            {
                await DeidentifyAsync(file, input, output.PartialOf(index), cancellationToken);
            }
        }
        else
        {
            results.Refuse(file, DeidentifyReasons.Unreadable);
        }
    }

    private async Task DeidentifyAsync(InputFile file, FileInput input, string partial, CancellationToken cancellationToken)
    {
        bool kept = false;
        try
        {
            var target = new FileOutput(File.OpenHandle(partial, FileMode.CreateNew, FileAccess.Write, Unlocked));
            DeidentificationOutcome outcome;
            await using (target)
            {
                outcome = await deidentifier.DeidentifyAsync(input, target, options.Facility, options.Profile, options.Key, faces: faces, cancellationToken: cancellationToken);
            }

            kept = Account(file, partial, target.Length, outcome);
        }
        catch (OcrException)
        {
            results.Refuse(file, DeidentifyReasons.NotRead);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            results.Refuse(file, input.HasFailed ? DeidentifyReasons.Unreadable : DeidentifyReasons.Unwritable);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A file that shows us a mistake of ours is held back and told of; it does not stop the others.
            results.Refuse(file, DeidentifyReasons.Unforeseen);
        }
        finally
        {
            if (!kept)
            {
                File.Delete(partial);
            }
        }
    }

    /// <summary>What becomes of a file; false where nothing stays of what was written for it.</summary>
    private bool Account(InputFile file, string partial, long length, DeidentificationOutcome outcome)
    {
        switch (outcome)
        {
            case Quarantined { Reason: DeidentificationReason.FaceNotRemoved, Slice: { } seen }:
                slices.Add(seen, new StagedSlice(file));
                return false;
            case Quarantined { Reason: DeidentificationReason.FaceNotRemoved } when faces is null:
                mayShowFace.Enqueue(file);
                return false;
            case Quarantined { Reason: DicomReason.NotDicom } when PhotographRun.IsPhotograph(file):
                photographs.Enqueue(file);
                return false;
            case Quarantined quarantined:
                results.Refuse(file, quarantined.Reason, quarantined);
                if (quarantined.Slice is { } refused)
                {
                    slices.Add(refused, new StagedSlice(file, IsRefused: true));
                }

                return false;
            case Deidentified { Slice: { } seen } slice:
                slices.Add(seen, results.Stage(file, partial, length, slice));
                return true;
            default:
                results.Publish(file, partial, length, (Deidentified)outcome);
                return true;
        }
    }

    /// <summary>A file that fails now is told of when its turn comes again.</summary>
    private async Task<StudyFaces> FacesAsync(IEnumerable<InputFile> wanted, CancellationToken cancellationToken)
    {
        try
        {
            return await StudyFaces.FindAsync(wanted.Select(file => (Func<CancellationToken, ValueTask<Stream>>)(_ => new(Open(file) ?? Stream.Null))), options.Profile, options.Key, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return StudyFaces.None;
        }
    }

    /// <summary>Null where it cannot be read. A file without content is not opened: it may be a pipe, which would block.</summary>
    private static FileInput? Open(InputFile file)
    {
        try
        {
            if (file.Length == 0)
            {
                return new FileInput(null);
            }

            SafeFileHandle handle = File.OpenHandle(file.Path, FileMode.Open, FileAccess.Read, Unlocked);
            return new FileInput(handle);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
