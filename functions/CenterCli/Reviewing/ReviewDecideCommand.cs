using System.CommandLine;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary><c>center review decide</c>.</summary>
internal static class ReviewDecideCommand
{
    public static Command Create(CommandContext context, SharedOptions shared)
    {
        Argument<Guid> id = ReviewCommand.Item(context);
        Option<MaskRectangle[]> mask = RectangleOption.Create(context);
        var regions = new Option<bool>("--regions") { Description = context.Choose("宣言された領域を承認し、その外を隠す (--mask と併用できる)", "Approves the declared regions and hides what lies outside them (may go with --mask)") };
        var clean = new Option<bool>("--clean") { Description = context.Choose("文字は書き込まれていない (写真のファイルでは、顔も室内も写っていない)", "No text is burned in (and a picture file shows no face and no room)") };
        var reject = new Option<bool>("--reject") { Description = context.Choose("この検査のこの画像を研究に使わない", "Keeps these images of the study out of research") };
        var rule = new Option<bool>("--rule") { Description = context.Choose("この検査だけでなく、装置の規則にする (写真のファイルではできない)", "Makes it a rule for the device, not for this study alone (not of a picture file)") };
        var any = new Option<DeviceAttribute[]>("--any")
        {
            HelpName = "softwareversions|photometricinterpretation|regions",
            Description = context.Choose("規則で問わない属性。繰り返せる", "What the rule lets differ; may be repeated"),
            AllowMultipleArgumentsPerToken = true,
        };
        var reason = new Option<string>("--reason")
        {
            HelpName = "TEXT",
            Required = true,
            Description = context.Choose("決定の理由 (患者のことは書かない)", "Why (nothing about the patient)"),
        };
        var command = new Command("decide", context.Choose(
            "項目について決める。合う項目の検査は、その規則で作り直される。", "Decides an item. The studies of every item that it fits are made anew by it."))
        {
            id, mask, regions, clean, reject, rule, any, reason,
        };
        command.Validators.Add(result =>
        {
            bool masks = result.GetResult(mask) is not null || result.GetValue(regions);
            if ((masks ? 1 : 0) + (result.GetValue(clean) ? 1 : 0) + (result.GetValue(reject) ? 1 : 0) != 1)
            {
                result.AddError(context.Choose("--mask・--regions、--clean、--reject のどれか一つを指定してください。", "Give one of --mask and --regions, --clean, or --reject."));
            }

            if (result.GetValue(reject) && result.GetValue(rule))
            {
                result.AddError(context.Choose("--reject は規則にできません。", "--reject makes no rule."));
            }

            if (result.GetResult(any) is not null && !result.GetValue(rule))
            {
                result.AddError(context.Choose("--any は --rule とともに使います。", "--any goes with --rule."));
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var ruling = new Ruling(
                context.Names.NewId(),
                parsed.GetValue(clean) ? ReviewVerdict.Clean : parsed.GetValue(reject) ? ReviewVerdict.Reject : ReviewVerdict.Mask,
                parsed.GetRequiredValue(reason),
                parsed.GetValue(regions),
                parsed.GetValue(mask) ?? [],
                parsed.GetValue(rule),
                parsed.GetValue(any) ?? []);
            CenterApi api = shared.Open(ReviewCommand.Reviewer(parsed, shared));
            await api.PostRulingAsync(parsed.GetValue(id), ruling, cancellationToken);
            context.Say("記録しました。", "Recorded.");
            return ExitCodes.Done;
        });
        return command;
    }
}
