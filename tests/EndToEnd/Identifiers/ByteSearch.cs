using System.Buffers;
using System.Text;

namespace Pipeline.EndToEnd.Identifiers;

/// <summary>
/// Searches bytes for texts in every encoding in which they could lie there: those of Japanese hospitals, JSON escapes, and
/// base64 at each alignment.
/// </summary>
internal sealed class ByteSearch
{
    /// <summary>Shorter byte sequences would be found by chance.</summary>
    private const int Shortest = 4;
    private readonly List<(byte[] Bytes, string What, bool Digits)> needles = [];

    /// <param name="texts">What to find, by what it is.</param>
    public ByteSearch(IReadOnlyDictionary<string, string> texts)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Encoding[] encodings =
        [
            new UTF8Encoding(false), Encoding.GetEncoding("shift_jis"), Encoding.GetEncoding("euc-jp"), Encoding.GetEncoding("iso-2022-jp"),
            new UnicodeEncoding(bigEndian: false, byteOrderMark: false), new UnicodeEncoding(bigEndian: true, byteOrderMark: false),
        ];
        HashSet<string> seen = [];
        foreach ((string text, string what) in texts)
        {
            foreach (Encoding encoding in encodings)
            {
                Add(seen, encoding.GetBytes(text), $"{what} in {encoding.WebName}");
            }

            Add(seen, Encoding.ASCII.GetBytes(string.Concat(text.Select(c => c < 128 ? c.ToString() : $"\\u{(int)c:x4}"))), $"{what} in JSON");
            foreach (int before in new[] { 0, 1, 2 })
            {
                Add(seen, InBase64(Encoding.UTF8.GetBytes(text), before), $"{what} in base64", least: 7);
            }
        }
    }

    /// <summary>What is found, each once; says what it is and never the text.</summary>
    public IReadOnlyList<string> Find(ReadOnlySpan<byte> bytes)
    {
        byte[] lower = ArrayPool<byte>.Shared.Rent(bytes.Length);
        try
        {
            Lower(bytes, lower);
            ReadOnlySpan<byte> haystack = lower.AsSpan(0, bytes.Length);
            List<string> found = [];
            foreach ((byte[] needle, string what, bool digits) in needles)
            {
                if (Holds(haystack, needle, digits))
                {
                    found.Add(what);
                }
            }

            return found;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(lower);
        }
    }

    private void Add(HashSet<string> seen, byte[] bytes, string what, int least = Shortest)
    {
        byte[] lower = new byte[bytes.Length];
        Lower(bytes, lower);
        if (lower.Length >= least && seen.Add(Convert.ToHexString(lower)))
        {
            needles.Add((lower, what, lower.All(b => b is >= (byte)'0' and <= (byte)'9' or (byte)'.')));
        }
    }

    /// <summary>A number counts where no digit stands before or after it: as part of a longer number it tells nothing.</summary>
    private static bool Holds(ReadOnlySpan<byte> haystack, byte[] needle, bool digits)
    {
        for (int at = 0; haystack[at..].IndexOf(needle) is >= 0 and int step; at += step + 1)
        {
            int start = at + step;
            int end = start + needle.Length;
            if (!digits || ((start == 0 || !char.IsAsciiDigit((char)haystack[start - 1])) && (end == haystack.Length || !char.IsAsciiDigit((char)haystack[end]))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whole groups of three bytes, with so many bytes of something else before.</summary>
    private static byte[] InBase64(byte[] bytes, int before)
    {
        int skip = (3 - before) % 3;
        int count = Math.Max(0, bytes.Length - skip) / 3 * 3;
        return count == 0 ? [] : Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes, skip, count));
    }

    /// <summary>ASCII letters only, so that romaji is found however it is written.</summary>
    private static void Lower(ReadOnlySpan<byte> bytes, Span<byte> lower)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            lower[i] = bytes[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(bytes[i] | 0x20) : bytes[i];
        }
    }
}
