namespace Pipeline.Registry;

/// <summary>One entry of the append-only ledger. Never updated, never deleted; state is derived from all of them.</summary>
public sealed class LedgerEvent
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whom it is about.</summary>
    public required Guid PatientId { get; init; }

    /// <summary>What it says; decides which of the fields below are set.</summary>
    public required LedgerEventKind Kind { get; init; }

    /// <summary>Day (JST) from which it counts: the notice's delivery, the consent's signature, the death.</summary>
    public required DateOnly Effective { get; init; }

    /// <summary>When the center learned of it; opt-outs take effect at this instant whatever day they state.</summary>
    public required DateTimeOffset Recorded { get; init; }

    /// <summary>Position in the order of recording within the patient, from 1.</summary>
    public required int Sequence { get; init; }

    /// <summary>Of a notice: the use it told of.</summary>
    public NoticeKind? NoticeKind { get; init; }

    /// <summary>Of a notice: it went to the guardian (C5).</summary>
    public bool ToGuardian { get; init; }

    /// <summary>Of a notice: how it was delivered; none: the facility did not say.</summary>
    public NoticeMethod? Method { get; init; }

    /// <summary>Of a notice: version of its wording, e.g. <c>2026-04</c>; none: the facility did not say.</summary>
    public string? Wording { get; init; }

    /// <summary>Of an opt-out, or what else was asked for at the desk: who asked.</summary>
    public OptOutBy? By { get; init; }

    /// <summary>Of a research consent or its withdrawal: the project; none: broad, or all.</summary>
    public ProjectId? ProjectId { get; init; }

    /// <summary>Of a listing or correction: the birth date.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>Of a listing or correction: the sex.</summary>
    public Sex Sex { get; init; }

    /// <summary>The uploaded table it came from; none: an operator entered it.</summary>
    public Guid? ConsentUploadId { get; init; }

    /// <summary>Line within the table, 1 being the header.</summary>
    public int? Line { get; init; }

    /// <summary>Subject of the operator who entered it; none: it came from a table.</summary>
    public string? Operator { get; init; }

    /// <summary>The operator's reason, or the channel of an opt-out. Never names the patient.</summary>
    public string? Reason { get; init; }
}
