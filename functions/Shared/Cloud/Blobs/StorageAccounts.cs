using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Cloud;

/// <summary>The storage accounts that an app may touch: the section <c>Center</c> of its configuration.</summary>
public sealed record StorageAccountsOptions
{
    /// <summary>Blob service addresses by family, <c>Center:Accounts:Intake</c> and so on; only those the app has a role for.</summary>
    public Dictionary<StorageFamily, Uri> Accounts { get; init; } = [];

    /// <summary>Shared keys by family, base64, <c>Center:AccountKeys:Intake</c> and so on; only on one machine. In the cloud shared keys are off.</summary>
    public Dictionary<StorageFamily, string> AccountKeys { get; init; } = [];

    /// <summary>Reads the section <c>Center</c>.</summary>
    public static StorageAccountsOptions From(IConfiguration configuration)
        => configuration.GetSection("Center").Get<StorageAccountsOptions>() ?? new StorageAccountsOptions();
}

/// <summary>Opens containers of the families that this app is configured for, and of no other.</summary>
public sealed class StorageAccounts
{
    private readonly Dictionary<StorageFamily, BlobServiceClient> services;

    /// <param name="options">The accounts.</param>
    /// <param name="credential">Signs in where an account has no shared key.</param>
    /// <param name="transport">Carries the requests; null for the SDK's own.</param>
    public StorageAccounts(StorageAccountsOptions options, TokenCredential? credential, HttpPipelineTransport? transport = null)
        => services = options.Accounts.ToDictionary(a => a.Key, a => Open(a.Key, a.Value, options, credential, transport));

    /// <summary>The families configured.</summary>
    public IReadOnlyCollection<StorageFamily> Families => services.Keys;

    /// <summary>The account's client.</summary>
    /// <exception cref="NotPermittedException">The app is not configured for that family.</exception>
    public BlobServiceClient Service(StorageFamily family)
        => services.TryGetValue(family, out BlobServiceClient? service) ? service : throw new NotPermittedException(family);

    /// <summary>A container; it need not exist yet.</summary>
    /// <exception cref="NotPermittedException">The app is not configured for its family.</exception>
    public BlobContainer this[ContainerName container] => new(Service(container.Family).GetBlobContainerClient(container.Name));

    /// <summary>Timeouts and retries of every blob client: 5 tries, exponential, 100 s for one request.</summary>
    public static BlobClientOptions ClientOptions()
    {
        var options = new BlobClientOptions();
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 5;
        options.Retry.Delay = TimeSpan.FromSeconds(0.4);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(20);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(100);
        return options;
    }

    private static BlobServiceClient Open(
        StorageFamily family, Uri address, StorageAccountsOptions options, TokenCredential? credential, HttpPipelineTransport? transport)
    {
        BlobClientOptions client = ClientOptions();
        client.Transport = transport ?? client.Transport;
        if (options.AccountKeys.TryGetValue(family, out string? key))
        {
            return new BlobServiceClient(address, new StorageSharedKeyCredential(AccountNameOf(address), key), client);
        }

        return credential is not null
            ? new BlobServiceClient(address, credential, client)
            : throw new InvalidOperationException($"Center:Accounts:{family} has neither a key nor a credential.");
    }

    private static string AccountNameOf(Uri address) => new BlobUriBuilder(address).AccountName;
}

/// <summary>Registers <see cref="StorageAccounts"/>.</summary>
public static class StorageAccountsRegistration
{
    /// <summary>Registers the accounts of the configuration's section <c>Center</c>; the credential is the registered <see cref="TokenCredential"/>, if any, and so is the transport.</summary>
    public static IServiceCollection AddStorageAccounts(this IServiceCollection services, IConfiguration configuration)
        => services.AddSingleton(provider => new StorageAccounts(
            StorageAccountsOptions.From(configuration), provider.GetService<TokenCredential>(), provider.GetService<HttpPipelineTransport>()));
}
