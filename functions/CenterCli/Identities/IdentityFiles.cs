namespace Pipeline.CenterCli;

/// <summary>Where identity files are looked for.</summary>
public static class IdentityFiles
{
    /// <summary>Environment variable with the path of an identity file.</summary>
    public const string Variable = "CENTER_IDENTITY";

    /// <summary>
    /// The identity of the option if given, else of <see cref="Variable"/>, else <c>.local/identities/{name}.json</c> below
    /// the working folder, which a center on one machine writes.
    /// </summary>
    /// <param name="option">What <c>--identity</c> said.</param>
    /// <param name="name">The facility, processor or project asked for, if any.</param>
    /// <param name="kind">What it must be.</param>
    /// <param name="environment">Reads environment variables.</param>
    /// <exception cref="CenterException">There is none, or it is another's.</exception>
    public static Identity Find(string? option, string? name, IReadOnlyCollection<IdentityKind> kind, Func<string, string?> environment)
    {
        string path = option ?? environment(Variable) ?? Local(name);
        Identity identity = Identity.Load(path);
        if (!kind.Contains(identity.Kind))
        {
            string kinds = string.Join(", ", kind).ToLowerInvariant();
            throw new CenterException(ExitCodes.Usage, new($"この identity は {identity.Kind} のものです。必要なのは {kinds} のものです。", $"This identity is of kind {identity.Kind}; this command needs one of kind {kinds}."));
        }

        if (name is not null && identity.Kind is not (IdentityKind.Operator or IdentityKind.Reviewer) && !string.Equals(identity.Name, name, StringComparison.Ordinal))
        {
            throw new CenterException(ExitCodes.Usage, new($"この identity は {identity.Name} のもので、{name} のものではありません。", $"This identity is {identity.Name}'s, not {name}'s."));
        }

        return identity;
    }

    private static string Local(string? name)
        => name is null
            ? throw new CenterException(ExitCodes.Usage, new("identity がわかりません。--identity FILE か環境変数 CENTER_IDENTITY で指定してください。", "No identity. Name its file by --identity FILE or CENTER_IDENTITY."))
            : Path.Combine(".local", "identities", $"{name}.json");
}
