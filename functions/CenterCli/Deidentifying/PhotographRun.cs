using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Pipeline.Deidentification;
using Pipeline.Imaging;
using Pipeline.Imaging.Faces;
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
            ProcedureFrames frames = ProcedureFrames.Find([.. findings.Select(finding => finding.Scene)]);
            await ForEachAsync(procedure.Length, i => Finish(procedure[i], findings[i], i, frames), cancellationToken);
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
            JudgedPhotograph judged = JudgedPhotograph.Of(Read(file));
            return new PhotographFinding(judged.Scene, judged.IsFieldOfViewAlone, SHA256.HashData(judged.Stripped.Bytes));
        }
        catch (ImageFormatException e)
        {
            return PhotographFinding.Refused(e.Reason, e.Message);
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

    private void Finish(InputFile file, PhotographFinding finding, int index, ProcedureFrames frames)
    {
        if (finding.Refusal is { } refusal)
        {
            results.Refuse(file, refusal, finding.Explanation is { } explanation ? new Quarantined(refusal, explanation, null, -1) : null);
        }
        else if (frames.Review is { } doubt)
        {
            Hold(file, $"the pictures of its folder, in the order of their names, are not plainly one procedure: {doubt}");
        }
        else if (index < frames.First || index >= frames.First + frames.Count)
        {
            results.Refuse(file, PhotographReasons.BeforeOrAfterProcedure);
        }
        else if (!finding.IsFieldOfViewAlone)
        {
            Hold(file, "something that may be text stands beside or over the endoscope's field of view");
        }
        else
        {
            Write(file, finding, output.PartialOf(index));
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

    private static byte[] Read(InputFile file)
    {
        using SafeFileHandle handle = File.OpenHandle(file.Path);
        long length = RandomAccess.GetLength(handle);
        if (length > PhotographStripping.LargestFile)
        {
            throw new ImageFormatException(PixelReasons.TooLarge, $"a picture file of {length} bytes");
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
