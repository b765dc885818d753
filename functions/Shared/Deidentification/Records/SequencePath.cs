using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>The sequences that a data set stands in, from the innermost outwards.</summary>
/// <param name="Outer">What that sequence stands in itself; null for the root's.</param>
/// <param name="Sequence">The innermost.</param>
internal sealed record SequencePath(SequencePath? Outer, Tag Sequence)
{
    /// <summary>The tags, outermost first.</summary>
    public static IReadOnlyList<Tag> TagsOf(SequencePath? path)
    {
        if (path is null) return [];
        List<Tag> tags = [];
        for (SequencePath? at = path; at is not null; at = at.Outer) tags.Add(at.Sequence);
        tags.Reverse();
        return tags;
    }
}
