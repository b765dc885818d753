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
        "notices" or "notices list" => ["center notices list --facility alpha --out to-notify.csv", "center notices sent --facility alpha --file posted.csv --date 2026-11-20 --wording 2026-04 --kind both", "center notices returned --facility alpha --file returned.csv"],
        "notices sent" => ["center notices sent --facility alpha --file posted.csv --date 2026-11-20 --wording 2026-04 --kind both"],
        "notices returned" => ["center notices returned --facility alpha --file returned.csv"],
        "desk" or "desk opt-out" => ["center desk opt-out --facility alpha --patient 0012345 --by patient --channel telephone", "center desk receipt 20261122-7K3M9QXT"],
        "desk opt-out-withdrawn" => ["center desk opt-out-withdrawn --facility alpha --patient 0012345 --by patient --channel desk --reason \"changed his mind\""],
        "desk consent-withdrawn" => ["center desk consent-withdrawn --facility alpha --patient 0012345 --by guardian --channel post --project echo-atlas --reason \"by letter\""],
        "desk death" => ["center desk death --facility alpha --patient 0012345 --by bereaved --channel telephone --died 2026-11-02 --reason \"told by the family\""],
        "desk identity" => ["center desk identity --facility alpha --patient 0012345 --channel facility --born 1960-02-03 --reason \"corrected by the hospital\""],
        "desk receipt" => ["center desk receipt 20261122-7K3M9QXT"],
        "facility" or "facility enrol" =>
        [
            "center facility enrol alpha --name α病院 --name-en \"Alpha Hospital\" --filed 2026-03-01 --published 2026-04-01 --posted 2026-04-01 --entrusted 2026-04-01",
            "center facility enrol alpha --posted-until 2026-12-31",
            "center facility enrol alpha --clear posted-until",
        ],
        "facility contract" => ["center facility contract alpha --processor nintei-mihon --from 2026-04-01", "center facility contract alpha --processor nintei-mihon --until 2027-03-31"],
        "facility participate" => ["center facility participate alpha --project echo-atlas --from 2026-04-01 --until 2028-03-31"],
        "facility show" => ["center facility show alpha", "center facility show alpha --json"],
        "processor" or "processor enrol" => ["center processor enrol nintei-mihon --name 認定事業者 --address 東京都… --representative \"見本 代表\" --use anonymised --key public.pem --key-id vault-key-1", "center processor show nintei-mihon"],
        "processor show" => ["center processor show nintei-mihon"],
        "project" or "project enrol" => ["center project enrol echo-atlas --title 超音波アトラス研究 --approval R-2026-1 --approved-from 2026-04-01 --approved-until 2029-03-31 --modality US --key public.pem --key-id vault-key-2", "center project enrol echo-atlas --member 6f1c… --member 7a20…:heart,breast"],
        "project show" => ["center project show echo-atlas"],
        "facility erase" => ["center facility erase alpha", "center facility erase alpha --confirm alpha --report alpha-erased.json"],
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
