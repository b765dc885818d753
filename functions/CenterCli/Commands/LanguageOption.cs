namespace Pipeline.CenterCli;

/// <summary><c>--lang</c>, which has to be known before the other options can be described.</summary>
internal static class LanguageOption
{
    public const string Name = "--lang";

    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>What the command line says, else Japanese where the locale is (LC_ALL, LC_MESSAGES, LANG), else English.</summary>
    public static Language Of(IReadOnlyList<string> args, Func<string, string?> environment)
    {
        for (int i = 0; i < args.Count; i++)
        {
            string? value = args[i] == Name && i + 1 < args.Count ? args[i + 1] : args[i].StartsWith(Name + "=", StringComparison.Ordinal) ? args[i][(Name.Length + 1)..] : null;
            if (value is not null)
            {
                return Enum.TryParse(value, ignoreCase: true, out Language chosen) ? chosen : Language.En;
            }
        }

        string? locale = Variables.Select(environment).FirstOrDefault(set => !string.IsNullOrEmpty(set));
        return locale?.StartsWith("ja", StringComparison.OrdinalIgnoreCase) == true ? Language.Ja : Language.En;
    }
}
