using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake.Tests;

public sealed class EraseFacilityTests(AzuriteFixture azurite)
{
    private static readonly TimerInfo Timer = new(IsPastDue: false);

    [Fact]
    public async Task Uploads_objects_and_rows_go_and_what_was_quarantined_too()
    {
        await using Center center = await FilledAsync();

        await OrderAsync(center);
        await EraseAsync(center, 3);

        (await center.NamedAsync()).ShouldBeEmpty();
        (await UploadsAsync(center)).ShouldBe(0);
        (await center.AskAsync(r => r.Cases.CountAsync())).ShouldBe(0);
        (await center.AskAsync(r => r.UploadedPackages.CountAsync())).ShouldBe(0);
        (await center.AskAsync(r => r.ConsentUploads.CountAsync())).ShouldBe(0);
        (await center.AskAsync(r => r.Patients.CountAsync())).ShouldBe(0);
        FacilityErasure erasure = await center.AskAsync(r => r.FacilityErasures.SingleAsync());
        (erasure.Cases, erasure.Objects).ShouldBe((1, 2));
        erasure.Erased.ShouldNotBeNull();
        erasure.Completed.ShouldBeNull("nobody has looked yet");
    }

    [Fact]
    public async Task Nothing_is_erased_while_something_is_still_released_and_its_recall_is_asked_for_once()
    {
        await using Center center = await FilledAsync();
        await ReleaseAsync(center);

        await OrderAsync(center);
        await EraseAsync(center, 3);

        (await center.NamedAsync()).Count.ShouldBe(2);
        (await center.AskAsync(r => r.OutboxMessages.CountAsync(m => m.Queue == QueueNames.RecallDelivery && m.Consumed == null))).ShouldBe(1);
        (await center.AskAsync(r => r.FacilityErasures.SingleAsync())).Erased.ShouldBeNull();

        await center.AskAsync(r => r.Deliveries.ExecuteUpdateAsync(d => d.SetProperty(one => one.State, DeliveryState.Recalled)));
        await EraseAsync(center, 3);
        (await center.NamedAsync()).ShouldBeEmpty();
        (await center.AskAsync(r => r.Deliveries.SingleAsync())).Published.ShouldNotBeNull("the provision record is kept");
    }

    [Fact]
    public async Task It_is_completed_when_every_app_looked_afterwards_and_found_nothing_and_only_once()
    {
        await using Center center = await FilledAsync();
        await OrderAsync(center);
        await ConfirmAsync(center, 0);
        await EraseAsync(center, 3);
        (await center.AskAsync(r => r.FacilityErasures.SingleAsync())).Completed.ShouldBeNull("they looked too early");

        await ConfirmAsync(center, 0);
        await EraseAsync(center, 2);

        (await center.AskAsync(r => r.FacilityErasures.SingleAsync())).Completed.ShouldNotBeNull();
        (await center.AskAsync(r => r.AuditEntries.CountAsync(e => e.Action == "facility.erasure-completed"))).ShouldBe(1);
    }

    [Fact]
    public async Task Leftovers_that_another_app_found_are_deleted_and_looked_for_again()
    {
        await using Center center = await FilledAsync();
        await OrderAsync(center);
        await EraseAsync(center, 3);
        await center.All[Containers.Named(center.Facility)].WriteAsync("left/000001", new MemoryStream([1]));
        await ConfirmAsync(center, 1, "left/000001");

        await EraseAsync(center, 1);

        (await center.NamedAsync()).ShouldBeEmpty();
        (await center.AskAsync(r => r.FacilityErasures.SingleAsync())).Erased.ShouldBeNull();
    }

    [Fact]
    public async Task What_still_arrives_from_a_facility_that_left_is_deleted_unread()
    {
        await using Center center = await Center.StartAsync(azurite);
        await OrderAsync(center);

        await center.RunAsync<ReceiveStudy, BlobCreated>(await center.UploadAsync([SampleObject.Bytes()]));
        await center.RunAsync<ReceiveConsents, BlobCreated>(await center.UploadTableAsync("患者ID,通知日\nMIHON-770001,2026-09-01\n"));

        (await UploadsAsync(center)).ShouldBe(0);
        (await center.AskAsync(r => r.UploadedPackages.CountAsync())).ShouldBe(0);
        (await center.AskAsync(r => r.Patients.CountAsync())).ShouldBe(0);
        (await center.AskAsync(r => r.AuditEntries.CountAsync(e => e.Action == "upload.dropped"))).ShouldBe(2);
    }

    /// <summary>A run that is cut at its first, second, … request to storage or registry leaves what the next one finishes.</summary>
    [Fact]
    public async Task Cut_again_and_again_it_comes_to_the_same_end()
    {
        await using Center center = await FilledAsync();
        await OrderAsync(center);
        for (int patience = 1; patience <= 40; patience += 3)
        {
            using var cut = new CancellationTokenSource(TimeSpan.FromMilliseconds(patience));
            try
            {
                await center.InScopeAsync(services => services.GetRequiredService<EraseFacility>().HandleAsync(Timer, cut.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or AggregateException)
            {
                // killed; what it had committed stays
            }
        }

        await EraseAsync(center, 3);

        (await center.NamedAsync()).ShouldBeEmpty();
        (await UploadsAsync(center)).ShouldBe(0);
        (await center.AskAsync(r => r.FacilityErasures.SingleAsync())).Cases.ShouldBe(1);
        (await center.AskAsync(r => r.ErasedVolumes.SumAsync(v => v.Bytes))).ShouldBe(2 * SampleObject.Bytes().Length);
    }

    /// <summary>A registered study of two objects, a quarantined one and a consent table.</summary>
    private async Task<Center> FilledAsync()
    {
        Center center = await Center.StartAsync(azurite);
        await center.RunAsync<ReceiveStudy, BlobCreated>(await center.UploadAsync([SampleObject.Bytes(1), SampleObject.Bytes(2)]));
        await center.RunAsync<ReceiveStudy, BlobCreated>(await center.UploadAsync(["no object"u8.ToArray()]));
        await center.RunAsync<ReceiveConsents, BlobCreated>(await center.UploadTableAsync("患者ID,通知日\nMIHON-770001,2026-09-01\n"));
        (await center.NamedAsync()).Count.ShouldBe(2);
        return center;
    }

    private static Task OrderAsync(Center center)
        => center.InScopeAsync(async services => (await services.GetRequiredService<FacilityErasures>().OrderAsync(center.Facility, "operator")).ShouldBeTrue());

    private static async Task EraseAsync(Center center, int times)
    {
        for (int i = 0; i < times; i++)
        {
            await center.RunAsync<EraseFacility, TimerInfo>(Timer);
        }
    }

    private static Task ConfirmAsync(Center center, int found, params string[] leftovers) => center.InScopeAsync(async services =>
    {
        RegistryContext registry = services.GetRequiredService<RegistryContext>();
        Guid erasure = await registry.FacilityErasures.Select(row => row.Id).SingleAsync();
        foreach (string app in FacilityErasures.Confirming)
        {
            await ErasureConfirmations.RecordAsync(registry, erasure, app, center.Clock.GetUtcNow(), 1, found, [.. leftovers], CancellationToken.None);
        }
    });

    private static Task ReleaseAsync(Center center) => center.InScopeAsync(async services =>
    {
        RegistryContext registry = services.GetRequiredService<RegistryContext>();
        registry.Processors.Add(new Processor { Id = new ProcessorId("nintei"), Name = "n", Address = "a", Representative = "r", Use = CertifiedUse.Anonymised, PublicKeyId = "k", PublicKeyPem = "-" });
        registry.Deliveries.Add(new Delivery
        {
            Id = services.GetRequiredService<IRandomNames>().NewId(),
            CaseId = await registry.Cases.Select(row => row.Id).SingleAsync(),
            ProcessorId = new ProcessorId("nintei"),
            ContentVersion = 1,
            BlobName = "d",
            Created = center.Clock.GetUtcNow(),
            Published = center.Clock.GetUtcNow(),
            State = DeliveryState.Published,
        });
        await registry.SaveChangesAsync();
    });

    private static async Task<int> UploadsAsync(Center center)
    {
        int count = 0;
        await foreach (StoredBlob _ in center.All[Containers.Intake(center.Facility)].ListAsync())
        {
            count++;
        }

        return count;
    }
}
