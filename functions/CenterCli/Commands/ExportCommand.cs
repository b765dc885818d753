using System.CommandLine;
using Azure.Storage.Blobs;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary><c>center export</c>.</summary>
internal static class ExportCommand
{
    public static Command Create(CommandContext context, SharedOptions shared)
    {
        Option<FacilityId?> facility = IdOption.Facility(context);
        var output = new Option<string?>("--out") { HelpName = "DIR", Description = context.Choose("書き出すフォルダ (続きから書き足す)", "Folder to write to; goes on where it stopped") };
        Option<string?> data = DataOption.Create(context);
        var from = new Option<Uri?>("--from")
        {
            HelpName = "URL",
            Description = context.Choose("施設の named コンテナ (https://stnamed….blob.core.windows.net/named-ID)。読む権限を一時的にもらっておく", "The facility's named container (https://stnamed….blob.core.windows.net/named-ID), with a role to read it for the time"),
            CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out Uri? address) ? address : null,
        };
        var command = new Command("export", context.Choose(
            "施設のすべて (画像・台帳・提供記録・監査) を、誰でも読める形式で書き出す。中断しても続きから。",
            "Writes everything of a facility (objects, ledger, provisions, audit) in open formats. Goes on after a cut."))
        {
            facility, output, data, from, CreateProvisions(context, shared), CreateExpenses(context, shared),
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            FacilityId id = parsed.GetValue(facility) ?? throw new CenterException(ExitCodes.Usage, new("--facility ID が必要です。", "--facility ID is needed."));
            string folder = parsed.GetValue(output) ?? throw new CenterException(ExitCodes.Usage, new("--out DIR が必要です。", "--out DIR is needed."));
            Identity identity = shared.Find(parsed, OperatorIdentity.Local, IdentityKind.Operator);
            await using LocalCenterData? local = parsed.GetValue(data) is { } path ? await LocalCenterData.OpenAsync(path, context.Clock, cancellationToken) : null;
            BlobContainer named = local is not null ? local.Accounts[Containers.Named(id)] : Open(parsed.GetValue(from), identity, context);
            var exporter = new FacilityExporter(shared.Open(identity), named, Retries.Usual(context.Clock));
            ExportSummary summary = await ProgressView.ShowAsync<ExportProgress, ExportSummary>(
                context, progress => exporter.ExportAsync(id, folder, progress, cancellationToken), now => Shown.Of(now, context));
            context.Say($"書き出した画像: {summary.Objects} ({ByteSize.Of(summary.Bytes)})", $"Objects written: {summary.Objects} ({ByteSize.Of(summary.Bytes)})");
            foreach (string uid in summary.Refused)
            {
                context.Say($"保存されていないか、登録されたものと違う画像: {uid}", $"Not stored, or not the object that was registered: {uid}");
            }

            return summary.Refused.Count == 0 ? ExitCodes.Done : ExitCodes.Refusals;
        });
        return command;
    }

    private static BlobContainer Open(Uri? address, Identity identity, CommandContext context)
    {
        if (address is null || !Identity.IsSafe(address))
        {
            throw new CenterException(ExitCodes.Usage, new("--from URL (https://) か --data DIR が必要です。", "--from URL (https://) or --data DIR is needed."));
        }

        return address.Query.Length > 0
            ? BlobContainer.FromSas(address)
            : new BlobContainer(new BlobContainerClient(address, identity.CreateCredential(context.Http.Value, context.Clock), StorageAccounts.ClientOptions()));
    }

    private static Command CreateProvisions(CommandContext context, SharedOptions shared)
    {
        Option<FacilityId?> facility = IdOption.Facility(context);
        Option<ProcessorId?> processor = IdOption.Processor(context);
        Option<DateOnly?> from = DayOption.Create("--from", context.Choose("この日から", "From this day"), context);
        Option<DateOnly?> until = DayOption.Create("--until", context.Choose("この日まで", "Until this day"), context);
        Option<string> output = Output(context);
        var command = new Command("provisions", context.Choose("提供記録と受領を書き出す (3 年保存)。", "Writes provision records and receipts (kept 3 years by law)."))
        {
            facility, processor, from, until, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string file = parsed.GetRequiredValue(output);
            string query = string.Concat(
                parsed.GetValue(facility) is { } of ? $"&facility={of}" : "",
                parsed.GetValue(processor) is { } to ? $"&processor={to}" : "",
                parsed.GetValue(from) is { } first ? $"&from={first:yyyy-MM-dd}" : "",
                parsed.GetValue(until) is { } last ? $"&until={last:yyyy-MM-dd}" : "");
            return await DownloadAsync(parsed, shared, $"provisions?format={FormatOf(file)}{query}", file, context, cancellationToken);
        });
        return command;
    }

    private static Command CreateExpenses(CommandContext context, SharedOptions shared)
    {
        Option<FacilityId?> facility = IdOption.Facility(context);
        Option<DateOnly?> from = DayOption.Create("--from", context.Choose("この月から (2026-04)", "From this month (2026-04)"), context);
        Option<DateOnly?> until = DayOption.Create("--until", context.Choose("この月まで", "Until this month"), context);
        (from.Required, until.Required) = (true, true);
        Option<string> output = Output(context);
        var command = new Command("expenses", context.Choose("経費の根拠になる件数と保管量を、施設と月ごとに書き出す。", "Writes what was done and stored for each facility and month, to claim expenses for."))
        {
            facility, from, until, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string file = parsed.GetRequiredValue(output);
            string of = parsed.GetValue(facility) is { } id ? $"&facility={id}" : "";
            string query = $"expenses?format={FormatOf(file)}&from={parsed.GetValue(from):yyyy-MM-dd}&until={parsed.GetValue(until):yyyy-MM-dd}{of}";
            return await DownloadAsync(parsed, shared, query, file, context, cancellationToken);
        });
        return command;
    }

    /// <summary>Writes an answer to a file that only its owner can read; a cut download leaves none.</summary>
    internal static async Task<int> DownloadAsync(ParseResult parsed, SharedOptions shared, string path, string file, CommandContext context, CancellationToken cancellationToken)
    {
        CenterApi api = OperatorIdentity.Open(parsed, shared);
        string partial = file + ".part";
        await using (var target = new FileStream(partial, PullFolder.Private(FileMode.Create)))
        {
            await api.DownloadAsync(path, target, cancellationToken);
        }

        File.Move(partial, file, overwrite: true);
        context.Say($"書き出しました: {file}", $"Written: {file}");
        return ExitCodes.Done;
    }

    private static string FormatOf(string file) => Path.GetExtension(file) is ".json" or ".jsonl" ? "json" : "csv";

    private static Option<string> Output(CommandContext context) => new("--out")
    {
        HelpName = "FILE",
        Required = true,
        Description = context.Choose("書き出すファイル (.csv、または 1 行 1 件の .json)", "File to write (.csv, or .json with one object a line)"),
    };
}
