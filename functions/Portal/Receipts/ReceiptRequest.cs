using System.Buffers;

namespace Pipeline.Portal;

/// <summary>A receiver says that it pulled a package.</summary>
/// <param name="Provision">The package's ID, as the list gave it.</param>
/// <param name="Blob">Its blob, as the list gave it.</param>
/// <param name="Sha256">SHA-256 of the blob, hexadecimal, if the receiver took it.</param>
/// <param name="Ok">Whether it could be decrypted and every hash in it agreed.</param>
internal sealed record ReceiptRequest(Guid Provision, string? Blob, string? Sha256, bool Ok)
{
    private const int Sha256Length = 64;
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>It names a package, and what it says of the hash can be one.</summary>
    public bool IsWellFormed => Provision != Guid.Empty && !string.IsNullOrEmpty(Blob)
        && (Sha256 is null || (Sha256.Length == Sha256Length && !Sha256.AsSpan().ContainsAnyExcept(Hexadecimal)));
}
