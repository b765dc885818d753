using System.CommandLine;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary><c>center review show</c>.</summary>
internal static class ReviewShowCommand
{
    public static Command Create(CommandContext context, SharedOptions shared)
    {
        Argument<Guid> id = ReviewCommand.Item(context);
        var output = new Option<string?>("--out")
        {
            HelpName = "FILE.png",
            Description = context.Choose("画像を書くファイル (既定 review-{ID の先頭}.png)。本人だけが読める", "File for the picture (default review-{start of the ID}.png); readable by you alone"),
        };
        var json = JsonOption.Create(context);
        var command = new Command("show", context.Choose(
            "項目の画像を、マスクせずにファイルへ書き、事実を表示する。見たことは監査記録に残る。",
            "Writes an item's frame, unmasked, to a file and prints the facts. That you saw it is audited."))
        {
            id, output, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            CenterApi api = shared.Open(ReviewCommand.Reviewer(parsed, shared));
            ReviewEntry item = await api.GetReviewItemAsync(parsed.GetValue(id), cancellationToken);
            string? file = null;
            if (item.HasFrame)
            {
                file = parsed.GetValue(output) ?? $"review-{item.Id.ToString("N")[^8..]}.png";
                Write(file, await api.GetReviewFrameAsync(item.Id, cancellationToken));
            }

            if (parsed.GetValue(json))
            {
                JsonOption.Write(context, item, CenterJson.Printed.ReviewEntry);
                return ExitCodes.Done;
            }

            Tell(item, file, context);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Write(string file, byte[] picture)
    {
        try
        {
            PrivateFile.Write(file, picture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CenterException(ExitCodes.Usage, new($"{file} に書けません。--out で別の場所を指定してください。", $"{file} cannot be written. Choose another place with --out."), e);
        }
    }

    private static void Tell(ReviewEntry item, string? file, CommandContext context)
    {
        DeviceSignature signature = item.Signature;
        (string Name, string Value)[] facts =
        [
            ("ID", item.Id.ToString()),
            (context.Choose("状態", "State"), ReviewTexts.State(item.State, context)),
            (context.Choose("理由", "Reason"), item.Reason.Text.In(context.Language)),
            (context.Choose("施設", "Facility"), item.Facility.Value),
            (context.Choose("検査 (センターの ID)", "Study (the center's ID)"), item.Study.ToString()),
            (context.Choose("製造元", "Manufacturer"), signature.Manufacturer),
            (context.Choose("機種", "Model"), signature.Model),
            (context.Choose("ソフトウェア版", "Software versions"), signature.SoftwareVersions),
            (signature.IsPhotograph ? context.Choose("写真の形式", "Picture file") : "SOP Class UID", signature.SopClassUid),
            (context.Choose("派生・取り込みの形跡", "Signs of derivation or capture"), signature.IsOriginal ? context.Choose("なし", "none") : context.Choose("あり", "yes")),
            (context.Choose("大きさ (列×行)", "Size (columns×rows)"), ReviewTexts.Size(signature)),
            (context.Choose("色の表し方", "Photometric interpretation"), signature.PhotometricInterpretation),
            (context.Choose("宣言された領域", "Declared regions"), signature.Regions.Length == 0 ? context.Choose("なし", "none") : signature.Regions),
            (context.Choose("長方形の案", "Proposed rectangles"), ReviewTexts.Rectangles(item.Proposed)),
            (context.Choose("画像", "Picture"), file ?? context.Choose("もう保存していません", "no longer kept")),
            .. item.Decisions.Select(decision => (context.Choose("決定", "Decision"),
                $"{ReviewTexts.Time(decision.At)} {decision.By}: {ReviewTexts.Treatment(decision.Verdict, decision.TrustsRegions, decision.Hidden, context)} {decision.Rule} {decision.Why}")),
        ];
        foreach ((string name, string value) in facts)
        {
            context.Say($"{name}: {value}");
        }
    }
}
