using System.Text;
using Pipeline.Cloud;

namespace Pipeline.CenterCli.Tests;

public sealed class IdentityTests : IDisposable
{
    private const string Development = "\"development\":{\"token\":\"http://localhost:7071/development/token\",\"clientId\":\"a\",\"clientSecret\":\"top-secret\"}";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_whole_identity_is_read_and_tells_no_secret()
    {
        Identity identity = Identity.Load(Write($$"""{"name":"alpha","kind":"facility","portal":"http://localhost:7071",{{Development}},"key":"alpha.key.json"}"""));

        identity.Name.ShouldBe("alpha");
        identity.Kind.ShouldBe(IdentityKind.Facility);
        identity.Key.ShouldBe(folder["alpha.key.json"]);
        $"{identity} {identity.Development}".ShouldNotContain("top-secret");
    }

    [Theory]
    [InlineData("no_json", "nonsense")]
    [InlineData("no_portal", """{"name":"alpha","kind":"facility",DEVELOPMENT}""")]
    [InlineData("unknown_kind", """{"name":"alpha","kind":"hospital","portal":"https://center.example",DEVELOPMENT}""")]
    [InlineData("portal_without_tls", """{"name":"alpha","kind":"facility","portal":"http://center.example",DEVELOPMENT}""")]
    [InlineData("no_sign_in", """{"name":"alpha","kind":"facility","portal":"https://center.example"}""")]
    [InlineData("two_sign_ins", """{"name":"alpha","kind":"facility","portal":"https://center.example",DEVELOPMENT,"entra":{"tenantId":"t","clientId":"c","certificate":"x.pem"}}""")]
    [InlineData("development_elsewhere", """{"name":"alpha","kind":"facility","portal":"https://center.example","development":{"token":"https://elsewhere.example/token","clientId":"a","clientSecret":"b"}}""")]
    public void A_wrong_identity_is_refused(string failure, string json)
    {
        CenterException refused = Should.Throw<CenterException>(() => Identity.Load(Write(json.Replace("DEVELOPMENT", Development, StringComparison.Ordinal))), failure);

        refused.ExitCode.ShouldBe(ExitCodes.Usage);
        refused.Message.ShouldNotContain("top-secret");
    }

    [Fact]
    public void An_identity_that_others_may_read_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes");
        string path = Write($$"""{"name":"alpha","kind":"facility","portal":"http://localhost:7071",{{Development}}}""");
#pragma warning disable CA1416 // skipped there
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
#pragma warning restore CA1416

        Should.Throw<CenterException>(() => Identity.Load(path)).Message.ShouldContain("chmod 600");
    }

    [Fact]
    public void A_missing_identity_tells_how_to_name_one()
        => Should.Throw<CenterException>(() => IdentityFiles.Find(null, null, [IdentityKind.Facility], _ => null)).Message.ShouldContain("--identity FILE");

    private string Write(string json)
    {
        PrivateFile.Write(folder["identity.json"], Encoding.UTF8.GetBytes(json));
        return folder["identity.json"];
    }
}
