using Azure.Security.KeyVault.Secrets;
using Pipeline.Registry;

namespace Pipeline.Cloud.Tests;

public sealed class PseudonymKeysTests : IAsyncLifetime
{
    private static readonly FacilityId Alpha = new("alpha");
    private static readonly ProjectId Heart = new("heart");
    private readonly TemporaryFolder folder = new();
    private VaultStandIn vault = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => ["file", "vault"];

    public async ValueTask InitializeAsync() => vault = await VaultStandIn.StartAsync();

    public async ValueTask DisposeAsync()
    {
        folder.Dispose();
        await vault.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_project_keeps_its_secret_per_facility(string kind)
    {
        PseudonymKey first = await Open(kind).GetOrCreateAsync(Heart, Alpha, Cancel);
        PseudonymKey again = await Open(kind).GetOrCreateAsync(Heart, Alpha, Cancel);
        PseudonymKey found = (await Open(kind).FindAsync(Heart, Alpha, first.Version, Cancel))!;

        first.Secret.Length.ShouldBe(32);
        foreach (PseudonymKey same in new[] { again, found })
        {
            same.Version.ShouldBe(first.Version);
            same.Secret.ToArray().ShouldBe(first.Secret.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task No_two_pairs_share_a_secret_even_when_their_names_run_together(string kind)
    {
        IPseudonymKeys keys = Open(kind);
        PseudonymKey[] all =
        [
            await keys.GetOrCreateAsync(new ProjectId("a"), new FacilityId("b-c"), Cancel),
            await keys.GetOrCreateAsync(new ProjectId("a-b"), new FacilityId("c"), Cancel),
            await keys.GetOrCreateAsync(Heart, Alpha, Cancel),
            await keys.GetOrCreateAsync(Heart, new FacilityId("beta"), Cancel),
        ];

        all.Select(k => Convert.ToHexString(k.Secret.Span)).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_deleted_is_gone_and_made_anew(string kind)
    {
        IPseudonymKeys keys = Open(kind);
        PseudonymKey first = await keys.GetOrCreateAsync(Heart, Alpha, Cancel);

        await keys.DeleteAsync(Heart, Alpha, Cancel);

        (await keys.FindAsync(Heart, Alpha, first.Version, Cancel))?.Secret.ToArray().ShouldNotBe(first.Secret.ToArray());
        (await keys.GetOrCreateAsync(Heart, Alpha, Cancel)).Secret.ToArray().ShouldNotBe(first.Secret.ToArray());
        await keys.DeleteAsync(new ProjectId("never-was"), Alpha, Cancel);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task After_an_export_is_closed_its_key_is_gone_and_none_is_made_again(string kind)
    {
        PseudonymKey key = await Open(kind).GetOrCreateAsync(Heart, Alpha, Cancel);
        PseudonymKey other = await Open(kind).GetOrCreateAsync(Heart, new FacilityId("beta"), Cancel);

        await Open(kind).CloseAsync(Heart, Alpha, Cancel);
        await Open(kind).CloseAsync(Heart, Alpha, Cancel);

        (await Open(kind).FindAsync(Heart, Alpha, key.Version, Cancel)).ShouldBeNull();
        await Should.ThrowAsync<ExportClosedException>(() => Open(kind).GetOrCreateAsync(Heart, Alpha, Cancel));
        (await Open(kind).GetOrCreateAsync(Heart, new FacilityId("beta"), Cancel)).Version.ShouldBe(other.Version);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_export_closes_before_it_ever_had_a_key(string kind)
    {
        await Open(kind).CloseAsync(Heart, Alpha, Cancel);
        await Should.ThrowAsync<ExportClosedException>(() => Open(kind).GetOrCreateAsync(Heart, Alpha, Cancel));
    }

    [Fact]
    public async Task A_closing_cut_before_the_deletion_is_finished_by_the_next()
    {
        PseudonymKey key = await Open("file").GetOrCreateAsync(Heart, Alpha, Cancel);
        PrivateFile.TryCreate(folder["heart--alpha.closed"], []);

        await Should.ThrowAsync<ExportClosedException>(() => Open("file").GetOrCreateAsync(Heart, Alpha, Cancel));
        await Open("file").CloseAsync(Heart, Alpha, Cancel);

        foreach (string path in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            File.ReadAllText(path).ShouldNotContain(Convert.ToBase64String(key.Secret.Span));
        }

        (await Open("file").FindAsync(Heart, Alpha, key.Version, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_two_versions_in_a_vault_the_oldest_is_the_projects()
    {
        PseudonymKey first = await Open("vault").GetOrCreateAsync(Heart, Alpha, Cancel);
        await Secrets().SetSecretAsync("pseudonym--heart--alpha", Convert.ToBase64String(new byte[32]), Cancel);

        (await Open("vault").GetOrCreateAsync(Heart, Alpha, Cancel)).Version.ShouldBe(first.Version);
    }

    [Fact]
    public async Task A_purge_follows_the_deletion_in_a_vault()
    {
        await Open("vault").DeleteAsync(Heart, Alpha, Cancel);

        vault.Requests.ShouldContain(r => r.Authorized && r.Request.StartsWith("DELETE /secrets/pseudonym--heart--alpha"));
        vault.Requests.ShouldContain(r => r.Authorized && r.Request.StartsWith("DELETE /deletedsecrets/pseudonym--heart--alpha"));
    }

    [Fact]
    public async Task The_file_is_its_owners_alone_and_the_secret_is_never_told()
    {
        PseudonymKey key = await Open("file").GetOrCreateAsync(Heart, Alpha, Cancel);

        File.GetUnixFileMode(folder["heart--alpha.json"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        key.ToString().ShouldBe($"PseudonymKey {key.Version}");
    }

    private IPseudonymKeys Open(string kind) => kind == "file" ? new LocalPseudonymKeys(folder.Path) : new KeyVaultPseudonymKeys(Secrets());

    private SecretClient Secrets() => new(vault.Vault, vault.Credential, vault.Connect(new SecretClientOptions()));
}
