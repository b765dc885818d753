using System.CommandLine;
using System.Text.Json;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary><c>center processor</c>.</summary>
internal static class ProcessorCommand
{
    public static Command Create(CommandContext context, SharedOptions shared) => new("processor", context.Choose("認定事業者を登録する。", "Enters certified processors."))
    {
        CreateEnrol(context, shared),
        CreateShow(context, shared),
    };

    private static Command CreateEnrol(CommandContext context, SharedOptions shared)
    {
        Argument<string> id = FactOption.Id(context);
        Option<string?> name = FactOption.Text("--name", "TEXT", context.Choose("名称 (提供記録に載る)", "Name, as provision records state it"));
        Option<string?> address = FactOption.Text("--address", "TEXT", context.Choose("住所 (提供記録に載る)", "Address, as provision records state it"));
        Option<string?> representative = FactOption.Text("--representative", "TEXT", context.Choose("代表者 (提供記録に載る)", "Representative, as provision records state it"));
        var use = new Option<CertifiedUse?>("--use") { HelpName = "anonymised|pseudonymised", Description = context.Choose("認定された利用", "What it is certified for") };
        Option<string?> key = FactOption.Key(context);
        Option<string?> keyId = FactOption.KeyId(context);
        Option<string?> application = FactOption.Application(context);
        var command = new Command("enrol", context.Choose("認定事業者を登録する、または事実を加える。書かなかった事実は変わらない。", "Enters a certified processor, or facts of one; what is not stated stays."))
        {
            id, name, address, representative, use, key, keyId, application,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var processor = FactOption.Parse<ProcessorId>(parsed.GetRequiredValue(id));
            var facts = new ProcessorFacts
            {
                Name = parsed.GetValue(name),
                Address = parsed.GetValue(address),
                Representative = parsed.GetValue(representative),
                Use = parsed.GetValue(use),
                PublicKeyId = parsed.GetValue(keyId),
                PublicKeyPem = FactOption.Read(parsed.GetValue(key)),
                ApplicationId = parsed.GetValue(application),
            };
            await OperatorIdentity.Open(parsed, shared).PutAsync($"processors/{processor}", facts, CenterJson.Strict.ProcessorFacts, cancellationToken);
            return FactOption.Entered(context);
        });
        return command;
    }

    private static Command CreateShow(CommandContext context, SharedOptions shared)
    {
        Argument<string> id = FactOption.Id(context);
        var command = new Command("show", context.Choose("認定事業者の登録を表示する (JSON)。", "Shows a processor's enrolment (JSON).")) { id };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var processor = FactOption.Parse<ProcessorId>(parsed.GetRequiredValue(id));
            JsonElement found = await OperatorIdentity.Open(parsed, shared).GetAsync($"processors/{processor}/enrolment", CenterJson.Strict.JsonElement, cancellationToken);
            JsonOption.Write(context, found, CenterJson.Printed.JsonElement);
            return ExitCodes.Done;
        });
        return command;
    }
}
