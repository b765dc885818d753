namespace Pipeline.Portal;

/// <summary>The API's answers to receipts and acknowledgements.</summary>
internal static class ReceiptResults
{
    public static IResult Malformed() => ApiProblems.BadRequest(
        "receipt.malformed", "受領報告の形式が正しくありません。provision と blob が必要です。", "The receipt is malformed: it needs provision and blob.");

    public static IResult Of(ReceiptOutcome outcome) => outcome switch
    {
        ReceiptOutcome.Recorded => Results.NoContent(),
        ReceiptOutcome.Unknown => ApiProblems.NotFound(),
        ReceiptOutcome.OtherBlob => ApiProblems.Conflict(
            "receipt.other-blob", "この提供のファイル名ではありません。", "That is not this provision's blob."),
        ReceiptOutcome.NeverPublished => ApiProblems.Conflict(
            "receipt.never-published", "まだ提供されていません。", "It has not been provided."),
        ReceiptOutcome.NotRequested => ApiProblems.Conflict(
            "deletion.not-requested", "消去は依頼されていません。", "No deletion was requested."),
        _ => ApiProblems.Failed(),
    };
}
