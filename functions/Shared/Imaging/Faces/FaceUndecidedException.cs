namespace Pipeline.Imaging.Faces;

/// <summary>Ends the search for a face where it cannot be sure of its result; the message says why, in words for a person.</summary>
internal sealed class FaceUndecidedException(string message) : Exception(message);
