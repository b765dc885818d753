using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>
/// Keyed pseudonyms (HMAC-SHA-256): the same original has the same pseudonym in every file, reference, run and machine
/// that has the key, and without the key it says nothing. Safe on any number of threads.
/// </summary>
public sealed class Pseudonyms(PseudonymKey key)
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Characters of an identifier's pseudonym: 80 bits, and what SH (PS3.5 §6.2) can hold.</summary>
    public const int IdentifierLength = 16;

    /// <summary>UIDs that PS3.6 registers (classes, transfer syntaxes, coding schemes, well-known instances): they name no one's object.</summary>
    public static bool IsWellKnown(string uid) => uid.StartsWith("1.2.840.10008.", StringComparison.Ordinal) && new DicomUid(uid).IsValid;

    /// <summary>
    /// <c>2.25.</c> and the decimal of a UUID (PS3.5 §B.2) made of the hash, at most 44 characters; a well-known UID itself.
    /// </summary>
    public DicomUid Uid(string original)
    {
        if (IsWellKnown(original)) return new DicomUid(original);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(PseudonymKind.Uid, original, hash);
        // Version 8 (RFC 9562): a UUID whose other bits are the maker's own.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new DicomUid("2.25." + BinaryPrimitives.ReadUInt128BigEndian(hash).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>16 characters A–Z, 2–7.</summary>
    public string Identifier(PseudonymKind kind, string original)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(kind, original, hash);
        UInt128 bits = BinaryPrimitives.ReadUInt128BigEndian(hash);
        return string.Create(IdentifierLength, bits, static (text, value) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = Base32[(int)(value & 31)];
                value >>= 5;
            }
        });
    }

    /// <summary>How far back this patient's dates move: 1 to <paramref name="maximumDays"/> days.</summary>
    public DateShift DateShift(string patientId, int maximumDays)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(PseudonymKind.DateShift, patientId, hash);
        return new DateShift(1 + (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)maximumDays));
    }

    private void Hash(PseudonymKind kind, string original, Span<byte> hash)
    {
        int length = Encoding.UTF8.GetByteCount(original) + 1;
        byte[]? large = length > 256 ? new byte[length] : null;
        Span<byte> message = large ?? stackalloc byte[256];
        message[0] = (byte)kind;
        Encoding.UTF8.GetBytes(original, message[1..]);
        key.Hash(message[..length], hash);
    }
}
