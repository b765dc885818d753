namespace Pipeline.Interleaving.Tests;

/// <summary>The process died here; whatever it still tries has no effect.</summary>
public sealed class KilledException() : Exception("Killed by the test.");
