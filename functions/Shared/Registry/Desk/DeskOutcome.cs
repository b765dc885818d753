namespace Pipeline.Registry;

/// <summary>What became of a request at the desk.</summary>
/// <param name="Receipt">The receipt to give; none: refused, or of a kind that nobody asks a receipt for.</param>
/// <param name="Refusal">Reason code; none: it is in the ledger.</param>
public sealed record DeskOutcome(DeskReceipt? Receipt, string? Refusal = null);
