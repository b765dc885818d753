using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Interleaving.Tests;

/// <summary>Plays a schedule on a center, watching it, and works everything off at its end.</summary>
internal sealed class Play(Center center, Sender sender, Watch watch)
{
    /// <summary>Handlers that fail more often with one message have given it up.</summary>
    private const int MostFailures = 8;

    /// <summary>Preludes: nothing yet; a study waits that may go both ways; released, the work in the queues; everything given out.</summary>
    public const int Empty = 0, Waiting = 1, Released = 2, GivenOut = 3;

    private static readonly TimeSpan[] Passing =
        [TimeSpan.FromMinutes(11), TimeSpan.FromMinutes(11), TimeSpan.FromHours(2), TimeSpan.FromDays(1), TimeSpan.FromDays(31)];

    private readonly Acts acts = new(center, sender, watch);

    public int Kills { get; private set; }

    /// <summary>Invocations.</summary>
    public int Runs { get; private set; }

    /// <summary>What a center has been through before a schedule begins, by the real handlers.</summary>
    public async Task PreludeAsync(int prelude)
    {
        if (prelude >= Waiting)
        {
            string noticed = center.Today.AddDays(-60).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            center.Queue.Add(await sender.TableAsync(
                $"patient_id,birth_date,sex,notice,notice_kind,opt_out,research_consent\n{People.PatientId(0)},1965-04-01,M,{noticed},both,,○\n"));
            await DrainAsync(new Random(0));
            center.Queue.Add(await sender.StudyAsync(0, 0));
        }

        if (prelude >= Released)
        {
            await HandleFirstAsync();
            await AloneAsync("dispatch", acts.DispatchAsync);
            await HandleFirstAsync();
            await AloneAsync("dispatch", acts.DispatchAsync);
        }

        if (prelude >= GivenOut)
        {
            await DrainAsync(new Random(0));
        }
    }

    /// <summary>One step; then the watch looks.</summary>
    public async Task StepAsync(Step step)
    {
        List<(Run Run, Func<Task> Work)> works = [];
        List<(Run Run, Message Message, bool Again)> taken = [];
        foreach (Act act in step.Acts)
        {
            Random random = new(act.Salt);
            (string name, Func<Task> work, Message? message) = await PrepareAsync(act.Kind, random);
            Run run = new(name, act.KillAt);
            works.Add((run, work));
            if (message is not null)
            {
                taken.Add((run, message, random.Next(6) == 0));
            }
        }

        await RunAsync(new Turns(new Random(step.Salt), step.Switching, center.IsSqlite), works, taken);
        if (works.Exists(w => w.Run.HasCommitted || w.Run.HasWritten))
        {
            await watch.LookAsync();
        }
    }

    /// <summary>Works off every message, in random order, and checks what is then there.</summary>
    public async Task EndAsync(Random random)
    {
        await DrainAsync(random);
        await AloneAsync("sweep", acts.SweepAsync);
        await DrainAsync(random);
        EndState end = new(center, sender, watch);
        await watch.LookAsync();
        await end.CheckAsync();
        if (watch.Violations.Count > 0 || (Kills == 0 && random.Next(4) > 0))
        {
            return; // what nothing disturbed leaves nothing to tidy; some are looked at all the same
        }

        int incidents = await end.CountIncidentsAsync();
        Pass(TimeSpan.FromHours(2));
        await AloneAsync("sweep", acts.SweepAsync);
        await DrainAsync(random);
        await AloneAsync("reconcile", acts.ReconcileAsync);
        await end.CheckTidyAsync(incidents);
        Pass(TimeSpan.FromMinutes(1));
        await AloneAsync("anchor", acts.AnchorAsync);
        await end.CheckAuditAsync();
    }

    /// <summary>Runs alone, undisturbed.</summary>
    public async Task AloneAsync(string name, Func<Task> work)
    {
        Run run = new(name, killAt: null);
        await RunAsync(new Turns(new Random(0), 0, center.IsSqlite), [(run, work)], []);
        if (run.Failure is { } failure)
        {
            watch.Say($"{name} fails undisturbed: {failure}");
        }
    }

    /// <summary>Hands over and handles until nothing is left.</summary>
    public async Task DrainAsync(Random random)
    {
        for (int round = 0; round < 30; round++)
        {
            await AloneAsync("dispatch", acts.DispatchAsync);
            if (center.Queue.Count == 0 && !await center.AskAsync<RegistryContext, bool>(r => r.OutboxMessages.AnyAsync(m => m.Consumed == null)))
            {
                return;
            }

            while (center.Queue.Count > 0 && watch.Violations.Count == 0)
            {
                Message message = center.Queue[random.Next(center.Queue.Count)];
                Run run = new(message.Queue, killAt: null);
                await RunAsync(new Turns(random, 0, center.IsSqlite), [(run, () => acts.HandleAsync(message))], [(run, message, false)]);
            }

            Pass(TimeSpan.FromMinutes(11));
        }
    }

    private async Task HandleFirstAsync()
    {
        Message first = center.Queue[0];
        center.Queue.Clear();
        await AloneAsync(first.Queue, () => acts.HandleAsync(first));
    }

    private async Task<(string Name, Func<Task> Work, Message? Message)> PrepareAsync(ActKind kind, Random random)
    {
        switch (kind)
        {
            case ActKind.Publish when center.Queue.FindAll(m => m.Queue is QueueNames.Deliver or QueueNames.Anonymize) is { Count: > 0 } publishing:
                return Handling(publishing[random.Next(publishing.Count)]);
            case ActKind.Work or ActKind.Publish when center.Queue.Count > 0:
                return Handling(center.Queue[random.Next(center.Queue.Count)]);
            case ActKind.Work or ActKind.Publish or ActKind.Dispatch:
                return ("dispatch", acts.DispatchAsync, null);
            case ActKind.Study:
                center.Queue.Add(await acts.StudyAsync(random));
                return Handling(center.Queue[^1]);
            case ActKind.Table:
                center.Queue.Add(await acts.TableAsync(random));
                return Handling(center.Queue[^1]);
            case ActKind.Desk or ActKind.Office:
                center.Queue.Add(kind == ActKind.Desk ? acts.Desk(random) : acts.Office(random));
                return Handling(center.Queue[^1]);
            case ActKind.Receipt:
                return ("receipt", () => acts.ReceiptAsync(random), null);
            case ActKind.Time:
                Pass(Passing[random.Next(Passing.Length)]);
                return ("nothing", () => Task.CompletedTask, null);
            default:
                return ("timer", () => acts.TimerAsync(random), null);
        }
    }

    private (string Name, Func<Task> Work, Message? Message) Handling(Message message) => (message.Queue, () => acts.HandleAsync(message), message);

    private void Pass(TimeSpan time)
    {
        DateOnly before = center.Today;
        center.Clock.Now += time;
        watch.IsSweepDue |= center.Today != before;
    }

    private async Task RunAsync(Turns turns, List<(Run Run, Func<Task> Work)> works, List<(Run Run, Message Message, bool Again)> taken)
    {
        center.Clock.Now += TimeSpan.FromMilliseconds(10);
        await turns.RunAsync(works);
        Runs += works.Count;
        Kills += works.Count(w => w.Run.IsDead);
        foreach ((Run run, Message message, bool again) in taken)
        {
            if (run.Failure is null)
            {
                // a person's work is done once; any other message may come again
                _ = (again && message.Queue != Acts.Persons) || center.Queue.RemoveAll(m => ReferenceEquals(m, message)) > 0;
            }
            else if (!run.IsDead && ++message.Failures > MostFailures)
            {
                watch.Say($"{message.Queue} fails again and again: {run.Failure.GetBaseException().Message}");
                center.Queue.RemoveAll(m => ReferenceEquals(m, message));
            }
        }
    }
}
