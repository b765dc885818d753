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
            $"center consents all.csv --snapshot         {context.Choose("# 全件の表: ここにない患者は不明に戻る", "# the whole table: who is missing becomes unknown")}",
            "center consents consents.csv --wait 0",
        ],
        "status" => ["center status --facility alpha", "center status --since 2026-04-01"],
        "pull" =>
        [
            "center pull --processor processor-1 --out /data/center",
            "center pull --project fatty-liver --identity project.json",
            "center pull --processor processor-1 --acknowledge-deletions",
        ],
        "audit" or "audit verify" => ["center audit verify --data .local", "center audit verify --from https://staudit….blob.core.windows.net/audit --identity operator.json"],
        "export" or "export provisions" or "export expenses" => ["center export --facility alpha --out /data/alpha --data .local", "center export provisions --out provisions.csv --from 2026-04-01", "center export expenses --from 2026-04 --until 2026-09 --out expenses.csv"],
        "facility" or "facility erase" => ["center facility erase alpha", "center facility erase alpha --confirm alpha --report alpha-erased.json"],
        "order" or "order create" =>
        [
            "center order create 0198c2… 0198c3… --processor nintei-mihon --reason \"request 12\"",
            "center order candidates --processor nintei-mihon --domain abdomen --number 20 > cases.txt",
            "center order create --cases cases.txt --processor nintei-mihon --reason \"request 12\"",
        ],
        "order list" => ["center order list", "center order list --processor nintei-mihon --all --json"],
        "order show" => ["center order show 0198c2…"],
        "order candidates" => ["center order candidates --processor nintei-mihon --facility alpha --disease K76 --number 20"],
        "order close" => ["center order close 0198c2… --reason \"request 12 is served\""],
        "order cancel" => ["center order cancel 0198c2… --reason \"request 12 was withdrawn\""],
        "order terms" => ["center order terms --processor nintei-mihon --on-order", "center order terms --processor nintei-mihon --standing"],
        "incident" or "incident list" => ["center incident list", "center incident list --all --json"],
        "incident close" => ["center incident close 0198c2…"],
        "import" => ["center import /data/archive --facility alpha", "center import /mnt/readonly --facility alpha --journal ~/alpha.db"],
        DeidentifyCommand.Name =>
        [
            "center deidentify /data/ct --out /data/clean",
            "center deidentify a.dcm b.dcm --out clean --report clean.jsonl",
            "center deidentify /data/ct --out /data/clean --profile project.json --key-file project.key --facility alpha",
            $"openssl rand -hex 32 > project.key; chmod 600 project.key   {context.Choose("# 鍵を作る", "# makes a key")}",
        ],
        "review" => ["center review list", "center review show ID --out frame.png", "center review decide ID --mask 0,0,640,40 --rule --reason strip"],
        "review list" => ["center review list", "center review list --all --json"],
        "review show" => ["center review show 0198c2… --out frame.png"],
        "review decide" =>
        [
            "center review decide ID --mask 0,0,640,40 --mask 600,440,40,40 --reason \"name at the top, logo\"",
            "center review decide ID --regions --rule --any softwareversions --reason \"nothing inside the regions\"",
            "center review decide ID --clean --rule --reason \"no overlay on this workstation\"",
            "center review decide ID --reject --reason \"photographed worksheet\"",
        ],
        "review rules" => ["center review rules", "center review rules --json"],
        "review retire" => ["center review retire aloka-noblus --reason \"strip too low for software 7\""],
        _ => ["center send /data/echo --facility alpha", "center consents consents.csv --facility alpha", "center pull --processor processor-1 --out /data/center", "center deidentify /data/ct --out /data/clean", "center send --help"],
    };
}
