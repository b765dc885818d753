namespace Pipeline.Dicom;

/// <summary>
/// A fragment of encapsulated pixel data (PS3.5 §A.4). <paramref name="Offset"/> is that of its item from the first item
/// after the offset table, <paramref name="Length"/> that of its bytes, which <paramref name="Content"/> gives once,
/// before the next fragment is asked for.
/// </summary>
public sealed record Fragment(long Offset, long Length, Stream Content);
