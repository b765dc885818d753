using System.CommandLine;
using Pipeline.Deidentification;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary><c>center deidentify</c>.</summary>
internal static class DeidentifyCommand
{
    public const string Name = "deidentify";

    private const int MostThreads = 256;

    public static Command Create(CommandContext context)
    {
        var inputs = new Argument<string[]>("inputs")
        {
            HelpName = "INPUT...",
            Arity = ArgumentArity.OneOrMore,
            Description = context.Choose("DICOM か内視鏡写真のファイル、またはそのフォルダ (下のフォルダも。フォルダへのリンクはたどらない)", "Files of DICOM or endoscopy pictures, or folders of them with the folders below (links to folders are not followed)"),
        };
        var output = new Option<string>("--out")
        {
            HelpName = "DIR",
            Required = true,
            Description = context.Choose(
                "結果のフォルダ (空のもの)。INPUT からの相対パスはそのまま残るので、パスに氏名などを含めない",
                "Folder of the results, an empty one. Relative paths stay as they are: let no path name a patient"),
        };
        var profile = new Option<string?>("--profile") { HelpName = "FILE", Description = context.Choose("プロファイル (JSON)。既定は組み込みの研究用", "Profile (JSON); default: the built-in one for research") };
        var keyFile = new Option<string?>("--key-file")
        {
            HelpName = "FILE",
            Description = context.Choose(
                "仮名の鍵: 32 バイトの 16 進か Base64 (所有者だけが読める)。なければ一度限りの乱数で、どこにも残らず、二度の実行で仮名は一致しない",
                "Key of the pseudonyms: 32 bytes in hex or Base64, its owner's only. Without it a one-time random key, kept nowhere: the pseudonyms of two runs then differ"),
        };
        var facility = IdOption.Facility(context);
        facility.Description = context.Choose("施設の ID。鍵から施設ごとの鍵を作る (なければ鍵をそのまま使う)", "The facility's ID: its own key is derived from the key (without it the key serves as it is)");
        var report = new Option<string?>("--report") { HelpName = "FILE", Description = context.Choose("ファイルごとの結果と処置を JSON Lines で書く (入力のパスを含む)", "Writes outcome and actions of each file as JSON lines (with the paths of inputs)") };
        Option<int> threads = Threads(context);
        var overwrite = new Option<bool>("--overwrite") { Description = context.Choose("空でない DIR に書き、同じ名前の結果と報告を置き換える", "Writes to a DIR that is not empty, replacing results and report of the same name") };
        var trustRegions = new Option<bool>("--trust-regions") { Description = context.Choose("宣言された超音波領域を、装置の承認なしに信用する (ありえない領域は信用しない)", "Believes declared ultrasound regions of any device, approved or not (never impossible ones)") };
        var deviceRules = new Option<string?>("--device-rules") { HelpName = "FILE", Description = context.Choose("装置の規則 (center review rules --json の出力)。既定は組み込みの規則", "Device rules (output of center review rules --json); default: the built-in ones") };
        var ocr = new Option<bool>("--ocr") { Description = context.Choose("マスクした画像を tesseract で読み直し、患者がわかるものを保留する (1 枚に約 0.3 秒)", "Reads masked frames with tesseract, and holds those that name the patient (some 0.3 s a frame)") };
        var command = new Command(Name, context.Choose(
            "DICOM ファイルを匿名化する (PS3.15)。センターには接続しない。判断できないファイルは書き出さず、理由を示して保留する。内視鏡の写真 (JPEG、PNG、TIFF) はフォルダごとに名前順で一つの検査とみなし、"
                + "体内だけが写る JPEG を Exif などを除いて書き出し、検査前後の写真は除き、それ以外は保留する。",
            "De-identifies DICOM files (PS3.15), without the center. What cannot be judged is not written, but quarantined with a reason. Pictures of an endoscopy (JPEG, PNG, TIFF) "
                + "count as one procedure a folder, in the order of their names: JPEG files that show mucosa and nothing else are written without Exif and the like, those before and after the procedure are dropped, all others held."))
        {
            inputs, output, profile, keyFile, facility, report, threads, overwrite, trustRegions, deviceRules, ocr,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string? profileFile = parsed.GetValue(profile);
            Task<DeidentificationProfile> reading = Task.Run(() => DeidentifyFiles.ReadProfile(profileFile), cancellationToken);
            using PseudonymKey key = DeidentifyFiles.ReadKey(parsed.GetValue(keyFile), parsed.GetValue(facility));
            var options = new DeidentifyOptions
            {
                Inputs = parsed.GetRequiredValue(inputs),
                Output = parsed.GetRequiredValue(output),
                Profile = await reading,
                Key = key,
                Facility = parsed.GetValue(facility) ?? new FacilityId("local"),
                Rules = DeidentifyFiles.ReadRules(parsed.GetValue(deviceRules)),
                TrustRegions = parsed.GetValue(trustRegions),
                Ocr = parsed.GetValue(ocr) ? Reader(context) : null,
                Report = parsed.GetValue(report),
                Threads = parsed.GetValue(threads),
                Overwrite = parsed.GetValue(overwrite),
            };
            DeidentifySummary summary = await ProgressView.ShowAsync<DeidentifyCounts, DeidentifySummary>(
                context, progress => FolderDeidentifier.RunAsync(options, progress, cancellationToken), counts => Shown.Of(counts, context));
            Tell(summary, options, context);
            return summary.IsComplete ? ExitCodes.Done : ExitCodes.Refusals;
        });
        return command;
    }

    private static Tesseract Reader(CommandContext context) => Tesseract.OnPath(context.Environment("PATH"))
        ?? throw new CenterException(ExitCodes.Usage, new("--ocr には tesseract (jpn, eng) が必要です。", "--ocr needs tesseract (jpn, eng) on PATH."));

    private static Option<int> Threads(CommandContext context)
    {
        var threads = new Option<int>("--threads")
        {
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
            Description = context.Choose("同時に処理するファイルの数 (既定はコアの数)", "Files at a time (default: the number of cores)"),
        };
        threads.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out int value) || value is < 1 or > MostThreads))
            {
                result.AddError(context.Choose($"--threads は 1 から {MostThreads} です。", $"--threads is 1 to {MostThreads}."));
            }
        });
        return threads;
    }

    private static void Tell(DeidentifySummary summary, DeidentifyOptions options, CommandContext context)
    {
        string bytes = ByteSize.Of(summary.Bytes);
        context.Say($"書き出したファイル: {summary.Written} ({bytes})", $"Files written: {summary.Written} ({bytes})");
        foreach ((string reason, int count) in summary.NotWritten.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            string why = DeidentifyReasons.Say(reason).In(context.Language);
            context.Say(DeidentifyReasons.IsFailure(reason)
                ? context.Choose($"処理できなかったファイル: {count} — {why} ({reason})", $"Files that failed: {count} — {why} ({reason})")
                : context.Choose($"保留したファイル: {count} — {why} ({reason})", $"Files quarantined: {count} — {why} ({reason})"));
        }

        if (summary.NotWritten.Count > 0 && options.Report is null)
        {
            context.Say("どのファイルかは --report FILE で分かります。", "Which files these are, --report FILE tells.");
        }

        if (options.Key.IsOneTime)
        {
            context.Say("一度限りの鍵を使い、捨てました。次の実行の仮名とは一致しません。", "A one-time key was used and is gone: the pseudonyms of another run will not match.");
        }
    }
}
