using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Pipeline.Portal;

/// <summary>
/// The key ring that cookies and forms are protected with: one key made of a configured secret, so that every instance
/// reads what another wrote and nothing is kept on disk. Another secret signs everyone out.
/// </summary>
internal sealed class CookieKeys : IXmlRepository
{
    private const int MinimumLength = 32;
    private const int MasterKeyLength = 64;

    private readonly XElement key;

    /// <param name="secret">Base64 of at least 32 random bytes.</param>
    /// <exception cref="FormatException">It is shorter, or not base64.</exception>
    public CookieKeys(string secret)
    {
        byte[] input = Convert.FromBase64String(secret);
        if (input.Length < MinimumLength)
        {
            throw new FormatException($"Center:CookieKey needs {MinimumLength} random bytes or more.");
        }

        byte[] master = HKDF.DeriveKey(HashAlgorithmName.SHA512, input, MasterKeyLength, info: Encoding.ASCII.GetBytes("center cookies"));
        byte[] id = HKDF.DeriveKey(HashAlgorithmName.SHA512, input, 16, info: Encoding.ASCII.GetBytes("center cookies id"));
        key = new XElement(
            "key",
            new XAttribute("id", new Guid(id)),
            new XAttribute("version", 1),
            new XElement("creationDate", "2000-01-01T00:00:00Z"),
            new XElement("activationDate", "2000-01-01T00:00:00Z"),
            new XElement("expirationDate", "9000-01-01T00:00:00Z"),
            new XElement(
                "descriptor",
                new XAttribute("deserializerType", "Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel.AuthenticatedEncryptorDescriptorDeserializer, Microsoft.AspNetCore.DataProtection"),
                new XElement(
                    "descriptor",
                    new XElement("encryption", new XAttribute("algorithm", "AES_256_CBC")),
                    new XElement("validation", new XAttribute("algorithm", "HMACSHA256")),
                    new XElement("masterKey", new XElement("value", Convert.ToBase64String(master))))));
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => [new XElement(key)];

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
        => throw new NotSupportedException("The key ring is configured, not grown.");

    /// <summary>Registers data protection under the secret, or under a key of this process alone.</summary>
    public static void Register(IServiceCollection services, string? secret)
    {
        IDataProtectionBuilder protection = services.AddDataProtection().SetApplicationName("center-portal");
        if (string.IsNullOrEmpty(secret))
        {
            protection.UseEphemeralDataProtectionProvider();
            return;
        }

        var keys = new CookieKeys(secret);
        protection.DisableAutomaticKeyGeneration();
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = keys);
    }
}
