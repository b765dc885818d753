using System.Buffers;
using System.Buffers.Binary;

namespace Pipeline.Deidentification;

/// <summary>
/// Byte strings, all searched in one pass: each place's next four bytes tell whether any of them may begin there.
/// Immutable; safe on any number of threads.
/// </summary>
internal sealed class LeakTermSet
{
    private const int Start = sizeof(uint);
    private const int HashBits = 16;

    private static readonly SearchValues<byte> WordBytes = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private readonly ulong[] _starts = new ulong[(1 << HashBits) / 64];
    private readonly Dictionary<uint, Term[]> _terms;
    private readonly Term[] _short;

    public LeakTermSet(LeakTerms terms)
    {
        Term[] all = [.. terms.Anywhere.Select(bytes => new Term(bytes, IsWord: false)), .. terms.AsWords.Select(bytes => new Term(bytes, IsWord: true))];
        _short = Array.FindAll(all, term => term.Bytes.Length < Start);
        _terms = all.Where(term => term.Bytes.Length >= Start).GroupBy(term => BinaryPrimitives.ReadUInt32LittleEndian(term.Bytes)).ToDictionary(group => group.Key, group => group.ToArray());
        foreach (uint start in _terms.Keys) _starts[Hash(start) >> 6] |= 1UL << (int)(Hash(start) & 63);
    }

    /// <summary>Whether any of them stands in these bytes.</summary>
    public bool IsIn(ReadOnlySpan<byte> bytes)
    {
        ulong[] starts = _starts;
        for (int at = 0; at <= bytes.Length - Start; at++)
        {
            uint hash = Hash(BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]));
            if ((starts[hash >> 6] & (1UL << (int)(hash & 63))) != 0 && Begins(bytes, at)) return true;
        }

        return _short.Length > 0 && HasShort(bytes);
    }

    /// <summary>Whether the word stands in these bytes between what is neither letter nor digit.</summary>
    public static bool HasWord(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> word)
    {
        for (int from = 0; bytes[from..].IndexOf(word) is >= 0 and var at; from += at + 1)
        {
            if (StandsAlone(bytes, from + at, word)) return true;
        }

        return false;
    }

    private static uint Hash(uint start) => (start * 0x9E37_79B1) >> (32 - HashBits);

    private bool Begins(ReadOnlySpan<byte> bytes, int at)
    {
        if (!_terms.TryGetValue(BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]), out Term[]? terms)) return false;
        foreach (Term term in terms)
        {
            if (bytes[at..].StartsWith(term.Bytes) && (!term.IsWord || StandsAlone(bytes, at, term.Bytes))) return true;
        }

        return false;
    }

    private bool HasShort(ReadOnlySpan<byte> bytes)
    {
        foreach (Term term in _short)
        {
            if (term.IsWord ? HasWord(bytes, term.Bytes) : bytes.IndexOf(term.Bytes) >= 0) return true;
        }

        return false;
    }

    private static bool StandsAlone(ReadOnlySpan<byte> bytes, int start, ReadOnlySpan<byte> word)
    {
        int end = start + word.Length;
        bool before = start > 0 && WordBytes.Contains(bytes[start - 1]);
        bool after = end < bytes.Length && WordBytes.Contains(bytes[end]);
        if (!before && !after) return true;
        // A number behind letters, or letters behind a number, is still the number.
        return word.Length >= 8 && !word.ContainsAnyExceptInRange((byte)'0', (byte)'9') && (!before || !IsDigit(bytes[start - 1])) && (!after || !IsDigit(bytes[end]));
    }

    private static bool IsDigit(byte value) => value is >= (byte)'0' and <= (byte)'9';

    private readonly record struct Term(byte[] Bytes, bool IsWord);
}
