using System.CommandLine;

namespace Pipeline.CenterCli;

/// <summary>Options of every command, and what they come to.</summary>
internal sealed class SharedOptions
{
    private readonly CommandContext context;

    public SharedOptions(CommandContext context)
    {
        this.context = context;
        Language = new Option<Language>(LanguageOption.Name)
        {
            Description = context.Choose("ja か en (指定がなければ LANG から)", "ja or en (else from LANG)"),
            Recursive = true,
        };
        Identity = new Option<string?>("--identity")
        {
            Description = context.Choose(
                $"サインインする identity ファイル (指定がなければ {IdentityFiles.Variable}、.local/identities/{{ID}}.json)",
                $"Identity file to sign in with (else {IdentityFiles.Variable}, else .local/identities/{{ID}}.json)"),
            HelpName = "FILE",
            Recursive = true,
        };
        Portal = new Option<Uri?>("--portal")
        {
            Description = context.Choose("ポータルのアドレス (指定がなければ identity のもの)", "The portal's address (else the identity's)"),
            HelpName = "URL",
            Recursive = true,
            CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out Uri? address) ? address : Refuse(result),
        };
    }

    public Option<Language> Language { get; }

    public Option<string?> Identity { get; }

    public Option<Uri?> Portal { get; }

    /// <summary>The identity to sign in with.</summary>
    /// <exception cref="CenterException">There is none for that.</exception>
    public Identity Find(ParseResult parsed, string? name, params IReadOnlyCollection<IdentityKind> kinds)
    {
        Identity identity = IdentityFiles.Find(parsed.GetValue(Identity), name, kinds, context.Environment);
        return parsed.GetValue(Portal) is { } portal ? identity with { Portal = portal } : identity;
    }

    /// <summary>The API signed in by an identity.</summary>
    public CenterApi Open(Identity identity) => CenterApi.For(identity, context.Http.Value, context.Clock);

    private Uri? Refuse(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError(context.Choose("--portal は https:// で始まるアドレスです。", "--portal is an address that begins with https://."));
        return null;
    }
}
