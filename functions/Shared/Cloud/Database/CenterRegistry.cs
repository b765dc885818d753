using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Pipeline.Registry;

namespace Pipeline.Cloud;

/// <summary>Registers the registry in an app that signs in to its database as itself.</summary>
public static class CenterRegistry
{
    /// <summary>What a token for Azure Database for PostgreSQL is asked for.</summary>
    public const string Scope = "https://ossrdbms-aad.database.windows.net/.default";

    /// <summary>
    /// Adds the registry in the database that <c>Center:Database</c> names. PostgreSQL without a password in the connection
    /// string gets an Entra token of the registered <see cref="TokenCredential"/> instead.
    /// </summary>
    /// <exception cref="InvalidOperationException">The connection string is missing.</exception>
    public static IServiceCollection AddCenterRegistry(this IServiceCollection services, IConfiguration configuration)
        => services.AddRegistry(configuration, SignIn);

    /// <summary>
    /// Asked at every new connection: the credential keeps its token until it must be renewed. A timer that renews it would
    /// stand still while the platform has the instance asleep, and the first connection afterwards would be refused.
    /// </summary>
    private static void SignIn(IServiceProvider provider, NpgsqlDataSourceBuilder postgres)
    {
        if (postgres.ConnectionStringBuilder.Password is { Length: > 0 } || provider.GetService<TokenCredential>() is not { } credential)
        {
            return;
        }

        TokenRequestContext request = new([Scope]);
        postgres.UsePasswordProvider(
            _ => credential.GetToken(request, CancellationToken.None).Token,
            async (_, cancellationToken) => (await credential.GetTokenAsync(request, cancellationToken)).Token);
    }
}
