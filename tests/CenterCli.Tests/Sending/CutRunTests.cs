using System.Diagnostics;

namespace Pipeline.CenterCli.Tests;

/// <summary>The program as a process of its own, killed in the middle.</summary>
public sealed class CutRunTests(Storage storage) : SendingTests(storage)
{
    private const int Studies = 24;

    [Fact]
    public async Task A_killed_run_goes_on_with_the_studies_that_are_missing()
    {
        await SampleStudy.WriteManyAsync(Folder, Studies, pixels: 3_000_000);
        using (Process first = Start())
        {
            while ((await Storage.BlobsAsync(Facility)).Count < 3)
            {
                first.HasExited.ShouldBeFalse(await OutputOfExitedAsync(first));
                await Task.Delay(TimeSpan.FromMilliseconds(5), Storage.Clock, TestContext.Current.CancellationToken);
            }

            first.Kill();
            await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        int atKill = (await Storage.BlobsAsync(Facility)).Count;
        atKill.ShouldBeLessThan(Studies);
        using Process second = Start();
        string output = await second.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await second.WaitForExitAsync(TestContext.Current.CancellationToken);

        second.ExitCode.ShouldBe(ExitCodes.Done, output);
        List<ReceivedPackage> received = await Storage.ReceivedAsync(Facility);
        received.Select(package => package.Manifest.StudyInstanceUid).Distinct().Count().ShouldBe(Studies);
        received.Count.ShouldBeInRange(Studies, Studies + Parallel, "only what was committed but not yet remembered is sent twice");
        output.ShouldContain("Studies sent: ");
        (await SendAsync()).Count(SendOutcome.Unchanged).ShouldBe(Studies);
    }

    private const int Parallel = 2;

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in new[] { typeof(CenterApi).Assembly.Location, "send", Folder.Path, "--identity", IdentityFile, "--lang", "en", "--parallel", $"{Parallel}" })
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private static async Task<string> OutputOfExitedAsync(Process process)
        => process.HasExited ? await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync() : "";
}
