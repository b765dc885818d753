namespace Pipeline.Registry;

/// <summary>A count as a searcher may see it.</summary>
/// <param name="Text"><c>0</c>, the number itself, <c>&lt;10</c>, or <c>≥10</c> where the number would betray a small rest.</param>
/// <param name="Exact">The number, where it may be told.</param>
public readonly record struct CountText(string Text, int? Exact)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
