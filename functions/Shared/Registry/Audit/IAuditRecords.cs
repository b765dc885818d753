namespace Pipeline.Registry;

/// <summary>The registry's side of the audit, which the anchored chain is held against: the database itself, or the portal's API before it.</summary>
public interface IAuditRecords
{
    /// <summary>Rows by their place in the chain, <paramref name="first"/> and at most <paramref name="count"/> places.</summary>
    Task<IReadOnlyList<AuditEntry>> RowsAsync(long first, int count, CancellationToken cancellationToken);

    /// <summary>Anchors that begin at <paramref name="first"/> or later, in order, planned ones too.</summary>
    Task<IReadOnlyList<AuditAnchor>> AnchorsAsync(long first, int count, CancellationToken cancellationToken);

    /// <summary>What is not anchored yet.</summary>
    Task<AuditWaiting> WaitingAsync(CancellationToken cancellationToken);
}

/// <summary>Audit rows without a place in the chain.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Oldest">When the oldest was written.</param>
/// <param name="Newest">When the newest audit row of all was written.</param>
public sealed record AuditWaiting(long Rows, DateTimeOffset? Oldest, DateTimeOffset? Newest);
