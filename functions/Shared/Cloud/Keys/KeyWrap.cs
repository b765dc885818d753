using System.Security.Cryptography;

namespace Pipeline.Cloud;

/// <summary>The one key-wrap algorithm: RSA-OAEP with SHA-256 (RFC 7518 section 4.3).</summary>
internal static class KeyWrap
{
    public const string Algorithm = "RSA-OAEP-256";

    public static RSAEncryptionPadding Padding => RSAEncryptionPadding.OaepSHA256;

    /// <exception cref="NotSupportedException">The algorithm, which comes with the package, is another.</exception>
    public static void Demand(string algorithm)
    {
        if (!string.Equals(algorithm, Algorithm, StringComparison.Ordinal))
        {
            throw new NotSupportedException("Only RSA-OAEP-256 wraps keys here.");
        }
    }
}
