namespace Pipeline.Registry;

/// <summary>What a verification found.</summary>
/// <param name="Entries">Lines read.</param>
/// <param name="Blobs">Blobs read.</param>
/// <param name="Head">Place of the last anchored entry; 0: none.</param>
/// <param name="HeadHash">Its hash, to be noted elsewhere: a later verification can be asked for it.</param>
/// <param name="Waiting">Rows not anchored yet.</param>
/// <param name="Findings">What is not as it was written, in the order of the chain.</param>
public sealed record AuditVerification(
    long Entries, int Blobs, long Head, string HeadHash, long Waiting, IReadOnlyList<AuditFinding> Findings)
{
    /// <summary>Nothing was found.</summary>
    public bool IsIntact => Findings.Count == 0;
}
