using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Cloud;

/// <summary>
/// Where keys are: an https address of a vault in the cloud, <c>file:PATH</c> on one machine. The only place that tells the
/// two apart.
/// </summary>
public static class KeyLocations
{
    private const string FilePrefix = "file:";

    /// <summary>Opens a receiver's key pair.</summary>
    /// <param name="location"><c>https://{vault}/keys/{name}</c>, or <c>file:PATH</c> of a <see cref="LocalKeyFile"/>.</param>
    /// <param name="credential">Signs in to the vault.</param>
    /// <exception cref="FormatException">It is neither.</exception>
    public static IPackageKeys OpenPackageKeys(string location, TokenCredential? credential)
    {
        if (location.StartsWith(FilePrefix, StringComparison.Ordinal))
        {
            return LocalKeyFile.Open(location[FilePrefix.Length..]);
        }

        return Uri.TryCreate(location, UriKind.Absolute, out Uri? address) && address is { Scheme: "https", Segments: ["/", "keys/", var name, ..] } && credential is not null
            ? new KeyVaultKeys(new Uri(address.GetLeftPart(UriPartial.Authority)), name.TrimEnd('/'), credential)
            : throw new FormatException("A key's location is https://{vault}/keys/{name} or file:PATH.");
    }

    /// <summary>Opens the pseudonym secrets.</summary>
    /// <param name="location"><c>https://{vault}</c>, or <c>file:PATH</c> of a folder.</param>
    /// <param name="credential">Signs in to the vault.</param>
    /// <exception cref="FormatException">It is neither.</exception>
    public static IPseudonymKeys OpenPseudonymKeys(string location, TokenCredential? credential)
    {
        if (location.StartsWith(FilePrefix, StringComparison.Ordinal))
        {
            return new LocalPseudonymKeys(location[FilePrefix.Length..]);
        }

        return Uri.TryCreate(location, UriKind.Absolute, out Uri? vault) && vault.Scheme == Uri.UriSchemeHttps && credential is not null
            ? new KeyVaultPseudonymKeys(new SecretClient(vault, credential))
            : throw new FormatException("The pseudonym vault's location is https://{vault} or file:PATH.");
    }

    /// <summary>Registers the center's upload key, <c>Center:UploadKey</c>. Only Intake is configured for it.</summary>
    public static IServiceCollection AddPackageKeys(this IServiceCollection services, IConfiguration configuration)
        => services.AddSingleton(provider => OpenPackageKeys(Demanded(configuration, "Center:UploadKey"), provider.GetService<TokenCredential>()));

    /// <summary>Registers the pseudonym secrets, <c>Center:PseudonymVault</c>. Only Research is configured for them.</summary>
    public static IServiceCollection AddPseudonymKeys(this IServiceCollection services, IConfiguration configuration)
        => services.AddSingleton(provider => OpenPseudonymKeys(Demanded(configuration, "Center:PseudonymVault"), provider.GetService<TokenCredential>()));

    private static string Demanded(IConfiguration configuration, string key)
        => configuration[key] is { Length: > 0 } value ? value : throw new InvalidOperationException($"{key} is not configured.");
}
