using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>What operators must be able to show: provision records and receipts, and expenses.</summary>
internal static class EvidenceEndpoints
{
    /// <summary>The last form of it that a caller may ask for; anything else is CSV.</summary>
    private const string Json = "json";

    public static void MapEvidence(this RouteGroupBuilder api)
    {
        RouteGroupBuilder evidence = api.MapGroup("").AddEndpointFilter<OperatorsOnly>();
        evidence.MapGet("/provisions", ProvisionsAsync);
        evidence.MapGet("/expenses", ExpensesAsync);
    }

    /// <summary>Names patients, as the record must: that it was seen is audited before it is shown.</summary>
    private static async Task<IResult> ProvisionsAsync(
        FacilityId? facility, ProcessorId? processor, DateOnly? from, DateOnly? until, string? format,
        HttpContext http, RegistryContext registry, ProvisionRecords records, AuditTrail audit, CancellationToken cancellationToken)
    {
        (DateOnly first, DateOnly last) = (from ?? DateOnly.MinValue.AddDays(1), until ?? DateOnly.MaxValue.AddDays(-1));
        audit.Add("provisions.exported", new Caller(http.User).Subject, facility, details: new { processor = processor?.Value, from, until });
        await registry.SaveChangesAsync(cancellationToken);
        IAsyncEnumerable<ProvisionRecord> rows = records.ReadAsync(facility, processor, first, last, cancellationToken);
        return format == Json ? EvidenceAnswer.Lines(http, rows) : EvidenceAnswer.Csv(
            rows,
            ("提供記録ID Provision", row => row.Provision),
            ("提供日時 Provided (JST)", row => row.Provided),
            ("施設 Facility", row => row.Facility),
            ("患者ID Patient", row => row.Patient),
            ("提供先 Processor", row => row.Processor),
            ("提供先の名称・住所・代表者 Name, address, representative", row => row.ProcessorStated),
            ("提供項目 Items", row => row.Items),
            ("容量 Bytes", row => row.Bytes),
            ("通知日 Notice delivered", row => row.NoticeDelivered),
            ("通知の種別 Notice", row => row.NoticeKind),
            ("受領日時 Received (JST)", row => row.Received),
            ("取消日時 Recalled (JST)", row => row.Recalled),
            ("取消理由 Recall reason", row => row.RecallReason),
            ("消去依頼 Deletion requested (JST)", row => row.DeletionRequested),
            ("消去確認 Deletion acknowledged (JST)", row => row.DeletionAcknowledged));
    }

    /// <summary>Names nobody.</summary>
    private static async Task<IResult> ExpensesAsync(
        DateOnly from, DateOnly until, FacilityId? facility, string? format, HttpContext http, Expenses expenses, CancellationToken cancellationToken)
    {
        if (until < from || until.Year - from.Year > 10)
        {
            return ApiProblems.BadRequest("expenses.period", "期間は10年までで、始まりを先に指定してください。", "A period of ten years at most, its beginning first.");
        }

        IAsyncEnumerable<ExpenseLine> rows = (await expenses.CountAsync(from, until, facility, cancellationToken)).ToAsyncEnumerable();
        return format == Json ? EvidenceAnswer.Lines(http, rows) : EvidenceAnswer.Csv(
            rows,
            ("施設 Facility", row => row.Facility),
            ("月 Month", row => row.Month.ToString("yyyy-MM")),
            ("受入件数 Received", row => row.Received),
            ("保管量 Stored (GB-months)", row => row.StoredGbMonths),
            ("匿名化件数 Anonymised", row => row.Anonymised),
            ("提供件数 Delivered", row => row.Delivered),
            ("停止・撤回の対応件数 Opt-outs handled", row => row.OptOuts),
            ("通知書の郵送件数 Letters", row => row.Letters));
    }
}
