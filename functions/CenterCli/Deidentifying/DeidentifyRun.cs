using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;
using Pipeline.Deidentification;
using Pipeline.Dicom;

namespace Pipeline.CenterCli;

/// <summary>
/// De-identifies the files of a run, several at a time, each by one thread from beginning to end. Those that may show a face wait
/// for the end: then their series are looked at, and they are tried once more. Picture files come last, folder by folder.
/// </summary>
internal sealed class DeidentifyRun(DeidentifyOptions options, IReadOnlyList<InputFile> files, OutputFolder output, DeidentifyReport? report, DeidentifyCounts counts)
{
    /// <summary>Locks would cost two system calls a file, and the output folder is this run's alone.</summary>
    private const FileShare Unlocked = FileShare.ReadWrite | FileShare.Delete;

    private readonly Deidentifier deidentifier = new(options.Rules) { TrustRegions = options.TrustRegions, Ocr = options.Ocr };
    private readonly FileResults results = new(output, report, counts);
    private readonly ConcurrentQueue<InputFile> mayShowFace = [];
    private readonly ConcurrentQueue<InputFile> photographs = [];
    private IReadOnlyList<InputFile> work = files;
    private StudyFaces? faces;
    private int next = -1;

    /// <exception cref="OperationCanceledException">The run was cut; what has its name by then is whole.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await RunThroughAsync(cancellationToken);
        if (!mayShowFace.IsEmpty)
        {
            (work, next) = ([.. mayShowFace], -1);
            faces = await FacesAsync(cancellationToken);
            await RunThroughAsync(cancellationToken);
        }

        await new PhotographRun(options.Threads, output, results).RunAsync(photographs, cancellationToken);
    }

    private async Task RunThroughAsync(CancellationToken cancellationToken)
    {
        var workers = new Task[Math.Clamp(work.Count, 1, options.Threads)];
        for (int i = 0; i < workers.Length; i++)
        {
            string partial = output.PartialOf(i);
            workers[i] = Task.Run(() => WorkAsync(partial, cancellationToken), CancellationToken.None);
        }

        await Task.WhenAll(workers);
    }

    private async Task WorkAsync(string partial, CancellationToken cancellationToken)
    {
        while (Interlocked.Increment(ref next) is var index && index < work.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await DoAsync(work[index], partial, cancellationToken);
        }
    }

    private async Task DoAsync(InputFile file, string partial, CancellationToken cancellationToken)
    {
        if (file.IsFolderLink)
        {
            results.Refuse(file, DeidentifyReasons.FolderLink);
        }
        else if (Open(file) is { } input)
        {
            await using (input)
            {
                await DeidentifyAsync(file, input, partial, cancellationToken);
            }
        }
        else
        {
            results.Refuse(file, DeidentifyReasons.Unreadable);
        }
    }

    private async Task DeidentifyAsync(InputFile file, FileInput input, string partial, CancellationToken cancellationToken)
    {
        bool published = false;
        try
        {
            var target = new FileOutput(File.OpenHandle(partial, FileMode.CreateNew, FileAccess.Write, Unlocked));
            DeidentificationOutcome outcome;
            await using (target)
            {
                outcome = await deidentifier.DeidentifyAsync(input, target, options.Facility, options.Profile, options.Key, faces: faces, cancellationToken: cancellationToken);
            }

            if (faces is null && outcome is Quarantined { Reason: DeidentificationReason.FaceNotRemoved })
            {
                mayShowFace.Enqueue(file);
                return;
            }

            if (outcome is Quarantined { Reason: DicomReason.NotDicom } && PhotographRun.IsPhotograph(file))
            {
                photographs.Enqueue(file);
                return;
            }

            if (outcome is Quarantined quarantined)
            {
                results.Refuse(file, quarantined.Reason, quarantined);
                return;
            }

            results.Publish(file, partial, target.Length, (Deidentified)outcome);
            published = true;
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
            if (!published)
            {
                File.Delete(partial);
            }
        }
    }

    /// <summary>A file that fails now is told of when its turn comes again.</summary>
    private async Task<StudyFaces> FacesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await StudyFaces.FindAsync(work.Select(file => (Func<CancellationToken, ValueTask<Stream>>)(_ => new(Open(file) ?? Stream.Null))), options.Profile, options.Key, cancellationToken);
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
