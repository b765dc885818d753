using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Pipeline.Deidentification;
using Pipeline.Imaging;
using Pipeline.Imaging.Photographs;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>
/// The picture files of a run. Those of one folder, in the order of their names, count as one procedure: all are looked at, then
/// those that are proven to show the inside of a body and nothing else are written without what stands beside the picture.
/// </summary>
internal sealed class PhotographRun(int threads, OutputFolder output, FileResults results)
{
    private const int Signature = 8;

    /// <summary>Whether a file begins like a picture; one that cannot be read does not.</summary>
    public static bool IsPhotograph(InputFile file)
    {
        try
        {
            using SafeFileHandle handle = File.OpenHandle(file.Path);
            Span<byte> start = stackalloc byte[Signature];
            return file.Length > 0 && PhotographStripping.FormatOf(start[..RandomAccess.Read(handle, start, 0)]) is not null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <exception cref="OperationCanceledException">The run was cut; what has its name by then is whole.</exception>
    public async Task RunAsync(IEnumerable<InputFile> pictures, CancellationToken cancellationToken)
    {
        foreach (IGrouping<string, InputFile> folder in pictures.GroupBy(file => Path.GetDirectoryName(Path.GetFullPath(file.Path)) ?? "", StringComparer.Ordinal))
        {
            InputFile[] procedure = [.. folder.OrderBy(file => Path.GetFileName(file.Path), NaturalOrder.Instance)];
            var findings = new PhotographFinding[procedure.Length];
            await ForEachAsync(procedure.Length, i => findings[i] = Judge(procedure[i]), cancellationToken);
            IReadOnlyList<PhotographVerdict> verdicts = PhotographProcedure.Judge(findings);
            await ForEachAsync(procedure.Length, i => Finish(procedure[i], findings[i], verdicts[i], output.PartialOf(i)), cancellationToken);
        }
    }

    private Task ForEachAsync(int count, Action<int> work, CancellationToken cancellationToken)
        => Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, (i, _) =>
        {
            work(i);
            return ValueTask.CompletedTask;
        });

    private static PhotographFinding Judge(InputFile file)
    {
        try
        {
            return Read(file) is { } bytes ? PhotographFinding.Of(bytes) : PhotographFinding.Refused(PhotographReasons.TooLarge);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return PhotographFinding.Refused(DeidentifyReasons.Unreadable);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A file that shows us a mistake of ours is held back and told of; it does not stop the others.
            return PhotographFinding.Refused(DeidentifyReasons.Unforeseen);
        }
    }

    private void Finish(InputFile file, PhotographFinding finding, PhotographVerdict verdict, string partial)
    {
        if (verdict.Reason is null)
        {
            Write(file, finding, partial);
        }
        else if (verdict.NeedsReviewer || verdict.Reason == PhotographReasons.ProcedureInDoubt)
        {
            Hold(file, verdict.Explanation!);
        }
        else
        {
            results.Refuse(file, verdict.Reason, verdict.Explanation is { } explanation ? new Quarantined(verdict.Reason, explanation, null, -1) : null);
        }
    }

    private void Hold(InputFile file, string why) => results.Refuse(file, ReviewReasons.Waiting, new Quarantined(ReviewReasons.Waiting, why, null, -1));

    private void Write(InputFile file, PhotographFinding finding, string partial)
    {
        byte[] stripped;
        try
        {
            stripped = PhotographStripping.Strip(Read(file)).Bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ImageFormatException)
        {
            results.Refuse(file, DeidentifyReasons.Unreadable);
            return;
        }

        if (!SHA256.HashData(stripped).AsSpan().SequenceEqual(finding.Hash))
        {
            Hold(file, "the file changed while it was looked at");
            return;
        }

        try
        {
            File.WriteAllBytes(partial, stripped);
            results.PublishPhotograph(file, partial, stripped.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(partial);
            results.Refuse(file, DeidentifyReasons.Unwritable);
        }
    }

    /// <summary>Null where it is too large.</summary>
    private static byte[]? Read(InputFile file)
    {
        using SafeFileHandle handle = File.OpenHandle(file.Path);
        long length = RandomAccess.GetLength(handle);
        if (length > PhotographStripping.LargestFile)
        {
            return null;
        }

        byte[] bytes = new byte[length];
        int filled = 0;
        while (filled < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(filled), filled) is var read and > 0)
        {
            filled += read;
        }

        return bytes[..filled];
    }
}
