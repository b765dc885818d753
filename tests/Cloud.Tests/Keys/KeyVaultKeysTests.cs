using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core.Cryptography;

namespace Pipeline.Cloud.Tests;

public sealed class KeyVaultKeysTests : IAsyncLifetime
{
    private const string Algorithm = "RSA-OAEP-256";
    private static readonly byte[] ContentKey = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private VaultStandIn vault = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private KeyVaultKeys Keys => new(vault.Vault, "center", vault.Credential, vault.Connect(new KeyVaultKeysOptions()));

    public async ValueTask InitializeAsync() => vault = await VaultStandIn.StartAsync();

    public ValueTask DisposeAsync() => vault.DisposeAsync();

    [Fact]
    public async Task Senders_wrap_with_the_current_public_key_and_the_vault_unwraps()
    {
        KeyVaultKeys keys = Keys;

        PublicKey current = await keys.GetCurrentAsync(Cancel);
        byte[] wrapped = await new PublicKeyEncryptionKey(current).WrapKeyAsync(Algorithm, ContentKey, Cancel);
        byte[] unwrapped = await (await keys.ResolveAsync(current.KeyId, Cancel)).UnwrapKeyAsync(Algorithm, wrapped, Cancel);

        unwrapped.ShouldBe(ContentKey);
        (string Request, bool Authorized, string Body)[] requests = [.. vault.Requests];
        requests.Select(r => (r.Request, r.Authorized)).ShouldBe(
            [
                ("GET /keys/center?api-version=7.4", false),
                ("GET /keys/center?api-version=7.4", true),
                ("POST /keys/center/v2/unwrapkey?api-version=7.4", true),
            ]);
        JsonNode.Parse(requests[2].Body)!.ToJsonString().ShouldBe($$"""{"alg":"RSA-OAEP-256","value":"{{Base64Url.EncodeToString(wrapped)}}"}""");
        vault.Credential.Asked.Distinct().ShouldBe([("https://vault.test/.default", "11111111-2222-3333-4444-555555555555")]);
    }

    [Fact]
    public async Task The_wrapped_key_goes_only_to_a_vault_that_was_challenged()
    {
        byte[] wrapped = vault.Private("v1").Encrypt(ContentKey, RSAEncryptionPadding.OaepSHA256);

        byte[] unwrapped = await Keys.Resolve(vault.KeyId("v1"), Cancel).UnwrapKeyAsync(Algorithm, wrapped, Cancel);

        unwrapped.ShouldBe(ContentKey);
        vault.Requests.Select(r => (r.Authorized, r.Body.Length > 0)).ShouldBe([(false, false), (true, true)]);
    }

    [Fact]
    public void What_the_SDK_unwraps_synchronously_works_too()
    {
        byte[] wrapped = vault.Private("v1").Encrypt(ContentKey, RSAEncryptionPadding.OaepSHA256);

        Keys.Resolve(vault.KeyId("v1"), Cancel).UnwrapKey(Algorithm, wrapped, Cancel).ShouldBe(ContentKey);
    }

    [Theory]
    [InlineData("https://kv.evil.test/keys/center/v1")]
    [InlineData("http://kv.vault.test/keys/center/v1")]
    [InlineData("{vault}keys/other/v1")]
    [InlineData("{vault}keys/center")]
    [InlineData("{vault}keys/center/")]
    [InlineData("{vault}keys/center/v1/unwrapkey")]
    [InlineData("{vault}keys/center/v1?x=1/../..")]
    [InlineData("urn:pipeline:key:center:1")]
    [InlineData("")]
    public void A_key_ID_that_is_not_of_this_vaults_key_is_refused_before_anything_is_sent(string keyId)
    {
        Should.Throw<CryptographicException>(() => Keys.Resolve(keyId.Replace("{vault}", vault.Vault.ToString()), Cancel));

        vault.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""Bearer authorization="https://login.microsoftonline.com/t", resource="https://evil.test" """)]
    [InlineData("""Bearer authorization="https://login.microsoftonline.com/t", resource="https://ault.test" """)]
    [InlineData("""Bearer authorization="https://login.microsoftonline.com/t", scope="https://management.azure.com/.default" """)]
    public async Task A_challenge_for_another_domain_gets_no_token(string challenge)
    {
        vault.Challenge = challenge;

        await Should.ThrowAsync<InvalidOperationException>(() => Keys.GetCurrentAsync(Cancel));

        vault.Credential.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""Bearer authorization="https://login.microsoftonline.com/t", scope="https://vault.test/.default" """)]
    [InlineData("Bearer authorization=https://login.microsoftonline.com/t, resource=https://vault.test")]
    public async Task A_challenge_may_name_a_scope_or_do_without_quotes(string challenge)
    {
        vault.Challenge = challenge;

        await Keys.GetCurrentAsync(Cancel);

        vault.Credential.Asked.Distinct().ShouldBe([("https://vault.test/.default", "t")]);
    }

    [Theory]
    [InlineData("Basic realm=x")]
    [InlineData("Bearer error=invalid")]
    public async Task Without_a_challenge_the_refusal_stands(string challenge)
    {
        vault.Challenge = challenge;

        (await Should.ThrowAsync<RequestFailedException>(() => Keys.GetCurrentAsync(Cancel))).Status.ShouldBe(401);
    }

    [Fact]
    public async Task What_the_vault_cannot_unwrap_is_not_decryptable_rather_than_tried_for_ever()
    {
        await Should.ThrowAsync<CryptographicException>(() => Keys.Resolve(vault.KeyId("v1"), Cancel).UnwrapKeyAsync(Algorithm, new byte[256], Cancel));
        await Should.ThrowAsync<CryptographicException>(() => Keys.Resolve(vault.KeyId("v9"), Cancel).UnwrapKeyAsync(Algorithm, new byte[256], Cancel));
    }

    [Fact]
    public async Task Only_one_algorithm_is_used()
    {
        IKeyEncryptionKey key = Keys.Resolve(vault.KeyId("v1"), Cancel);

        await Should.ThrowAsync<NotSupportedException>(() => key.UnwrapKeyAsync("RSA1_5", new byte[256], Cancel));
        vault.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void A_vault_is_reached_by_https_only()
        => Should.Throw<ArgumentException>(() => new KeyVaultKeys(new Uri("http://kv.vault.test"), "center", vault.Credential));
}
