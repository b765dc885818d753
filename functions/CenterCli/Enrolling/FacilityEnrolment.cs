using System.CommandLine;
using System.Globalization;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary><c>center facility enrol</c>, <c>contract</c>, <c>participate</c> and <c>show</c>.</summary>
internal static class FacilityEnrolment
{
    public static Command CreateEnrol(CommandContext context, SharedOptions shared)
    {
        Argument<string> id = FactOption.Id(context);
        Option<string?> name = FactOption.Text("--name", "TEXT", context.Choose("名称 (日本語)", "Name in Japanese"));
        Option<string?> english = FactOption.Text("--name-en", "TEXT", context.Choose("名称 (英語)", "Name in English"));
        Option<DateOnly?> made = DayOption.Create("--filed", context.Choose("届出をした日", "Day of the filing (届出)"), context);
        Option<DateOnly?> published = DayOption.Create("--published", context.Choose("届出が公表された日", "Day on which the filing was published"), context);
        Option<DateOnly?> filedUntil = DayOption.Create("--filed-until", context.Choose("届出の最終日", "Last day of the filing"), context);
        Option<DateOnly?> posted = DayOption.Create("--posted", context.Choose("院内に掲示した日", "Day since which it is posted in the hospital (掲示)"), context);
        Option<DateOnly?> postedUntil = DayOption.Create("--posted-until", context.Choose("掲示の最終日", "Last day of the posting"), context);
        Option<DateOnly?> entrusted = DayOption.Create("--entrusted", context.Choose("委託契約の初日", "First day of the entrustment contract (委託契約)"), context);
        Option<DateOnly?> entrustedUntil = DayOption.Create("--entrusted-until", context.Choose("委託契約の最終日", "Last day of the entrustment contract"), context);
        Option<string?> networks = FactOption.Text("--networks", "CIDR,…", context.Choose("送信してよい IPv4 の範囲", "IPv4 networks it may upload from"));
        Option<string?> application = FactOption.Application(context);
        var clear = new Option<string[]>("--clear") { HelpName = "FACT", AllowMultipleArgumentsPerToken = true, Description = context.Choose("誤って登録した事実を消す (例: posted-until)", "Takes facts back that were entered by mistake, e.g. posted-until") };
        var command = new Command("enrol", context.Choose(
            "施設を登録する、または事実を加える。書かなかった事実は変わらない。変更は監査記録に残る。",
            "Enters a facility, or facts of one; what is not stated stays. Every change is audited."))
        {
            id, name, english, made, published, filedUntil, posted, postedUntil, entrusted, entrustedUntil, networks, application, clear,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var facility = FactOption.Parse<FacilityId>(parsed.GetRequiredValue(id));
            var facts = new FacilityFacts
            {
                Name = parsed.GetValue(name),
                NameEnglish = parsed.GetValue(english),
                FilingMade = parsed.GetValue(made),
                FilingPublished = parsed.GetValue(published),
                FilingUntil = parsed.GetValue(filedUntil),
                Posted = parsed.GetValue(posted),
                PostedUntil = parsed.GetValue(postedUntil),
                EntrustedFrom = parsed.GetValue(entrusted),
                EntrustedUntil = parsed.GetValue(entrustedUntil),
                UploadRange = parsed.GetValue(networks),
                ApplicationId = parsed.GetValue(application),
                Cleared = [.. (parsed.GetValue(clear) ?? []).Select(FactOf)],
            };
            await OperatorIdentity.Open(parsed, shared).PutAsync($"facilities/{facility}", facts, CenterJson.Strict.FacilityFacts, cancellationToken);
            if (facts.Name is not null)
            {
                context.Say(
                    "コンテナ (intake-ID, named-ID) は infra の facilities に ID を加えて配備すると作られます。",
                    "Its containers (intake-ID, named-ID) come with the next deployment that names the ID in infra's facilities.");
            }

            return FactOption.Entered(context);
        });
        return command;
    }

    public static Command CreateContract(CommandContext context, SharedOptions shared)
    {
        Option<ProcessorId?> processor = IdOption.Processor(context);
        processor.Required = true;
        return CreatePeriod(
            "contract",
            context.Choose("施設と認定事業者の契約を登録する、または終わりを登録する。", "Enters a facility's contract with a certified processor, or its end."),
            processor,
            (facility, parsed) => $"facilities/{facility}/contracts/{parsed.GetValue(processor)}",
            context,
            shared);
    }

    public static Command CreateParticipate(CommandContext context, SharedOptions shared)
    {
        Option<ProjectId?> project = IdOption.Project(context);
        project.Required = true;
        return CreatePeriod(
            "participate",
            context.Choose("施設の研究への参加を登録する、または終わりを登録する。", "Enters a facility's participation in a research project, or its end."),
            project,
            (facility, parsed) => $"facilities/{facility}/participations/{parsed.GetValue(project)}",
            context,
            shared);
    }

    public static Command CreateShow(CommandContext context, SharedOptions shared)
    {
        Argument<string> id = FactOption.Id(context);
        Option<bool> json = JsonOption.Create(context);
        var command = new Command("show", context.Choose("施設の登録を表示する。", "Shows a facility's enrolment.")) { id, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var facility = FactOption.Parse<FacilityId>(parsed.GetRequiredValue(id));
            EnrolledFacility found = await OperatorIdentity.Open(parsed, shared).GetAsync($"facilities/{facility}/enrolment", CenterJson.Strict.EnrolledFacility, cancellationToken);
            if (parsed.GetValue(json))
            {
                JsonOption.Write(context, found, CenterJson.Printed.EnrolledFacility);
                return ExitCodes.Done;
            }

            Tell(found, context);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Tell(EnrolledFacility found, CommandContext context)
    {
        string made = found.FilingMade?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "–";
        string filing = FactOption.Period(found.FilingPublished, found.FilingUntil);
        context.Say($"{found.Id}\t{found.Name} / {found.NameEnglish}");
        context.Say($"届出: {made}、公表 {filing}", $"Filed: {made}, published {filing}");
        context.Say($"掲示: {FactOption.Period(found.Posted, found.PostedUntil)}", $"Posted: {FactOption.Period(found.Posted, found.PostedUntil)}");
        context.Say($"委託契約: {FactOption.Period(found.EntrustedFrom, found.EntrustedUntil)}", $"Entrusted: {FactOption.Period(found.EntrustedFrom, found.EntrustedUntil)}");
        context.Say($"ネットワーク: {found.UploadRange ?? "–"}、アプリ: {found.ApplicationId ?? "–"}", $"Networks: {found.UploadRange ?? "–"}, application: {found.ApplicationId ?? "–"}");
        PlainTable.Show(
            context,
            [context.Choose("契約・参加", "Contract, participation"), context.Choose("相手", "With"), context.Choose("期間", "Period")],
            [
                .. found.Contracts.Select(one => new[] { context.Choose("契約", "contract"), one.With, FactOption.Period(one.From, one.Until) }),
                .. found.Participations.Select(one => new[] { context.Choose("研究参加", "participation"), one.With, FactOption.Period(one.From, one.Until) }),
            ]);
    }

    private static Command CreatePeriod(string name, string description, Option with, Func<FacilityId, ParseResult, string> path, CommandContext context, SharedOptions shared)
    {
        Argument<string> id = FactOption.Id(context);
        Option<DateOnly?> from = DayOption.Create("--from", context.Choose("初日 (なければ今ある最後のもの)", "First day (else the latest one there is)"), context);
        Option<DateOnly?> until = DayOption.Create("--until", context.Choose("最終日 (なければ今のまま)", "Last day (else as it is)"), context);
        var noEnd = new Option<bool>("--no-end") { Description = context.Choose("終わりを取り消す", "Takes an end back") };
        var command = new Command(name, description) { id, with, from, until, noEnd };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var facility = FactOption.Parse<FacilityId>(parsed.GetRequiredValue(id));
            await OperatorIdentity.Open(parsed, shared).PutAsync(
                path(facility, parsed), new PeriodFacts(parsed.GetValue(from), parsed.GetValue(until), parsed.GetValue(noEnd)), CenterJson.Strict.PeriodFacts, cancellationToken);
            return FactOption.Entered(context);
        });
        return command;
    }

    /// <summary>The API's name of a fact that the command line calls after its option.</summary>
    private static string FactOf(string option) => option.TrimStart('-') switch
    {
        "filed" => "filingMade",
        "published" => "filingPublished",
        "filed-until" => "filingUntil",
        "posted" => "posted",
        "posted-until" => "postedUntil",
        "entrusted" => "entrustedFrom",
        "entrusted-until" => "entrustedUntil",
        "networks" => "uploadRange",
        "application" => "applicationId",
        _ => throw new CenterException(ExitCodes.Usage, new("--clear に書けるのは日付・networks・application です。", "--clear takes the name of a date, networks or application.")),
    };
}
