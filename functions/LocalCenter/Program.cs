using System.CommandLine;
using Pipeline.LocalCenter;
using Pipeline.LocalCenter.Host;
using Pipeline.LocalCenter.Runs;
using Spectre.Console;

Option<string?> input = new("--input") { Description = "実際の DICOM を使う / Real DICOM files instead of generated ones, grouped by study", HelpName = "DIR" };
Option<string?> consents = new("--consents") { Description = "--input の同意表 / Consent table for --input; without it every patient in the files is notified and consents", HelpName = "FILE" };
Option<bool> once = new("--once") { Description = "落ち着いたら終わる / Exit when everything has settled: 0 only if nothing was lost and no invariant is broken" };
Option<string> data = new("--data") { Description = "状態を置くフォルダ / Where state is kept; starting again on it continues", HelpName = "DIR", DefaultValueFactory = _ => ".local" };
Option<int> port = new("--port") { Description = "ポータルのポート / The portal's port; 0: any free one", HelpName = "N", DefaultValueFactory = _ => 7071 };
Option<string?> summary = new("--summary") { Description = "結果を JSON で書く / Write the outcome as JSON", HelpName = "FILE" };
Option<bool> ocr = new("--ocr") { Description = "マスクした画像を tesseract で読み直す / Read masked frames with tesseract, and hold those that still name the patient" };
Option<string?> language = new("--lang") { Description = "ja | en", HelpName = "LANG" };
language.AcceptOnlyFromAmong("ja", "en");
RootCommand command = new("一台の機械で動くセンター / The whole center on one machine: Azurite, SQLite and all four function apps, playing patients A to D of three fictitious hospitals.")
{
    input, consents, once, data, port, summary, ocr, language,
};
command.Validators.Add(result =>
{
    if (result.GetValue(input) is { } folder && !Directory.Exists(folder))
    {
        result.AddError($"{folder}: フォルダがありません / there is no such folder");
    }

    if (result.GetValue(consents) is { } file && (result.GetValue(input) is null || !File.Exists(file)))
    {
        result.AddError($"{file}: --input と、あるファイルが必要です / needs --input, and a file that exists");
    }

    if (result.GetValue(ocr) && !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "tesseract"))))
    {
        result.AddError("--ocr: tesseract がありません / needs tesseract on PATH");
    }

    if (result.GetValue(port) is < 0 or > 65_535)
    {
        result.AddError("--port: 0–65535");
    }
});
command.SetAction(async (result, cancellationToken) =>
{
    bool japanese = (result.GetValue(language) ?? Environment.GetEnvironmentVariable("LANG") ?? "").StartsWith("ja", StringComparison.OrdinalIgnoreCase);
    LocalCenterOptions options = new(
        result.GetValue(data)!, result.GetValue(input), result.GetValue(consents), result.GetValue(once), result.GetValue(port), result.GetValue(summary), result.GetValue(ocr), japanese);
    try
    {
#pragma warning disable RS0030 // the composition root
        return await new CenterRun(options, Terminal(), TimeProvider.System).RunAsync(cancellationToken);
#pragma warning restore RS0030
    }
    catch (CenterFailureException e)
    {
        await Console.Error.WriteLineAsync(e.Say(japanese));
        return e.ExitCode;
    }
    catch (AzuriteException e)
    {
        await Console.Error.WriteLineAsync(e.Message);
        return 2;
    }
    catch (OperationCanceledException)
    {
        return 130;
    }
});

// Asked to end, the apps finish what they have in hand and Azurite writes its tables, which takes longer than the usual two seconds.
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });

// Redirected output gets plain text, wide enough for the table.
static IAnsiConsole Terminal()
{
    if (!Console.IsOutputRedirected)
    {
        return AnsiConsole.Console;
    }

    IAnsiConsole plain = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
    plain.Profile.Width = 160;
    return plain;
}
