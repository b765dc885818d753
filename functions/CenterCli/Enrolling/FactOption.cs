using System.CommandLine;

namespace Pipeline.CenterCli;

/// <summary>Pieces that the commands of enrolment share.</summary>
internal static class FactOption
{
    public static Argument<string> Id(CommandContext context) => new("id") { HelpName = "ID", Description = context.Choose("ID (英小文字・数字・ハイフン、40 字まで)", "The ID (lower-case letters, digits, hyphens; at most 40)") };

    public static Option<string?> Text(string name, string value, string description) => new(name) { HelpName = value, Description = description };

    public static Option<string?> Key(CommandContext context) => Text("--key", "FILE.pem", context.Choose("公開鍵 (PEM)。--key-id とともに", "Public key (PEM), with --key-id"));

    public static Option<string?> KeyId(CommandContext context) => Text("--key-id", "ID", context.Choose("相手の復号が鍵を見つける ID", "The key's ID, as the receiver's own decryption resolves it"));

    public static Option<string?> Application(CommandContext context) => Text("--application", "ID", context.Choose("サインインするアプリの ID (azp)", "ID of the application that signs in (azp)"));

    /// <summary>The ID as one of its kind.</summary>
    public static T Parse<T>(string text)
        where T : struct, IParsable<T>
        => T.TryParse(text, null, out T id) ? id : throw new CenterException(ExitCodes.Usage, new("ID は英小文字・数字をハイフンでつないだ 40 字以内です。", "An ID is lower-case letters and digits joined by hyphens, at most 40 characters."));

    /// <summary>A named file's text; none of none.</summary>
    public static string? Read(string? file)
    {
        try
        {
            return file is null ? null : File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CenterException(ExitCodes.Usage, new("公開鍵のファイルを開けません。", "The key's file cannot be opened."), e);
        }
    }

    /// <summary>Says that a change was entered, and what follows from it.</summary>
    public static int Entered(CommandContext context)
    {
        context.Say("登録しました。関係する検査は判定し直し、提供できなくなったものは回収します。", "Entered. The studies concerned are decided anew; what may no longer be provided is recalled.");
        return ExitCodes.Done;
    }

    /// <summary>A period as a line shows it.</summary>
    public static string Period(DateOnly? from, DateOnly? until) => from is null ? "–" : $"{from:yyyy-MM-dd} … {until:yyyy-MM-dd}".TrimEnd();
}
