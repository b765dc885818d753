using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>What an export is accompanied by: its formats, in both languages.</summary>
internal static class ExportReadme
{
    public static string Text(FacilityId facility) => $"""
        # {facility}

        ## この中にあるもの
        - `dicom/{"{Study Instance UID}"}/{"{SOP Instance UID}"}.dcm`: 受け取ったままの DICOM ファイル (DICOM PS3.10)。`report.json` はその検査の領域レポート。UID がファイル名にできないときはその SHA-256 の先頭 32 桁。`photographs/` は受け取ったままの写真 (JPEG、PNG、TIFF)、いっしょに撮ったものが一つのフォルダに、撮った順で。
        - `records/*.csv`: 登録簿の表 (UTF-8 BOM 付き、CRLF。式として解釈されうるセルの先頭には `'`)。`records/*.jsonl`: 同じ表を 1 行 1 件の JSON (UTF-8) で。日時は ISO 8601。
          - `facility` 施設、`processor-contracts` 事業者との契約、`projects` 研究への参加、`patients` 患者 ID、`postal-addresses` 通知前の患者の住所、`ledger` 通知・オプトアウト・同意の台帳、`desk-receipts` 受付控え (3 年保存)、`consent-tables` 受け取った同意表、`studies` 検査、`objects` 画像、
            `uploads` 受け取ったパッケージ、`decisions` 判定と理由、`research-copies` 匿名化データ、`provisions` 提供記録 (法の 3 年保存の写し)、`audit` 監査記録 (chainIndex と chainHash は固定した連鎖での位置)。
        - `SHA256SUMS`: 全ファイルのハッシュ。`sha256sum --check SHA256SUMS` で確かめられる。
        - 別のセンターには `center import` でそのまま取り込める。

        ## What is in here
        - `dicom/{"{Study Instance UID}"}/{"{SOP Instance UID}"}.dcm`: the DICOM files as they were received (PS3.10); `report.json` is the study's domain report. A UID that cannot be a file name is replaced by 32 digits of its SHA-256.
          `photographs/` holds picture files (JPEG, PNG, TIFF) as they were received, those taken together in one folder, in their order.
        - `records/*.csv`: the registry's tables (UTF-8 with byte order mark, CRLF; a cell that could be taken for a formula begins with `'`). `records/*.jsonl`: the same as one JSON object a line (UTF-8). Times are ISO 8601.
          - `facility`, `processor-contracts`, `projects`, `patients`, `postal-addresses` (of those still to be notified), `ledger` (notices, opt-outs, consents), `desk-receipts` (kept 3 years), `consent-tables`, `studies`, `objects`, `uploads`, `decisions`, `research-copies`,
            `provisions` (provision records, kept 3 years by law), `audit` (chainIndex and chainHash are the place in the anchored chain).
        - `SHA256SUMS`: hashes of all files; check by `sha256sum --check SHA256SUMS`.
        - Another center takes it in by `center import`.

        """;
}
