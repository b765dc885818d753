namespace Pipeline.Registry;

/// <summary>A notice (通知) in effect.</summary>
/// <param name="EventId">Its ledger entry.</param>
/// <param name="Kind">The use it told of.</param>
/// <param name="Delivered">Day (JST) of its delivery.</param>
/// <param name="ToGuardian">It went to the guardian.</param>
public sealed record Notice(Guid EventId, NoticeKind Kind, DateOnly Delivered, bool ToGuardian)
{
    /// <summary>Whether it told of that use (C2).</summary>
    public bool Covers(CertifiedUse use) => Kind == NoticeKind.Both || use switch
    {
        CertifiedUse.Anonymised => Kind == NoticeKind.Anonymised,
        CertifiedUse.Pseudonymised => Kind == NoticeKind.Pseudonymised,
        _ => false,
    };
}
