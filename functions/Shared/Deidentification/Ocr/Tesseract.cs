using System.Diagnostics;
using System.Text;
using Pipeline.Imaging;
using Pipeline.Imaging.Png;

namespace Pipeline.Deidentification;

/// <summary>
/// The program <c>tesseract</c> with its Japanese and English models, one run a picture (some 0.3 s): the picture goes in by
/// standard input, the text comes out by standard output, no shell and no file between.
/// </summary>
/// <param name="program">Path of the program.</param>
public sealed class Tesseract(string program) : IImageText
{
    private const int LongestText = 1 << 20;
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(60);

    /// <summary>The program on this machine's PATH; null where there is none.</summary>
    public static Tesseract? OnPath(string? path)
        => (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, "tesseract")).FirstOrDefault(File.Exists) is { } found
            ? new Tesseract(found)
            : null;

    /// <inheritdoc/>
    public async Task<string> ReadAsync(DisplayImage image, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestRun);
        using Process process = Process.Start(StartOf(program)) ?? throw new OcrException("tesseract did not start");
        try
        {
            Task<string> text = ReadAsync(process.StandardOutput, limit.Token);
            Task<string> errors = ReadAsync(process.StandardError, limit.Token);
            await WriteAsync(process.StandardInput.BaseStream, PngEncoder.Encode(image), limit.Token);
            string read = await text;
            await errors;
            await process.WaitForExitAsync(limit.Token);
            // What it says of its failure may repeat what it read.
            return process.ExitCode == 0 ? read : throw new OcrException($"tesseract ended with code {process.ExitCode}");
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OcrException($"tesseract took longer than {LongestRun.TotalSeconds} s", e);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static ProcessStartInfo StartOf(string program)
    {
        var start = new ProcessStartInfo(program, ["stdin", "stdout", "-l", "jpn+eng", "--psm", "11"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        return start;
    }

    private static async Task WriteAsync(Stream target, byte[] picture, CancellationToken cancellationToken)
    {
        try
        {
            await using (target) await target.WriteAsync(picture, cancellationToken);
        }
        catch (IOException)
        {
            // It ended before it had read all: its exit code tells.
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        char[] buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (text.Length < LongestText) text.Append(buffer, 0, read);
        }

        return text.ToString();
    }
}
