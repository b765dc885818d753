using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Cloud.Tests;

public sealed class StorageAccountsTests
{
    [Fact]
    public void An_app_has_the_families_of_its_configuration_and_no_other()
    {
        StorageAccounts accounts = Open(new()
        {
            ["Center:Accounts:Named"] = "http://127.0.0.1:10000/named",
            ["Center:AccountKeys:Named"] = Convert.ToBase64String(new byte[64]),
        });

        accounts.Families.ShouldBe([StorageFamily.Named]);
        accounts[Containers.Review].Client.Uri.ShouldBe(new Uri("http://127.0.0.1:10000/named/review"));
    }

    [Fact]
    public void An_account_with_neither_key_nor_credential_is_refused_at_the_start()
        => Should.Throw<InvalidOperationException>(() => Open(new() { ["Center:Accounts:Named"] = "https://named.blob.core.windows.net" }))
            .Message.ShouldContain("Center:Accounts:Named");

    [Fact]
    public void Without_configuration_nothing_is_permitted()
    {
        StorageAccounts accounts = Open([]);

        accounts.Families.ShouldBeEmpty();
        Should.Throw<NotPermittedException>(() => accounts[Containers.Audit]).Message.ShouldContain("Audit");
    }

    private static StorageAccounts Open(Dictionary<string, string?> settings)
        => new ServiceCollection()
            .AddStorageAccounts(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider()
            .GetRequiredService<StorageAccounts>();
}
