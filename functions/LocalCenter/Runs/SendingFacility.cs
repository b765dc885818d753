using Pipeline.CenterCli;
using Pipeline.LocalCenter.Host;
using Pipeline.Registry;

namespace Pipeline.LocalCenter.Runs;

/// <summary>Does what a facility does with <c>center send</c> and <c>center consents</c>, by the same code, signed in with its identity file.</summary>
internal sealed class SendingFacility(CenterHost host, FacilityId facility, HttpClient http, IRandomNames names, TimeProvider clock)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);
    private readonly Identity identity = Identity.Load(host.Folder.Identity(facility.Value));

    /// <summary>Sends the studies below a folder; what was sent before is not sent again.</summary>
    /// <param name="everything">Also what is no DICOM, so that each file gets an outcome.</param>
    public Task<SendSummary> SendAsync(string folder, bool everything, IProgress<SendProgress>? progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(host.Folder.In("sent"));
        return new StudySender(CenterApi.For(identity, http, clock), names, clock, Retries.Usual(clock)).SendAsync(
            new StudySenderOptions
            {
                Folder = folder,
                Facility = facility,
                Portal = new Uri("http://localhost/"),
                StateFile = host.Folder.In("sent", facility.Value + ".json"),
                Parallel = 2,
                IncludeEverything = everything,
            },
            progress,
            cancellationToken);
    }

    /// <summary>Sends a consent table, once however often the center is started, and waits until it was taken.</summary>
    public async Task SendConsentsAsync(string file, CancellationToken cancellationToken)
    {
        (string sent, string taken) = (file + ".sent", file + ".taken");
        if (File.Exists(taken))
        {
            return;
        }

        ConsentSender sender = new(CenterApi.For(identity, http, clock), names, clock, Retries.Usual(clock));
        if (!File.Exists(sent))
        {
            await WriteWholeAsync(sent, await sender.SendAsync(file, facility, cancellationToken: cancellationToken), cancellationToken);
        }

        if (await sender.WaitAsync(await File.ReadAllTextAsync(sent, cancellationToken), facility, LongestWait, cancellationToken) is null)
        {
            throw new CenterFailureException("同意表が処理されません。logs/center.log を見てください。", "A consent table was not taken. See logs/center.log.");
        }

        await WriteWholeAsync(taken, "", cancellationToken);
    }

    private static async Task WriteWholeAsync(string path, string text, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(path + ".new", text, cancellationToken);
        File.Move(path + ".new", path, overwrite: true);
    }
}
