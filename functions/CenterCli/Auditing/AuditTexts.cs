using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>What a verification found, for people.</summary>
internal static class AuditTexts
{
    public static Text Say(AuditFinding found) => found.Kind switch
    {
        AuditFindings.Altered => new("内容が書き換えられている (ハッシュが合わない)", "altered: its hash does not follow from its content and the entry before it"),
        AuditFindings.Missing => new("記録がどの blob にもない", "missing: in no blob"),
        AuditFindings.Reordered => new("順番が入れ替えられている", "reordered: it stands behind one that follows it"),
        AuditFindings.Added => new("センターが書いたのではない行がある", "added: the line is there twice, or was never anchored"),
        AuditFindings.UnknownBlob => new("登録簿が知らない blob がある", "added: no anchor names this blob"),
        AuditFindings.MissingBlob => new("blob がまるごとない", "missing: the whole blob"),
        AuditFindings.Rewritten => new("途中からハッシュを計算し直してある (登録簿の記録と違う)", "rewritten: hashes were computed anew; it is not what the registry's anchors say"),
        AuditFindings.RowAltered => new("登録簿の行が、固定した内容と違う", "the registry's row is not what was anchored"),
        AuditFindings.RowMissing => new("登録簿から行が消えている", "the registry no longer has the row"),
        AuditFindings.RowWaiting => new("固定されないまま長く残っている行がある (AnchorAudit が動いていない)", "rows have waited too long to be anchored: AnchorAudit is not running"),
        AuditFindings.OtherHead => new("控えておいた末尾のハッシュと違う", "the entry noted elsewhere is not there with that hash"),
        _ => new(found.Kind, found.Kind),
    };
}
