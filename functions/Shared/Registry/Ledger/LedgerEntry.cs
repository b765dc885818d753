namespace Pipeline.Registry;

/// <summary>An entry to append to the ledger; <see cref="LedgerBook"/> gives it its place and time. Fields as of <see cref="LedgerEvent"/>.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Effective">Day (JST) from which it counts.</param>
public sealed record LedgerEntry(LedgerEventKind Kind, DateOnly Effective)
{
    /// <inheritdoc cref="LedgerEvent.NoticeKind"/>
    public NoticeKind? NoticeKind { get; init; }

    /// <inheritdoc cref="LedgerEvent.ToGuardian"/>
    public bool ToGuardian { get; init; }

    /// <inheritdoc cref="LedgerEvent.Method"/>
    public NoticeMethod? Method { get; init; }

    /// <inheritdoc cref="LedgerEvent.Wording"/>
    public string? Wording { get; init; }

    /// <inheritdoc cref="LedgerEvent.By"/>
    public OptOutBy? By { get; init; }

    /// <inheritdoc cref="LedgerEvent.ProjectId"/>
    public ProjectId? ProjectId { get; init; }

    /// <inheritdoc cref="LedgerEvent.BirthDate"/>
    public DateOnly? BirthDate { get; init; }

    /// <inheritdoc cref="LedgerEvent.Sex"/>
    public Sex Sex { get; init; }

    /// <inheritdoc cref="LedgerEvent.ConsentUploadId"/>
    public Guid? ConsentUploadId { get; init; }

    /// <inheritdoc cref="LedgerEvent.Line"/>
    public int? Line { get; init; }

    /// <inheritdoc cref="LedgerEvent.Operator"/>
    public string? Operator { get; init; }

    /// <inheritdoc cref="LedgerEvent.Reason"/>
    public string? Reason { get; init; }
}
