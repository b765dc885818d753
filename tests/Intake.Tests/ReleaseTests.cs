using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Cloud;
using Pipeline.Registry;
using Case = Pipeline.Registry.Case;

namespace Pipeline.Intake.Tests;

public sealed class ReleaseTests(AzuriteFixture azurite)
{
    private static readonly ProcessorId Processor = new("nintei");
    private static readonly ProjectId Project = new("atlas");
    private static readonly TimerInfo Timer = new(IsPastDue: false);

    [Fact]
    public async Task The_policies_of_the_rules_are_audited_when_they_change_and_only_then()
    {
        await using Center center = await Center.StartAsync(azurite);
        ReleaseSettings settings = center.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<ReleaseSettings>>().Value;

        await center.RunAsync<SweepReleases, TimerInfo>(Timer);
        await center.RunAsync<SweepReleases, TimerInfo>(Timer);
        settings.NoticeDays = 40;
        await center.RunAsync<SweepReleases, TimerInfo>(Timer);

        List<AuditEntry> rows = await center.AskAsync(r => r.AuditEntries.Where(e => e.Action == "rules.in-effect").OrderBy(e => e.Id).ToListAsync());
        rows.Count.ShouldBe(2);
        rows[1].Details!.ShouldContain("\"noticeDays\":40");
    }

    [Fact]
    public async Task A_releasable_case_asks_for_its_package_and_its_copy_once()
    {
        await using Center center = await EnrolledAsync("2026-09-01,,○");

        await DecideAllAsync(center);

        (await QueuedAsync(center, QueueNames.Deliver)).ShouldBe(1);
        (await QueuedAsync(center, QueueNames.Anonymize)).ShouldBe(1);
        (await center.AskAsync(r => r.ReleaseDecisions.CountAsync(d => d.Current && d.Allowed))).ShouldBe(2);
        (await center.AskAsync(r => r.OutboxMessages.CountAsync(m => m.Queue == QueueNames.ReleaseReview && m.Consumed == null))).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_review_delivered_again_asks_for_nothing_more()
    {
        await using Center center = await EnrolledAsync("2026-09-01,,○");
        OutboxMessage review = await center.AskAsync(r => r.OutboxMessages.AsNoTracking().FirstAsync(m => m.Queue == QueueNames.ReleaseReview));
        ReleaseReview message = CenterMessages.Deserialize<ReleaseReview>(review.Body);

        await center.RunAsync<DecideRelease, ReleaseReview>(message);
        await center.RunAsync<DecideRelease, ReleaseReview>(message);

        (await QueuedAsync(center, QueueNames.Deliver)).ShouldBe(1);
    }

    [Fact]
    public async Task An_opted_out_patient_goes_to_research_only()
    {
        await using Center center = await EnrolledAsync("2026-09-01,○,○");

        await DecideAllAsync(center);

        (await QueuedAsync(center, QueueNames.Deliver)).ShouldBe(0);
        (await QueuedAsync(center, QueueNames.Anonymize)).ShouldBe(1);
        ReleaseDecision refused = await center.AskAsync(r => r.ReleaseDecisions.SingleAsync(d => d.Current && d.Track == Track.Certified));
        refused.Blocking.Select(b => b.Rule).ShouldBe(["C4"]);
    }

    [Fact]
    public async Task What_stands_published_without_a_right_is_recalled()
    {
        await using Center center = await EnrolledAsync("2026-09-01,○,");
        await center.InScopeAsync(async services =>
        {
            RegistryContext registry = services.GetRequiredService<RegistryContext>();
            Case published = await registry.Cases.SingleAsync();
            registry.Deliveries.Add(new Delivery
            {
                Id = services.GetRequiredService<IRandomNames>().NewId(),
                CaseId = published.Id,
                ProcessorId = Processor,
                ContentVersion = 1,
                BlobName = "x",
                Created = center.Clock.GetUtcNow(),
                State = DeliveryState.Published,
            });
            await registry.SaveChangesAsync();
        });

        await DecideAllAsync(center);

        (await QueuedAsync(center, QueueNames.RecallDelivery)).ShouldBe(1);
    }

    [Fact]
    public async Task Due_messages_are_handed_over_once_until_their_time_to_be_resent()
    {
        await using Center center = await EnrolledAsync("2026-09-01,,○");
        int pending = await center.AskAsync(r => r.OutboxMessages.CountAsync());

        DueMessages first = await DispatchAsync(center);
        DueMessages second = await DispatchAsync(center);

        first.ReleaseReview.Count.ShouldBe(pending);
        first.ReleaseReview.ShouldAllBe(body => CenterMessages.Deserialize<ReleaseReview>(body).PatientId != Guid.Empty);
        second.ReleaseReview.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_sweep_asks_again_for_what_matures_today_and_for_nothing_else()
    {
        MovableClock clock = new(new DateTimeOffset(2026, 10, 1, 3, 0, 0, TimeSpan.Zero));
        await using Center center = await EnrolledAsync("2026-09-20,,", clock);
        await DecideAllAsync(center);
        (await QueuedAsync(center, QueueNames.Deliver)).ShouldBe(0, "30 days have not passed");
        await center.RunAsync<SweepReleases, TimerInfo>(Timer);
        (await QueuedAsync(center, QueueNames.ReleaseReview)).ShouldBe(0);

        clock.Now = new DateTimeOffset(2026, 10, 20, 3, 0, 0, TimeSpan.Zero);
        await center.RunAsync<SweepReleases, TimerInfo>(Timer);
        await DecideAllAsync(center);

        (await QueuedAsync(center, QueueNames.Deliver)).ShouldBe(1);
    }

    [Fact]
    public async Task A_dead_upload_event_quarantines_its_package_and_is_shown_to_operators()
    {
        await using Center center = await Center.StartAsync(azurite);
        BlobCreated uploaded = await center.UploadAsync([SampleObject.Bytes()]);
        await center.InScopeAsync(services => services.GetRequiredService<PackageReception>().BeginAsync(uploaded, default));

        await center.RunAsync<RecordDeadStudyUploaded, JsonElement>(JsonSerializer.SerializeToElement(uploaded, MessageJson.Options));

        (await center.AskAsync(r => r.UploadedPackages.SingleAsync())).Reason.ShouldBe(DeadLetterRecord.GaveUp);
        (await center.AskAsync(r => r.DeadLetters.SingleAsync())).Queue.ShouldBe(QueueNames.StudyUploaded);
    }

    [Fact]
    public async Task Uploads_are_deleted_some_days_after_registration_and_quarantined_ones_stay()
    {
        MovableClock clock = new(AzuriteFixture.Clock.GetUtcNow());
        await using Center center = await Center.StartAsync(azurite, clock);
        BlobCreated good = await center.UploadAsync([SampleObject.Bytes()]);
        BlobCreated bad = await center.UploadAsync([SampleObject.Bytes()], m => m with { Sender = "somebody-else" });
        await center.RunAsync<ReceiveStudy, BlobCreated>(good);
        await center.RunAsync<ReceiveStudy, BlobCreated>(bad);

        clock.Now = clock.Now.AddDays(6);
        await center.RunAsync<DeleteReceivedBlobs, TimerInfo>(Timer);
        (await center.All[Containers.Intake(center.Facility)].FindAsync(good.BlobName)).ShouldNotBeNull();
        clock.Now = clock.Now.AddDays(2);
        await center.RunAsync<DeleteReceivedBlobs, TimerInfo>(Timer);

        (await center.All[Containers.Intake(center.Facility)].FindAsync(good.BlobName)).ShouldBeNull();
        (await center.All[Containers.Intake(center.Facility)].FindAsync(bad.BlobName)).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_upload_keys_public_half_is_published_and_again_after_a_rotation()
    {
        await using Center center = await Center.StartAsync(azurite);

        await center.RunAsync<PublishUploadKey, TimerInfo>(Timer);
        await center.RunAsync<PublishUploadKey, TimerInfo>(Timer);

        UploadKey published = await center.AskAsync(r => r.UploadKeys.SingleAsync());
        published.KeyId.ShouldBe(center.Keys.Current.KeyId);
        published.Modulus.ShouldBe(center.Keys.Current.Modulus);
    }

    private async Task<Center> EnrolledAsync(string cells, TimeProvider? clock = null)
    {
        Center center = await Center.StartAsync(azurite, clock);
        DateOnly from = new(2020, 1, 1);
        await center.InScopeAsync(async services =>
        {
            RegistryContext registry = services.GetRequiredService<RegistryContext>();
            registry.Processors.Add(new Processor { Id = Processor, Name = "n", Address = "a", Representative = "r", Use = CertifiedUse.Anonymised, PublicKeyId = "k", PublicKeyPem = "p" });
            registry.Projects.Add(new Project { Id = Project, Title = "t", ApprovalNumber = "1", ApprovedFrom = from, PublicKeyId = "k", PublicKeyPem = "p" });
            Facility facility = await registry.Facilities.SingleAsync();
            (facility.FilingPublished, facility.Posted, facility.EntrustedFrom) = (from, from, from);
            facility.Contracts.Add(new ProcessorContract { FacilityId = facility.Id, ProcessorId = Processor, From = from });
            facility.Participations.Add(new ProjectParticipation { FacilityId = facility.Id, ProjectId = Project, From = from });
            await registry.SaveChangesAsync();
        });
        await center.RunAsync<ReceiveStudy, BlobCreated>(await center.UploadAsync([SampleObject.Bytes()]));
        await center.RunAsync<ReceiveConsents, BlobCreated>(await center.UploadTableAsync(
            $"患者ID,生年月日,性別,次世代法通知,オプトアウト,研究同意\r\n{SampleObject.PatientId},1965/4/1,男,{cells}\r\n"));
        return center;
    }

    private static async Task DecideAllAsync(Center center)
    {
        foreach (OutboxMessage review in await center.AskAsync(r => r.OutboxMessages.AsNoTracking().Where(m => m.Queue == QueueNames.ReleaseReview && m.Consumed == null).ToListAsync()))
        {
            await center.RunAsync<DecideRelease, ReleaseReview>(CenterMessages.Deserialize<ReleaseReview>(review.Body));
        }
    }

    private static async Task<DueMessages> DispatchAsync(Center center)
    {
        await using AsyncServiceScope scope = center.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DispatchOutbox>().HandleAsync(Timer, TestContext.Current.CancellationToken);
    }

    /// <summary>Different cases and recipients that unconsumed messages of a queue ask for.</summary>
    private static async Task<int> QueuedAsync(Center center, string queue)
        => (await center.AskAsync(r => r.OutboxMessages.Where(m => m.Queue == queue && m.Consumed == null).Select(m => m.Body).ToListAsync()))
            .Select(body => CenterMessages.Deserialize(queue, body) switch
            {
                DeliverCase d => (d.CaseId, d.ProcessorId.Value),
                AnonymizeCase a => (a.CaseId, a.ProjectId.Value),
                RecallFromProcessor p => (p.CaseId, p.ProcessorId.Value),
                RecallFromResearch p => (p.CaseId, p.ProjectId.Value),
                ReleaseReview p => (p.PatientId, ""),
                _ => default,
            }).Distinct().Count();
}
