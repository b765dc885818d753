namespace Pipeline.CenterCli;

/// <summary>Names as people number them: runs of digits by their value, so that 2.jpg comes before 10.jpg.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static NaturalOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> a = x, b = y;
        while (!a.IsEmpty && !b.IsEmpty)
        {
            int compared = char.IsAsciiDigit(a[0]) && char.IsAsciiDigit(b[0])
                ? CompareNumbers(Number(ref a), Number(ref b))
                : char.ToUpperInvariant(Next(ref a)).CompareTo(char.ToUpperInvariant(Next(ref b)));
            if (compared != 0) return compared;
        }

        // Names that differ only in zeros or in case still have an order.
        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(x, y);
    }

    private static char Next(ref ReadOnlySpan<char> name)
    {
        char next = name[0];
        name = name[1..];
        return next;
    }

    /// <summary>The digits that the name goes on with, without zeros in front.</summary>
    private static ReadOnlySpan<char> Number(ref ReadOnlySpan<char> name)
    {
        int length = name.IndexOfAnyExceptInRange('0', '9');
        ReadOnlySpan<char> digits = length < 0 ? name : name[..length];
        name = name[digits.Length..];
        return digits.TrimStart('0');
    }

    private static int CompareNumbers(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
        => a.Length != b.Length ? a.Length.CompareTo(b.Length) : a.SequenceCompareTo(b);
}
