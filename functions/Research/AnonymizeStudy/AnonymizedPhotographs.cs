namespace Pipeline.Research;

/// <summary>What could be anonymised of a case's picture files.</summary>
/// <param name="Objects">The pictures, each with the name of its blob in staging, in the package's order.</param>
/// <param name="LeftOut">Why the others were left out.</param>
/// <param name="Pictures">Previews of some that are written.</param>
public sealed record AnonymizedPhotographs(List<AnonymizedObject> Objects, List<LeftOutInstance> LeftOut, List<PhotographPreview> Pictures);

/// <summary>Previews of one picture, JPEG.</summary>
/// <param name="Thumbnail">The small one.</param>
/// <param name="Frame">As large as frames of a cine are shown.</param>
public sealed record PhotographPreview(byte[] Thumbnail, byte[] Frame);
