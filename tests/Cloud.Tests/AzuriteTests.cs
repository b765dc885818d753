using System.Globalization;
using Pipeline.LocalCenter;

namespace Pipeline.Cloud.Tests;

public sealed class AzuriteTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_leftover_of_a_killed_run_is_ended_and_the_data_are_still_there()
    {
        Azurite leftover = await Azurite.StartAsync(folder["data"], progress: null, Storage.Clock, Cancel);
        await new StorageAccounts(leftover.Accounts(StorageFamily.Named), null)[Containers.Review].CreateIfMissingAsync(Cancel);
        int id = int.Parse(await File.ReadAllTextAsync(folder["data/azurite.pid"], Cancel), CultureInfo.InvariantCulture);

        await using (Azurite next = await Azurite.StartAsync(folder["data"], progress: null, Storage.Clock, Cancel))
        {
            File.Exists($"/proc/{id}/exe").ShouldBeFalse();
            next.Keys.ShouldBe(leftover.Keys);
            (await new StorageAccounts(next.Accounts(StorageFamily.Named), null)[Containers.Review].Client.ExistsAsync(Cancel)).Value.ShouldBeTrue();
        }

        File.Exists(folder["data/azurite.pid"]).ShouldBeFalse();
        File.GetUnixFileMode(folder["data/keys.json"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_process_that_only_has_the_leftovers_number_is_left_alone()
    {
        Directory.CreateDirectory(folder["data"]);
        await File.WriteAllTextAsync(folder["data/azurite.pid"], Environment.ProcessId.ToString(CultureInfo.InvariantCulture), Cancel);

        await using Azurite azurite = await Azurite.StartAsync(folder["data"], progress: null, Storage.Clock, Cancel);

        azurite.BlobPort.ShouldBePositive();
    }

    [Fact]
    public async Task Without_node_or_npm_the_message_says_what_to_install()
    {
        Directory.CreateDirectory(folder["bin"]);
        var nothing = new AzuriteInstallation(folder["bin"], folder["cache"]);
        (await Should.ThrowAsync<AzuriteException>(() => nothing.FindOrInstallAsync(null, Cancel))).Message.ShouldContain("Node.js 20");

        await File.WriteAllTextAsync(folder["bin/node"], "", Cancel);
        (await Should.ThrowAsync<AzuriteException>(() => nothing.FindOrInstallAsync(null, Cancel))).Message.ShouldContain("'npm' is on PATH");
    }

    [Fact]
    public async Task What_is_in_the_cache_is_not_installed_again()
    {
        Directory.CreateDirectory(folder["bin"]);
        Directory.CreateDirectory(folder["cache/node_modules/.bin"]);
        await File.WriteAllTextAsync(folder["bin/node"], "", Cancel);
        await File.WriteAllTextAsync(folder["cache/node_modules/.bin/azurite"], "", Cancel);

        (await new AzuriteInstallation(folder["bin"], folder["cache"]).FindOrInstallAsync(null, Cancel)).ShouldBe(folder["cache/node_modules/.bin/azurite"]);
    }

    [Fact]
    public async Task An_installation_that_fails_says_why_and_leaves_nothing()
    {
        Directory.CreateDirectory(folder["bin"]);
        await File.WriteAllTextAsync(folder["bin/node"], "", Cancel);
        await File.WriteAllTextAsync(folder["bin/npm"], "#!/bin/sh\necho no network >&2\nexit 1\n", Cancel);
        File.SetUnixFileMode(folder["bin/npm"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        AzuriteException failed = await Should.ThrowAsync<AzuriteException>(() => new AzuriteInstallation(folder["bin"], folder["cache"]).FindOrInstallAsync(null, Cancel));

        failed.Message.ShouldContain("no network");
        Directory.GetDirectories(folder.Path).ShouldBe([folder["bin"]]);
    }
}
