using System.Buffers.Binary;

namespace Pipeline.Dicom.Tests.Fuzzing;

/// <summary>
/// Damages files as chance and strangers do: flipped bits, wrong bytes, cut ends, missing and doubled pieces, lying lengths
/// and representations, deep nesting, escape sequences, halves of two files. The same number gives the same damage.
/// </summary>
/// <param name="seeds">The files to damage.</param>
internal sealed class Mutator(IReadOnlyList<byte[]> seeds)
{
    private const int LongestInput = 1 << 20;
    private const int MostChanges = 6;
    private const int HeaderLength = 132;

    private static readonly uint[] Lies = [0, 1, 3, 0xFF, 0xFFFF, 0x1_0000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF];

    private static readonly byte[] ExplicitNest =
        [0x40, 0x00, 0x30, 0xA7, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF];

    private static readonly byte[] ImplicitNest =
        [0x40, 0x00, 0x30, 0xA7, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF];

    private static readonly byte[][] Marks =
    [
        [0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0], [0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0], [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0],
        [0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'B', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF], [.. "\e$B"u8], [.. "\e$)C"u8], [.. "\e$(D"u8], [.. "\e("u8], [.. "\e"u8],
    ];

    private static readonly string[] Representations = ["SQ", "UN", "OB", "OW", "UT", "PN", "US", "SV", "AT", "ZZ", "UC", "IS"];

    /// <summary>The input of a number.</summary>
    public byte[] Input(int number)
    {
        var random = new Random(number);
        byte[] bytes = seeds[number % seeds.Count];
        for (int changes = random.Next(3) == 0 ? random.Next(2, MostChanges) : 1; changes > 0; changes--)
            bytes = Changed(bytes, random);
        return bytes.Length <= LongestInput ? bytes : bytes[..LongestInput];
    }

    private byte[] Changed(byte[] bytes, Random random)
    {
        if (bytes.Length <= 20)
            return bytes;
        int at = random.Next(random.Next(4) == 0 ? 0 : Math.Min(HeaderLength, bytes.Length - 1), bytes.Length);
        int rest = bytes.Length - at;
        switch (random.Next(11))
        {
            case 0: return With(bytes, at, [(byte)(bytes[at] ^ (1 << random.Next(8)))]);
            case 1: return With(bytes, at, [(byte)random.Next(256)]);
            case 2: return bytes[..at];
            case 3: return Replaced(bytes, at, Math.Min(random.Next(1, 40), rest), []);
            case 4: return Replaced(bytes, at, 0, bytes.AsSpan(at, Math.Min(random.Next(1, 200), rest)));
            case 5: return Replaced(bytes, at, 0, Repeated(random.Next(2) == 0 ? ExplicitNest : ImplicitNest, random.Next(1, 100)));
            case 6: return Replaced(bytes, at, 0, Marks[random.Next(Marks.Length)]);
            case 7: return WithRepresentation(bytes, at, random);
            case 8: return Spliced(bytes, at, random);
            case 9: return Replaced(bytes, at, 0, new byte[random.Next(1, 64)]);
            default: return With(bytes, at, Lie(random));
        }
    }

    private byte[] Spliced(byte[] bytes, int at, Random random)
    {
        byte[] other = seeds[random.Next(seeds.Count)];
        return [.. bytes.AsSpan(0, at), .. other.AsSpan(random.Next(other.Length))];
    }

    /// <summary>Another representation at the next place that has two capital letters.</summary>
    private static byte[] WithRepresentation(byte[] bytes, int at, Random random)
    {
        for (int i = at; i + 1 < bytes.Length; i++)
        {
            if (bytes[i] is >= (byte)'A' and <= (byte)'Z' && bytes[i + 1] is >= (byte)'A' and <= (byte)'Z')
                return With(bytes, i, System.Text.Encoding.ASCII.GetBytes(Representations[random.Next(Representations.Length)]));
        }
        return bytes;
    }

    private static byte[] Lie(Random random)
    {
        byte[] lie = new byte[random.Next(2) == 0 ? 2 : 4];
        uint length = Lies[random.Next(Lies.Length)];
        if (lie.Length == 2)
            BinaryPrimitives.WriteUInt16LittleEndian(lie, (ushort)length);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(lie, length);
        return lie;
    }

    private static byte[] With(byte[] bytes, int at, ReadOnlySpan<byte> written)
    {
        byte[] changed = [.. bytes];
        written[..Math.Min(written.Length, bytes.Length - at)].CopyTo(changed.AsSpan(at));
        return changed;
    }

    private static byte[] Replaced(byte[] bytes, int at, int removed, ReadOnlySpan<byte> inserted)
        => [.. bytes.AsSpan(0, at), .. inserted, .. bytes.AsSpan(at + removed)];

    private static byte[] Repeated(byte[] bytes, int times)
    {
        byte[] repeated = new byte[bytes.Length * times];
        for (int i = 0; i < times; i++)
            bytes.CopyTo(repeated, i * bytes.Length);
        return repeated;
    }
}
