using Pipeline.CenterCli;
using Spectre.Console;

namespace Pipeline.LocalCenter.Runs;

/// <summary>Live progress: one line that changes on a terminal; where output is redirected, a line per change at most every few seconds.</summary>
internal sealed class ProgressLine(IAnsiConsole console, bool japanese)
{
    private const int SecondsBetweenLines = 3;
    private readonly Lock gate = new();
    private readonly bool live = console.Profile.Capabilities.Ansi && !Console.IsOutputRedirected;
    private long lastTicks;
    private string last = "";

    /// <summary>A sentence that stays.</summary>
    public void Say(string ja, string en)
    {
        End();
        console.WriteLine(japanese ? ja : en);
    }

    /// <summary>What is being done now.</summary>
    public void Step(string text) => Write(text, always: true);

    /// <summary>How far the center is.</summary>
    public void Show(Progress progress) => Write(
        japanese
            ? $"受信 {progress.Taken}/{progress.Uploaded} · 処理待ち {progress.Pending} · 研究用 {progress.Anonymised} · 認定事業者へ {progress.Delivered} · 隔離 {progress.Quarantined}"
            : $"taken {progress.Taken}/{progress.Uploaded} · pending {progress.Pending} · anonymised {progress.Anonymised} · delivered {progress.Delivered} · quarantined {progress.Quarantined}",
        always: progress.IsSettled);

    /// <summary>How far sending is.</summary>
    public void Show(SendProgress progress) => Write(
        progress.IsReading
            ? (japanese ? $"読み取り {progress.FilesRead} ファイル" : $"reading {progress.FilesRead} files")
            : (japanese ? $"送信 {progress.FilesDone}/{progress.Files} ファイル · {progress.BytesDone >> 20}/{progress.Bytes >> 20} MiB" : $"sending {progress.FilesDone}/{progress.Files} files · {progress.BytesDone >> 20}/{progress.Bytes >> 20} MiB"),
        always: false);

    /// <summary>Leaves the live line as it is and begins a new one.</summary>
    public void End()
    {
        lock (gate)
        {
            if (live && last.Length > 0)
            {
                console.WriteLine();
                last = "";
            }
        }
    }

    private void Write(string text, bool always)
    {
        lock (gate)
        {
            if (text == last)
            {
                return;
            }

            long now = Environment.TickCount64;
            if (live)
            {
                console.Profile.Out.Writer.Write($"\r\u001b[2K{text}");
                last = text;
            }
            else if (always || now - lastTicks >= SecondsBetweenLines * 1000)
            {
                console.WriteLine(text);
                (last, lastTicks) = (text, now);
            }
        }
    }
}
