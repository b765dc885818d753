namespace Pipeline.CenterCli;

/// <summary>Orders that a facility be erased.</summary>
/// <param name="Confirm">The facility's ID once more.</param>
internal sealed record ErasureOrder(string Confirm);
