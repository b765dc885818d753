using System.CommandLine;
using System.Text.Json;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary><c>center project</c>.</summary>
internal static class ProjectCommand
{
    public static Command Create(CommandContext context, SharedOptions shared) => new("project", context.Choose("研究課題を登録する。", "Enters research projects."))
    {
        CreateEnrol(context, shared),
        CreateShow(context, shared),
    };

    private static Command CreateEnrol(CommandContext context, SharedOptions shared)
    {
        Argument<string> id = FactOption.Id(context);
        Option<string?> title = FactOption.Text("--title", "TEXT", context.Choose("課題名", "Title"));
        Option<string?> approval = FactOption.Text("--approval", "NUMBER", context.Choose("倫理審査の承認番号", "Ethics approval number"));
        Option<DateOnly?> approvedFrom = DayOption.Create("--approved-from", context.Choose("承認の初日", "First day of the approval"), context);
        Option<DateOnly?> approvedUntil = DayOption.Create("--approved-until", context.Choose("承認の最終日", "Last day of the approval"), context);
        Option<string[]> domains = Several("--domain", "abdomen|breast|heart", context.Choose("対象の領域 (すべて置き換える)", "Domains in scope (replaces them)"));
        Option<string[]> modalities = Several("--modality", "US", context.Choose("対象のモダリティ (すべて置き換える)", "Modalities in scope (replaces them)"));
        Option<DateOnly?> studiesFrom = DayOption.Create("--studies-from", context.Choose("対象の検査日の初日", "First study date in scope"), context);
        Option<DateOnly?> studiesUntil = DayOption.Create("--studies-until", context.Choose("対象の検査日の最終日", "Last study date in scope"), context);
        Option<string?> key = FactOption.Key(context);
        Option<string?> keyId = FactOption.KeyId(context);
        Option<string?> application = FactOption.Application(context);
        Option<string[]> member = Several("--member", "SUBJECT[:DOMAIN,…]", context.Choose("検索できる人 (領域を限るときは : の後に)", "A person who may search (with the domains they may see after :)"));
        Option<string[]> remove = Several("--remove-member", "SUBJECT", context.Choose("外す人", "A person to take out"));
        var command = new Command("enrol", context.Choose("研究課題を登録する、または事実を加える。書かなかった事実は変わらない。", "Enters a research project, or facts of one; what is not stated stays."))
        {
            id, title, approval, approvedFrom, approvedUntil, domains, modalities, studiesFrom, studiesUntil, key, keyId, application, member, remove,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var project = FactOption.Parse<ProjectId>(parsed.GetRequiredValue(id));
            var facts = new ProjectFacts
            {
                Title = parsed.GetValue(title),
                ApprovalNumber = parsed.GetValue(approval),
                ApprovedFrom = parsed.GetValue(approvedFrom),
                ApprovedUntil = parsed.GetValue(approvedUntil),
                Domains = Stated(parsed, domains),
                Modalities = Stated(parsed, modalities),
                StudiesFrom = parsed.GetValue(studiesFrom),
                StudiesUntil = parsed.GetValue(studiesUntil),
                PublicKeyId = parsed.GetValue(keyId),
                PublicKeyPem = FactOption.Read(parsed.GetValue(key)),
                ApplicationId = parsed.GetValue(application),
                Members = Stated(parsed, member)?.ToDictionary(text => text.Split(':')[0], IReadOnlyList<string> (text) => DomainsOf(text)),
                Removed = Stated(parsed, remove),
            };
            await OperatorIdentity.Open(parsed, shared).PutAsync($"projects/{project}", facts, CenterJson.Strict.ProjectFacts, cancellationToken);
            return FactOption.Entered(context);
        });
        return command;
    }

    private static Command CreateShow(CommandContext context, SharedOptions shared)
    {
        Argument<string> id = FactOption.Id(context);
        var command = new Command("show", context.Choose("研究課題の登録を表示する (JSON)。", "Shows a project's enrolment (JSON).")) { id };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var project = FactOption.Parse<ProjectId>(parsed.GetRequiredValue(id));
            JsonElement found = await OperatorIdentity.Open(parsed, shared).GetAsync($"projects/{project}/enrolment", CenterJson.Strict.JsonElement, cancellationToken);
            JsonOption.Write(context, found, CenterJson.Printed.JsonElement);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Option<string[]> Several(string name, string value, string description) => new(name) { HelpName = value, Description = description };

    private static string[]? Stated(ParseResult parsed, Option<string[]> option) => parsed.GetResult(option) is null ? null : parsed.GetValue(option);

    private static string[] DomainsOf(string member) => member.Split(':', 2) is [_, var domains] ? domains.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
}
