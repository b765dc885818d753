namespace Pipeline.CenterCli;

/// <summary>What a progress line tells.</summary>
/// <param name="Text">What is going on.</param>
/// <param name="Bytes">In all; 0 while not known.</param>
/// <param name="BytesDone">So far.</param>
internal sealed record Shown(string Text, long Bytes, long BytesDone)
{
    public static Shown Of(SendProgress now, CommandContext context) => now.IsReading
        ? new Shown(context.Choose($"読んでいます: ファイル {now.FilesRead}", $"Reading: {now.FilesRead} files"), 0, 0)
        : new Shown(
            context.Choose(
                $"送っています: 検査 {now.StudiesDone}/{now.Studies}、ファイル {now.FilesDone}/{now.Files}",
                $"Sending: {now.StudiesDone}/{now.Studies} studies, {now.FilesDone}/{now.Files} files"),
            now.Bytes,
            now.BytesDone);

    public static Shown Of(DeidentifyCounts now, CommandContext context) => new(
        context.Choose($"匿名化しています: ファイル {now.FilesSeen}/{now.Files}", $"De-identifying: {now.FilesSeen}/{now.Files} files"), now.Bytes, now.BytesRead);

    public static Shown Of(ExportProgress now, CommandContext context) => new(
        context.Choose($"書き出しています: ファイル {now.FilesDone}/{now.Files}", $"Exporting: {now.FilesDone}/{now.Files} files"), now.Bytes, now.BytesDone);

    public static Shown Of(PullProgress now, CommandContext context) => new(
        context.Choose($"受け取っています: パッケージ {now.PackagesDone}/{now.Packages}", $"Pulling: {now.PackagesDone}/{now.Packages} packages"), now.Bytes, now.BytesDone);
}
