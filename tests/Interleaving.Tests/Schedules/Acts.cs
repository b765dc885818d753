extern alias delivery;

using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Cloud;
using delivery::Pipeline.Delivery;
using Pipeline.Intake;
using Pipeline.Portal;
using Pipeline.Registry;
using Pipeline.Research;

namespace Pipeline.Interleaving.Tests;

/// <summary>What acts do, by their seed: messages to the real handlers, and what persons do through the registry.</summary>
internal sealed class Acts(Center center, Sender sender, Watch watch)
{
    /// <summary>Queue of what persons do; they try again until it is done.</summary>
    public const string Persons = "persons";

    private static readonly Caller ProcessorCaller = new(new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "processor")])));

    private static readonly TimerInfo Timer = new();

    /// <summary>What a handler does with a message.</summary>
    public Task HandleAsync(Message message) => message.Queue switch
    {
        QueueNames.StudyUploaded => Center.HandleAsync<ReceiveStudy, BlobCreated>(center.Intake, message.Event!),
        QueueNames.ConsentsUploaded => Center.HandleAsync<ReceiveConsents, BlobCreated>(center.Intake, message.Event!),
        QueueNames.ReleaseReview => HandleAsync<DecideRelease, ReleaseReview>(center.Intake, message),
        QueueNames.Anonymize => HandleAsync<AnonymizeStudy, AnonymizeCase>(center.Research, message),
        QueueNames.Deliver => HandleAsync<DeliverStudy, DeliverCase>(center.Delivery, message),
        QueueNames.RecallResearch or QueueNames.RecallDelivery when center.RecallsNothing => ConsumeOnlyAsync(message),
        QueueNames.RecallResearch => HandleAsync<RecallResearch, RecallFromResearch>(center.Research, message),
        QueueNames.RecallDelivery => HandleAsync<RecallDelivery, RecallFromProcessor>(center.Delivery, message),
        _ => message.Work!(center),
    };

    /// <summary>Hands the outbox over, as the host does: message by message, after the handler's answer.</summary>
    public async Task DispatchAsync()
    {
        DueMessages? due = null;
        await Center.InAsync(center.Intake, async services => due = await services.GetRequiredService<DispatchOutbox>().HandleAsync(Timer, CancellationToken.None));
        (string Queue, IReadOnlyList<string> Bodies)[] outputs =
        [
            (QueueNames.ReleaseReview, due!.ReleaseReview), (QueueNames.Anonymize, due.Anonymize), (QueueNames.Deliver, due.Deliver),
            (QueueNames.RecallResearch, due.RecallResearch), (QueueNames.RecallDelivery, due.RecallDelivery),
        ];
        foreach ((string queue, string body) in outputs.SelectMany(o => o.Bodies.Select(b => (o.Queue, b))))
        {
            await (Run.Current?.PassAsync() ?? ValueTask.CompletedTask);
            watch.DemandAnonymous("a message", body);
            lock (center.Queue)
            {
                center.Queue.Add(new Message(queue, body));
            }
        }
    }

    /// <summary>A package of one of the studies: its first part, its second, both, or one that was sent before.</summary>
    public Task<Message> StudyAsync(Random random)
        => sender.StudyAsync(random.Next(People.Count), random.Next(4) switch { 0 => [1], 1 or 2 => [0], _ => [0, 1] });

    /// <summary>A consent table of one line.</summary>
    public Task<Message> TableAsync(Random random)
    {
        string patient = People.PatientId(random.Next(People.Count));
        string born = random.Next(12) == 0 ? "1966-04-01" : "1965-04-01";
        string noticed = random.Next(4) == 0 ? "○" : center.Today.AddDays(-60).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        string optOut = random.Next(5) switch { 0 => "○", 1 => "×", _ => "" };
        string consent = random.Next(6) switch { 0 => "×", 1 => "", _ => "○" };
        return sender.TableAsync($"patient_id,birth_date,sex,notice,notice_kind,opt_out,research_consent\n{patient},{born},M,{noticed},both,{optOut},{consent}\n");
    }

    /// <summary>Something recorded at the desk.</summary>
    public Message Desk(Random random) => DeskOf(random, random.Next(4) == 0 ? 1 : 0);

    /// <summary>Something recorded at the desk of that patient.</summary>
    public Message DeskOf(Random random, int patient)
    {
        string patientId = People.PatientId(patient);
        DateOnly today = center.Today;
        LedgerEntry entry = random.Next(12) switch
        {
            0 or 1 or 2 or 3 => new LedgerEntry(LedgerEventKind.OptOut, today) { By = OptOutBy.Patient },
            4 or 5 => new LedgerEntry(LedgerEventKind.OptOutWithdrawn, today),
            6 or 7 => new LedgerEntry(LedgerEventKind.ResearchConsentWithdrawn, today) { ProjectId = random.Next(2) == 0 ? Center.Project : null },
            8 or 9 => new LedgerEntry(LedgerEventKind.ResearchConsent, today) { ProjectId = random.Next(2) == 0 ? Center.Project : null },
            10 => new LedgerEntry(LedgerEventKind.NoticeVoided, today),
            _ => new LedgerEntry(LedgerEventKind.Notice, today.AddDays(-60)) { NoticeKind = NoticeKind.Both },
        };
        return new Message(Persons, string.Empty, Work: center => Center.InAsync(center.Intake, async services =>
        {
            await using PatientTransaction transaction = await services.GetRequiredService<PatientLock>().AcquireAsync(Center.Facility, patientId);
            await services.GetRequiredService<LedgerBook>().AppendAsync(transaction, entry with { Operator = "desk" }, "desk");
            await transaction.CommitAsync();
        }));
    }

    /// <summary>An end, or none any more, of what a release rests on; every patient it touches is decided again.</summary>
    public Message Office(Random random)
    {
        DateOnly? until = random.Next(4) switch { 0 or 1 => center.Today.AddDays(-1), 2 => center.Today.AddDays(1), _ => null };
        int what = random.Next(4);
        return new Message(Persons, string.Empty, Work: center => Center.InAsync(center.Intake, async services =>
        {
            RegistryContext registry = services.GetRequiredService<RegistryContext>();
            Facility facility = await registry.Facilities.Include(f => f.Contracts).Include(f => f.Participations).SingleAsync();
            Project project = await registry.Projects.SingleAsync();
            _ = what switch
            {
                0 => facility.Contracts.Single().Until = until,
                1 => facility.Participations.Single().Until = until,
                2 => facility.EntrustedUntil = until,
                _ => project.ApprovedUntil = until,
            };
            Outbox outbox = services.GetRequiredService<Outbox>();
            foreach (Guid patient in await registry.Patients.Select(p => p.Id).ToListAsync())
            {
                outbox.Add(QueueNames.ReleaseReview, id => new ReleaseReview(id, patient));
            }

            await registry.SaveChangesAsync();
        }));
    }

    /// <summary>The processor goes through what it sees and confirms something of it.</summary>
    public Task ReceiptAsync(Random random) => Center.InAsync(center.Delivery, async services =>
    {
        ProcessorDeliveries deliveries = new(
            services.GetRequiredService<RegistryContext>(), services.GetRequiredService<PatientLock>(), services.GetRequiredService<Incidents>(),
            services.GetRequiredService<AuditTrail>(), center.Clock);
        IReadOnlyList<DeliveryLine> lines = await deliveries.ListAsync(Center.Processor, CancellationToken.None);
        if (lines.Count == 0)
        {
            return;
        }

        DeliveryLine line = lines[random.Next(lines.Count)];
        _ = line.DeletionRequested is null
            ? await deliveries.RecordReceiptAsync(Center.Processor, new ReceiptRequest(line.Provision, line.Blob, null, Ok: true), ProcessorCaller, CancellationToken.None)
            : await deliveries.AcknowledgeDeletionAsync(Center.Processor, line.Provision, ProcessorCaller, CancellationToken.None);
    });

    public Task TimerAsync(Random random) => random.Next(8) switch
    {
        0 or 1 => SweepAsync(),
        2 or 3 => Center.HandleAsync<ReconcileDelivery, TimerInfo>(center.Delivery, Timer),
        4 or 5 => Center.HandleAsync<ReconcileResearch, TimerInfo>(center.Research, Timer),
        6 => Center.HandleAsync<AnchorAudit, TimerInfo>(center.Intake, Timer),
        _ => Center.HandleAsync<DeleteReceivedBlobs, TimerInfo>(center.Intake, Timer),
    };

    public async Task SweepAsync()
    {
        await Center.HandleAsync<SweepReleases, TimerInfo>(center.Intake, Timer);
        watch.IsSweepDue = false;
    }

    public async Task ReconcileAsync()
    {
        await Center.HandleAsync<ReconcileDelivery, TimerInfo>(center.Delivery, Timer);
        await Center.HandleAsync<ReconcileResearch, TimerInfo>(center.Research, Timer);
    }

    public Task AnchorAsync() => Center.HandleAsync<AnchorAudit, TimerInfo>(center.Intake, Timer);

    private static Task HandleAsync<THandler, TMessage>(WebApplication app, Message message)
        where THandler : IFunction<TMessage>
        where TMessage : ICenterMessage
        => Center.HandleAsync<THandler, TMessage>(app, CenterMessages.Deserialize<TMessage>(message.Body));

    private Task ConsumeOnlyAsync(Message message) => Center.InAsync(center.Intake, async services =>
    {
        await services.GetRequiredService<Outbox>().TryConsumeAsync(CenterMessages.Deserialize(message.Queue, message.Body).MessageId);
        await services.GetRequiredService<RegistryContext>().SaveChangesAsync();
    });
}
