namespace Pipeline.CenterCli;

/// <summary>Command lines to begin with.</summary>
internal static class HelpExamples
{
    public static IReadOnlyList<string> Of(string command, CommandContext context) => command switch
    {
        "send" =>
        [
            "center send /data/echo --facility alpha",
            "center send /data/echo --identity alpha.json --parallel 8",
            $"center send /mnt/readonly --state ~/alpha.json   {context.Choose("# 書き込めないフォルダ", "# a read-only folder")}",
        ],
        "consents" =>
        [
            "center consents consents.csv --facility alpha",
            "center consents consents.csv --wait 0",
        ],
        "status" => ["center status --facility alpha", "center status --since 2026-04-01"],
        "pull" =>
        [
            "center pull --processor processor-1 --out /data/center",
            "center pull --project fatty-liver --identity project.json",
            "center pull --processor processor-1 --acknowledge-deletions",
        ],
        DeidentifyCommand.Name =>
        [
            "center deidentify /data/ct --out /data/clean",
            "center deidentify a.dcm b.dcm --out clean --report clean.jsonl",
            "center deidentify /data/ct --out /data/clean --profile project.json --key-file project.key --facility alpha",
            $"openssl rand -hex 32 > project.key; chmod 600 project.key   {context.Choose("# 鍵を作る", "# makes a key")}",
        ],
        _ => ["center send /data/echo --facility alpha", "center consents consents.csv --facility alpha", "center pull --processor processor-1 --out /data/center", "center deidentify /data/ct --out /data/clean", "center send --help"],
    };
}
