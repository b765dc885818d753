using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Pipeline.Registry;

namespace Pipeline.Cloud.Tests;

public sealed class CenterRegistryTests
{
    [Fact]
    public async Task Each_new_connection_signs_in_with_a_token_for_the_database()
    {
        using PostgresStandIn server = new();
        NumberedTokens credential = new();
        await using ServiceProvider services = Services(server.ConnectionString, credential);

        (await PasswordGivenAsync(services, server)).ShouldBe("token 1");
        (await PasswordGivenAsync(services, server)).ShouldBe("token 2", "a token that was renewed in between is used");
        credential.Scopes.ShouldAllBe(scope => scope == "https://ossrdbms-aad.database.windows.net/.default");
    }

    [Fact]
    public async Task A_password_in_the_connection_string_is_used_as_it_is()
    {
        using PostgresStandIn server = new();
        NumberedTokens credential = new();
        await using ServiceProvider services = Services(server.ConnectionString + ";Password=configured", credential);

        (await PasswordGivenAsync(services, server)).ShouldBe("configured");
        credential.Scopes.ShouldBeEmpty();
    }

    [Fact]
    public async Task SQLite_asks_for_no_token()
    {
        NumberedTokens credential = new();
        await using ServiceProvider services = Services("Data Source=:memory:", credential);
        await using AsyncServiceScope scope = services.CreateAsyncScope();

        scope.ServiceProvider.GetRequiredService<RegistryContext>().ShouldNotBeNull();
        services.GetService<NpgsqlDataSource>().ShouldBeNull();
        credential.Scopes.ShouldBeEmpty();
    }

    private static async Task<string> PasswordGivenAsync(ServiceProvider services, PostgresStandIn server)
    {
        Task<string> asked = server.AskPasswordAsync(TestContext.Current.CancellationToken);
        NpgsqlDataSource database = services.GetRequiredService<NpgsqlDataSource>();
        await Should.ThrowAsync<NpgsqlException>(async () => await database.OpenConnectionAsync(TestContext.Current.CancellationToken));
        return await asked;
    }

    private static ServiceProvider Services(string database, TokenCredential credential)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [RegistryServices.DatabaseKey] = database }).Build();
        return new ServiceCollection().AddSingleton(credential).AddCenterRegistry(configuration).BuildServiceProvider();
    }

    /// <summary>A credential whose every token is another one.</summary>
    private sealed class NumberedTokens : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            return new AccessToken($"token {Scopes.Count}", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
            => new(GetToken(requestContext, cancellationToken));
    }
}
