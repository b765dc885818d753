using System.CommandLine;
using System.Globalization;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary><c>center desk</c>: the opt-out desk.</summary>
internal static class DeskCommand
{
    public static Command Create(CommandContext context, SharedOptions shared) => new("desk", context.Choose(
        "提供停止の求めや撤回を受け付け、控えを出す。効力は記録した時から。", "Takes opt-outs and withdrawals, with a receipt. They take effect as they are recorded."))
    {
        CreateRequest(DeskRequestKind.OptOut, "opt-out", context.Choose("認定事業者への提供を止める。", "Stops the provision to certified processors."), context, shared),
        CreateRequest(DeskRequestKind.OptOutWithdrawn, "opt-out-withdrawn", context.Choose("提供停止の求めを取り消す。", "Takes an opt-out back."), context, shared),
        CreateRequest(DeskRequestKind.ResearchConsentWithdrawn, "consent-withdrawn", context.Choose("研究同意を撤回する。--project がなければすべての研究。", "Withdraws research consent: of all projects without --project."), context, shared),
        CreateRequest(DeskRequestKind.Death, "death", context.Choose("死亡を記録する。", "Records a death."), context, shared),
        CreateRequest(DeskRequestKind.IdentityCorrected, "identity", context.Choose("生年月日・性別を訂正する。", "Corrects birth date or sex."), context, shared),
        CreateReceipt(context, shared),
    };

    private static Command CreateRequest(DeskRequestKind kind, string name, string description, CommandContext context, SharedOptions shared)
    {
        Option<FacilityId?> facility = IdOption.Facility(context);
        (facility.Required, facility.Description) = (true, context.Choose("施設の ID", "The facility's ID"));
        var patient = new Option<string>("--patient") { HelpName = "ID", Required = true, Description = context.Choose("施設の患者 ID (- なら標準入力から)", "The facility's patient ID (-: from standard input)") };
        var by = new Option<OptOutBy>("--by") { DefaultValueFactory = _ => OptOutBy.Patient, Description = context.Choose("求めた方 (既定 patient)", "Who asks (default patient)") };
        var channel = new Option<DeskChannel>("--channel") { Required = true, Description = context.Choose("受付の方法", "How it came") };
        var reason = new Option<string?>("--reason") { HelpName = "TEXT", Required = kind != DeskRequestKind.OptOut, Description = context.Choose("理由・経緯 (患者のことは書かない)", "Why (nothing that names the patient)") };
        var unknown = new Option<bool>("--unknown-patient") { Description = context.Choose("センターにない患者 ID だが、施設に確認した", "The center does not know that patient ID, but the facility has confirmed it") };
        Option<ProjectId?> project = IdOption.Project(context);
        Option<DateOnly?> died = DayOption.Create("--died", context.Choose("死亡日", "Day of death"), context);
        Option<DateOnly?> born = DayOption.Create("--born", context.Choose("正しい生年月日", "The right birth date"), context);
        var sex = new Option<Sex>("--sex") { Description = context.Choose("正しい性別", "The right sex") };
        died.Required = true;
        var command = new Command(name, description) { facility, patient, by, channel, reason };
        Option[] own = kind switch
        {
            DeskRequestKind.OptOut => [unknown],
            DeskRequestKind.ResearchConsentWithdrawn => [project, unknown],
            DeskRequestKind.Death => [died],
            DeskRequestKind.IdentityCorrected => [born, sex],
            _ => [],
        };
        Array.ForEach(own, command.Options.Add);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            T? Of<T>(Option<T> option) => own.Contains(option) ? parsed.GetValue(option) : default;
            string stated = parsed.GetRequiredValue(patient);
            Identity identity = shared.Find(parsed, OperatorIdentity.Local, IdentityKind.Operator);
            DeskSaid said = await shared.Open(identity).AskAsync(
                $"facilities/{parsed.GetRequiredValue(facility)}/desk",
                new DeskAsked(
                    context.Names.NewId(),
                    stated == "-" ? (await Console.In.ReadLineAsync(cancellationToken) ?? "").Trim() : stated,
                    kind,
                    parsed.GetValue(by),
                    parsed.GetValue(channel),
                    Of(project),
                    Of(died),
                    Of(born),
                    Of(sex),
                    parsed.GetValue(reason),
                    Of(unknown)),
                CenterJson.Strict.DeskAsked,
                CenterJson.Strict.DeskSaid,
                cancellationToken);
            context.Say("記録しました。", "Recorded.");
            if (said.Receipt is { } receipt)
            {
                Tell(receipt, identity.Portal, context);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command CreateReceipt(CommandContext context, SharedOptions shared)
    {
        var number = new Argument<string>("number") { HelpName = "NUMBER", Description = context.Choose("控えの番号", "The receipt's number") };
        var command = new Command("receipt", context.Choose("控えを番号で探す (3 年保存)。印刷はポータルの表示したページで。", "Looks a receipt up by its number (kept 3 years). Print it from the portal's page.")) { number };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Identity identity = shared.Find(parsed, OperatorIdentity.Local, IdentityKind.Operator);
            Tell(await shared.Open(identity).GetAsync($"desk/receipts/{Uri.EscapeDataString(parsed.GetRequiredValue(number))}", CenterJson.Strict.ReceiptSaid, cancellationToken), identity.Portal, context);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Tell(ReceiptSaid receipt, Uri portal, CommandContext context)
    {
        string taken = receipt.Taken.ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        string project = receipt.Project is { } id ? $" {id}" : "";
        context.Say($"控えの番号: {receipt.Number}", $"Receipt number: {receipt.Number}");
        context.Say($"{receipt.Facility} {receipt.Patient}\t{Kind(receipt.Kind, context)}{project}\t{By(receipt.By, context)}\t{Channel(receipt.Channel, context)}\t{taken}\t{receipt.TakenBy}");
        context.Say($"保存: {receipt.KeptUntil:yyyy-MM-dd} まで", $"Kept until {receipt.KeptUntil:yyyy-MM-dd}");
        context.Say($"印刷: {new Uri(portal, $"desk/receipts/{receipt.Number}")}", $"To print: {new Uri(portal, $"desk/receipts/{receipt.Number}")}");
    }

    private static string Kind(DeskRequestKind kind, CommandContext context) => kind switch
    {
        DeskRequestKind.OptOut => context.Choose("提供停止の求め", "opt-out"),
        DeskRequestKind.OptOutWithdrawn => context.Choose("停止の求めの取消し", "opt-out taken back"),
        DeskRequestKind.ResearchConsentWithdrawn => context.Choose("研究同意の撤回", "research consent withdrawn"),
        _ => kind.ToString(),
    };

    private static string By(OptOutBy by, CommandContext context) => by switch
    {
        OptOutBy.Patient => context.Choose("本人", "patient"),
        OptOutBy.Guardian => context.Choose("保護者・法定代理人", "guardian"),
        _ => context.Choose("遺族", "bereaved"),
    };

    private static string Channel(DeskChannel channel, CommandContext context) => channel switch
    {
        DeskChannel.Desk => context.Choose("窓口", "in person"),
        DeskChannel.Post => context.Choose("郵送", "post"),
        DeskChannel.Telephone => context.Choose("電話", "telephone"),
        DeskChannel.Web => context.Choose("ウェブ・電子メール", "web or e-mail"),
        _ => context.Choose("施設経由", "through the facility"),
    };
}
