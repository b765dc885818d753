namespace Pipeline.Dicom.Tests.Agreement;

/// <summary>
/// One element as a reader has it. What a reader does not tell is null. <paramref name="Path"/> is the way to it, e.g.
/// <c>0008,1140[0]/0008,1155</c>; a second element of one tag ends in <c>#2</c>; a fragment is <c>7FE0,0010[0]</c>, the
/// offset table first.
/// </summary>
/// <param name="Path">The way to the element from the root.</param>
/// <param name="Vr">The representation; null where unknown.</param>
/// <param name="Length">Bytes of the value with padding; null for sequences and encapsulated values.</param>
/// <param name="Digest">The beginning of the value's SHA-256 in hexadecimal, numbers in little-endian order.</param>
/// <param name="Text">The values as text, trimmed, separated by backslashes.</param>
internal sealed record ListedElement(string Path, Vr? Vr, long? Length, string? Digest = null, string? Text = null)
{
    /// <summary>What differs between two readings of this element; null where nothing does.</summary>
    public string? DifferenceTo(ListedElement theirs)
    {
        if (Vr is { } ours && theirs.Vr is { } other && ours != other)
            return $"representation {ours}, theirs {other}";
        if (Length is not null && theirs.Length is not null && Length != theirs.Length)
            return $"length {Length}, theirs {theirs.Length}";
        if (Digest is not null && theirs.Digest is not null && Digest != theirs.Digest)
            return $"value {Digest}, theirs {theirs.Digest}";
        if (Text is not null && theirs.Text is not null && Text != theirs.Text)
            return $"text '{Text}', theirs '{theirs.Text}'";
        return null;
    }
}
