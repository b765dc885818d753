using System.Security.Cryptography;
using System.Text.Json;

namespace Pipeline.Cloud.Tests;

public sealed class LocalKeyFileTests : IDisposable
{
    private const string Algorithm = "RSA-OAEP-256";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_new_file_holds_an_RSA_3072_key_for_its_owner_alone()
    {
        LocalKeyFile keys = folder.NewKeys();

        using RSA key = keys.Current.ToRsa();
        key.KeySize.ShouldBe(3072);
        keys.Current.KeyId.ShouldBe("urn:pipeline:key:center:1");
        File.GetUnixFileMode(folder["center.key.json"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(folder.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public void Opening_again_finds_the_same_key()
        => folder.NewKeys().Current.ShouldBe(folder.NewKeys().Current);

    [Fact]
    public void A_file_that_others_may_read_is_refused()
    {
        folder.NewKeys();
        File.SetUnixFileMode(folder["center.key.json"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Should.Throw<InvalidDataException>(() => LocalKeyFile.Open(folder["center.key.json"])).Message.ShouldContain("chmod 600");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"name":"center","versions":[]}""")]
    public void A_file_that_is_no_key_file_is_refused(string content)
    {
        PrivateFile.Write(folder["k"], System.Text.Encoding.UTF8.GetBytes(content));

        Should.Throw<InvalidDataException>(() => LocalKeyFile.Open(folder["k"]));
    }

    [Fact]
    public void What_was_wrapped_before_a_rotation_is_unwrapped_after_it()
    {
        LocalKeyFile keys = folder.NewKeys();
        PublicKey old = keys.Current;
        byte[] wrapped = new PublicKeyEncryptionKey(old).WrapKey(Algorithm, new byte[] { 1, 2, 3 });

        keys.Rotate().KeyId.ShouldBe("urn:pipeline:key:center:2");

        LocalKeyFile.Open(folder["center.key.json"]).Resolve(old.KeyId).UnwrapKey(Algorithm, wrapped).ShouldBe([1, 2, 3]);
        Should.Throw<CryptographicException>(() => keys.Resolve(keys.Current.KeyId).UnwrapKey(Algorithm, wrapped));
        Should.Throw<CryptographicException>(() => keys.Resolve("urn:pipeline:key:center:3"));
    }

    [Fact]
    public void A_sender_can_wrap_but_not_unwrap()
    {
        var sender = new PublicKeyEncryptionKey(folder.NewKeys().Current);

        Should.Throw<NotSupportedException>(() => sender.UnwrapKey(Algorithm, sender.WrapKey(Algorithm, new byte[32])));
        Should.Throw<NotSupportedException>(() => sender.WrapKey("RSA1_5", new byte[32]));
    }

    [Fact]
    public void A_public_key_is_a_JSON_Web_Key_and_can_come_from_PEM()
    {
        PublicKey key = folder.NewKeys().Current;
        using RSA rsa = key.ToRsa();

        string json = JsonSerializer.Serialize(key, MessageJson.Options);

        json.ShouldBe($$"""{"kid":"urn:pipeline:key:center:1","n":"{{key.Modulus}}","e":"AQAB","kty":"RSA"}""");
        JsonSerializer.Deserialize<PublicKey>(json, MessageJson.Options).ShouldBe(key);
        PublicKey.FromPem(key.KeyId, rsa.ExportSubjectPublicKeyInfoPem()).ShouldBe(key);
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(4608)]
    public void A_key_too_short_or_too_long_is_refused(int bits)
    {
        using RSA rsa = RSA.Create(bits);

        Should.Throw<FormatException>(() => PublicKey.Of("k", rsa).ToRsa());
    }
}
