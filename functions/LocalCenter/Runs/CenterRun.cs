using Pipeline.CenterCli;
using Pipeline.LocalCenter.Demo;
using Pipeline.LocalCenter.Host;
using Pipeline.LocalCenter.Input;
using Pipeline.LocalCenter.Outcome;
using Pipeline.Registry;
using Spectre.Console;

namespace Pipeline.LocalCenter.Runs;

/// <summary>One start of the center: sends what is to be sent, waits until everything has settled, and tells what came of it.</summary>
internal sealed class CenterRun(LocalCenterOptions options, IAnsiConsole console, TimeProvider clock)
{
    private static readonly TimeSpan IdentityRenewal = TimeSpan.FromHours(2);
    private readonly RandomNames names = new(clock);
    private readonly ProgressLine line = new(console, options.Japanese);

    /// <returns>The process's exit code: 0 only if nothing was lost and no invariant is broken.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using CenterFolder folder = new(options.DataFolder);
        DateOnly today = folder.Keep("began.json", () => new Began(JapaneseDay.Of(clock.GetUtcNow()))).Day;
        long started = clock.GetTimestamp();
        await using CenterHost host = await CenterHost.PrepareAsync(folder, options.Port, new Progress<string>(line.Step), clock, cancellationToken);
        Enrolment enrolment = new(folder, today);
        await host.InRegistryAsync(r => enrolment.EnterAsync(r.GetRequiredService<RegistryContext>(), cancellationToken));
        await enrolment.WriteIdentitiesAsync(host, clock, cancellationToken);
        await host.StartAsync(enrolment, options.Ocr, clock, cancellationToken);
        line.Say($"ポータル: {host.Portal}", $"Portal: {host.Portal}");

        CenterSummary summary = await SendAndSettleAsync(host, enrolment, today, started, cancellationToken);
        line.End();
        OutcomeTable.Print(console, summary, options.Japanese);
        if (options.SummaryFile is { } file)
        {
            summary.Write(file);
        }

        if (!options.Once)
        {
            line.Say($"ポータルは {host.Portal} で動いています。Ctrl+C で終了します。", $"The portal is on {host.Portal}. Ctrl+C ends it.");
            await StayAsync(host, enrolment, cancellationToken);
        }

        return summary.IsGood ? 0 : 1;
    }

    private async Task<CenterSummary> SendAndSettleAsync(CenterHost host, Enrolment enrolment, DateOnly today, long started, CancellationToken cancellationToken)
    {
        Settling settling = new(host, enrolment, clock);
        using HttpClient http = new();
        Dictionary<FacilityId, SendSummary> sent = options.InputFolder is null
            ? await SendDemonstrationAsync(host, http, today, settling, cancellationToken)
            : await SendInputAsync(host, http, today, options.InputFolder, cancellationToken);
        await settling.WaitAsync(line.Show, cancellationToken);
        Func<string, string?> labelOf = options.InputFolder is null ? LabelsOf(new Deck(today)) : _ => null;
        return await new Accounting(host, enrolment).SumUpAsync(sent, labelOf, clock.GetElapsedTime(started).TotalSeconds, cancellationToken);
    }

    private static Func<string, string?> LabelsOf(Deck deck)
    {
        Dictionary<string, string> labels = deck.Patients.ToDictionary(p => p.Id, p => p.Label);
        return id => labels.GetValueOrDefault(id);
    }

    private async Task<Dictionary<FacilityId, SendSummary>> SendDemonstrationAsync(
        CenterHost host, HttpClient http, DateOnly today, Settling settling, CancellationToken cancellationToken)
    {
        Deck deck = new(today);
        Dictionary<FacilityId, SendSummary> sent = [];
        foreach (IGrouping<FacilityId, DemoPatient> patients in deck.Patients.GroupBy(p => p.Facility))
        {
            SendingFacility facility = new(host, patients.Key, http, names, clock);
            string folder = Path.Combine(host.Folder.Outgoing, patients.Key.Value);
            line.Step(options.Japanese ? $"{patients.Key} の検査を作って送っています" : $"Making and sending {patients.Key}'s studies");
            DemoStudyFiles files = new(Path.Combine(folder, "studies"), today);
            foreach (DemoPatient patient in patients)
            {
                await files.WriteAsync(patient, cancellationToken);
            }

            sent[patients.Key] = await facility.SendAsync(Path.Combine(folder, "studies"), everything: false, null, cancellationToken);
            await SendTableAsync(facility, Path.Combine(folder, "consents-1.csv"), patients.Select(p => (p, p.First)), cancellationToken);
        }

        await settling.WaitAsync(line.Show, cancellationToken);
        foreach (IGrouping<FacilityId, DemoPatient> patients in deck.Patients.GroupBy(p => p.Facility))
        {
            SendingFacility facility = new(host, patients.Key, http, names, clock);
            await SendTableAsync(facility, Path.Combine(host.Folder.Outgoing, patients.Key.Value, "consents-2.csv"), patients.Select(p => (p, p.Second)), cancellationToken);
        }

        return sent;
    }

    private static async Task SendTableAsync(
        SendingFacility facility, string file, IEnumerable<(DemoPatient Patient, DemoConsent? Line)> lines, CancellationToken cancellationToken)
    {
        if (ConsentTableFile.Of(lines) is { } csv)
        {
            await File.WriteAllBytesAsync(file, csv, cancellationToken);
            await facility.SendConsentsAsync(file, cancellationToken);
        }
    }

    private async Task<Dictionary<FacilityId, SendSummary>> SendInputAsync(
        CenterHost host, HttpClient http, DateOnly today, string input, CancellationToken cancellationToken)
    {
        SendingFacility facility = new(host, Deck.Alpha, http, names, clock);
        string table = Path.Combine(host.Folder.Outgoing, "input-consents.csv");
        Directory.CreateDirectory(host.Folder.Outgoing);
        line.Step(options.Japanese ? $"{input} を読んでいます" : $"Reading {input}");
        if (options.ConsentsFile is { } given)
        {
            File.Copy(given, table, overwrite: true);
        }
        else
        {
            await InputConsents.WriteAsync(input, table, today, cancellationToken);
        }

        await facility.SendConsentsAsync(table, cancellationToken);
        return new() { [Deck.Alpha] = await facility.SendAsync(input, everything: true, new Progress<SendProgress>(line.Show), cancellationToken) };
    }

    /// <summary>Stays up until cancelled; the receivers' SAS is renewed in their identity files before it ends.</summary>
    private async Task StayAsync(CenterHost host, Enrolment enrolment, CancellationToken cancellationToken)
    {
        using PeriodicTimer renewal = new(IdentityRenewal, clock);
        try
        {
            while (await renewal.WaitForNextTickAsync(cancellationToken))
            {
                await enrolment.WriteIdentitiesAsync(host, clock, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            line.Say("終了します。", "Ending.");
        }
    }

    /// <summary>The day (JST) of the first start on the data, which the demonstration's dates are counted from.</summary>
    private sealed record Began(DateOnly Day);
}
