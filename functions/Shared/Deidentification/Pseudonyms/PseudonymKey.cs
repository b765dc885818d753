using System.Security.Cryptography;
using System.Text;
using Pipeline.Registry;

namespace Pipeline.Deidentification;

/// <summary>
/// The 256-bit secret behind the pseudonyms of one project and facility. Kept apart from the data; whoever has it can test
/// guesses. A one-time key (匿名加工) lives until its export closes: dispose it, and no later run, recall included, can
/// name the same pseudonyms again.
/// </summary>
public sealed class PseudonymKey : IDisposable
{
    /// <summary>Bytes of a key.</summary>
    public const int Length = 32;

    private readonly byte[] _bytes;
    private bool _disposed;

    private PseudonymKey(byte[] bytes, bool isOneTime) => (_bytes, IsOneTime) = (bytes, isOneTime);

    /// <summary>Whether the key was drawn for one export and is stored nowhere.</summary>
    public bool IsOneTime { get; }

    /// <summary>Takes a stored key; copies it.</summary>
    /// <exception cref="ArgumentException">It has not 32 bytes, or they are all the same.</exception>
    public static PseudonymKey FromBytes(ReadOnlySpan<byte> key)
    {
        if (key.Length != Length) throw new ArgumentException($"a pseudonym key has {Length} bytes", nameof(key));
        if (!key.ContainsAnyExcept(key[0])) throw new ArgumentException("a pseudonym key is random", nameof(key));
        return new PseudonymKey(key.ToArray(), isOneTime: false);
    }

    /// <summary>Draws a key from the operating system that nothing can find again.</summary>
    public static PseudonymKey OneTime() => new(RandomNumberGenerator.GetBytes(Length), isOneTime: true);

    /// <summary>
    /// One facility's own key, derived from a project's by HMAC-SHA-256, so that the same patient ID of two hospitals has two
    /// pseudonyms.
    /// </summary>
    public PseudonymKey ForFacility(FacilityId facility)
    {
        byte[] derived = new byte[Length];
        Hash(Encoding.ASCII.GetBytes("facility " + facility.Value), derived);
        return new PseudonymKey(derived, IsOneTime);
    }

    /// <summary>Forgets the key: overwrites it in memory.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        _disposed = true;
    }

    internal void Hash(ReadOnlySpan<byte> message, Span<byte> hash)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        HMACSHA256.HashData(_bytes, message, hash);
    }
}
