namespace Pipeline.Cloud;

/// <summary>The export whose pseudonyms were asked for is closed: its key is destroyed, nothing can join it.</summary>
public sealed class ExportClosedException() : Exception("The export is closed: its pseudonym key was destroyed.");
