namespace Pipeline.Registry;

/// <summary>Something in the anchored chain, or in the registry's audit rows, that is not as it was written.</summary>
/// <param name="Kind">One of <see cref="AuditFindings"/>.</param>
/// <param name="Index">The entry's place in the chain, or the first of several.</param>
/// <param name="LastIndex">The last of several entries; none: one entry.</param>
/// <param name="Blob">The append blob where it is to be seen.</param>
/// <param name="Offset">Byte offset in that blob.</param>
public sealed record AuditFinding(string Kind, long? Index = null, long? LastIndex = null, string? Blob = null, long? Offset = null);

/// <summary>Kinds of finding.</summary>
public static class AuditFindings
{
    /// <summary>A line's hash does not follow from its content and the entry before it.</summary>
    public const string Altered = "audit.altered";

    /// <summary>Entries that are in no blob.</summary>
    public const string Missing = "audit.missing";

    /// <summary>An entry that stands behind one that follows it.</summary>
    public const string Reordered = "audit.reordered";

    /// <summary>A line that is there twice, is none of the center's, or stands where nothing was anchored.</summary>
    public const string Added = "audit.added";

    /// <summary>A blob that no anchor of the registry names.</summary>
    public const string UnknownBlob = "audit.unknown-blob";

    /// <summary>A blob named by an anchor that is not there.</summary>
    public const string MissingBlob = "audit.missing-blob";

    /// <summary>The chain is consistent in itself, but not the one that was anchored: its hashes were computed anew from some point on.</summary>
    public const string Rewritten = "audit.rewritten";

    /// <summary>A row of the registry that is not what was anchored of it.</summary>
    public const string RowAltered = "audit.row-altered";

    /// <summary>An anchored entry that the registry no longer has.</summary>
    public const string RowMissing = "audit.row-missing";

    /// <summary>Rows that should have been anchored long ago.</summary>
    public const string RowWaiting = "audit.row-waiting";

    /// <summary>The chain does not hold the head that was noted elsewhere.</summary>
    public const string OtherHead = "audit.other-head";
}
