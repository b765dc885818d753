using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Pipeline.Cloud;

/// <summary>The public half of an RSA key as a JSON Web Key (RFC 7517, RFC 7518 section 6.3); safe to hand out.</summary>
/// <param name="KeyId">Names the key and its version to the receiver; written into each package's encryption data.</param>
/// <param name="Modulus">Base64url, 2048 to 4096 bits.</param>
/// <param name="Exponent">Base64url.</param>
public sealed record PublicKey(
    [property: JsonPropertyName("kid")] string KeyId,
    [property: JsonPropertyName("n")] string Modulus,
    [property: JsonPropertyName("e")] string Exponent)
{
    private const int MinimumBytes = 2048 / 8;
    private const int MaximumBytes = 4096 / 8;

    /// <summary>Always <c>RSA</c>.</summary>
    [JsonPropertyName("kty")]
    [JsonInclude]
    public string KeyType { get; } = "RSA";

    /// <summary>The public half of <paramref name="key"/>.</summary>
    public static PublicKey Of(string keyId, RSA key)
    {
        RSAParameters parameters = key.ExportParameters(includePrivateParameters: false);
        return new PublicKey(keyId, Base64Url.EncodeToString(parameters.Modulus), Base64Url.EncodeToString(parameters.Exponent));
    }

    /// <summary>Reads a SubjectPublicKeyInfo or certificate-less public key in PEM (RFC 7468).</summary>
    /// <exception cref="ArgumentException">It holds no RSA key.</exception>
    public static PublicKey FromPem(string keyId, string pem)
    {
        using RSA key = RSA.Create();
        key.ImportFromPem(pem);
        return Of(keyId, key);
    }

    /// <summary>The key as the platform's object; the caller disposes it.</summary>
    /// <exception cref="FormatException">It is not an RSA key of an accepted length.</exception>
    public RSA ToRsa()
    {
        byte[] modulus = Base64Url.DecodeFromChars(Modulus);
        if (modulus.Length is < MinimumBytes or > MaximumBytes)
        {
            throw new FormatException("An RSA key has 2048 to 4096 bits here.");
        }

        return RSA.Create(new RSAParameters { Modulus = modulus, Exponent = Base64Url.DecodeFromChars(Exponent) });
    }
}
