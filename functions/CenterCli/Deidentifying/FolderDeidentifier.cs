namespace Pipeline.CenterCli;

/// <summary>The work of <c>center deidentify</c>: find the files, de-identify each, account for all.</summary>
internal static class FolderDeidentifier
{
    /// <exception cref="CenterException">The inputs, the output folder or the report cannot be used, or the run was cut.</exception>
    public static async Task<DeidentifySummary> RunAsync(DeidentifyOptions options, IProgress<DeidentifyCounts> progress, CancellationToken cancellationToken)
    {
        List<InputFile> files = InputFiles.Find(options.Inputs, options.Output);
        RequireOwnReport(files, options);
        var counts = new DeidentifyCounts(files.Count, files.Sum(file => file.Length));
        progress.Report(counts);
        using DeidentifyReport? report = options.Report is { } path ? DeidentifyReport.Create(path, options.Overwrite) : null;
        using OutputFolder output = OutputFolder.Open(options.Output, options.Overwrite);
        try
        {
            await new DeidentifyRun(options, files, output, report, counts).RunAsync(cancellationToken);
        }
        catch (OperationCanceledException e)
        {
            throw new CenterException(ExitCodes.Cut, new(
                $"中断しました。書き出した {counts.FilesDone} 件は完全です。やり直すには --overwrite を付けるか、別の --out を指定してください。",
                $"Cut after {counts.FilesDone} files; what was written is whole. Run again with --overwrite, or with another --out."), e);
        }

        return counts.Summary();
    }

    private static void RequireOwnReport(List<InputFile> files, DeidentifyOptions options)
    {
        if (options.Report is null)
        {
            return;
        }

        string report = RealPath.Of(options.Report);
        string output = RealPath.Of(options.Output);
        if (files.Exists(file => RealPath.Of(file.Path) == report || Path.Combine(output, file.RelativePath) == report))
        {
            throw new CenterException(ExitCodes.Usage, new("--report のファイルは INPUT か、その結果の置き場所です。別の名前にしてください。", "The file of --report is an INPUT, or where its result would go. Give another name."));
        }
    }
}
