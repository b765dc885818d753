using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Outlets.Tests;
using Pipeline.Registry;

namespace Pipeline.Research.Tests;

public sealed class ReconcileResearchTests(Storage storage)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_belongs_stays_and_raises_nothing()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync());
        await center.AnonymizeAsync(source.Id);

        await center.ReconcileAsync();

        (await center.BlobsAsync(center.Target)).Count.ShouldBe(1);
        (await center.BlobsAsync(Containers.Preview)).Count.ShouldBe(1 + Cine.Frames);
        (await center.RowsAsync<Incident>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_withdrawn_copy_that_was_pulled_and_is_not_deleted_in_time_is_reported_once()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync());
        await center.AnonymizeAsync(source.Id);
        await center.ChangeAsync(async registry => (await registry.ResearchCopies.SingleAsync(Cancel)).Pulled = center.Clock.GetUtcNow());
        await center.WithdrawConsentAsync();
        await center.RecallAsync(await center.AskRecallAsync(source.Id));
        center.Clock.Offset = TimeSpan.FromDays(13);
        await center.ReconcileAsync();
        (await center.RowsAsync<Incident>()).ShouldBeEmpty();

        center.Clock.Offset = TimeSpan.FromDays(15);
        await center.ReconcileAsync();
        await center.ReconcileAsync();

        Incident incident = (await center.RowsAsync<Incident>()).ShouldHaveSingleItem();
        (incident.Kind, incident.Place, incident.PatientId).ShouldBe((OverdueDeletions.OfProject, OverdueDeletions.PlaceOf(await center.CopyAsync()), center.PatientId));
    }

    [Fact]
    public async Task A_blob_that_no_record_names_is_withdrawn_and_reported()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        ContainerName[] containers = [center.Target, Containers.Preview, Containers.ResearchStaging];
        foreach (ContainerName container in containers)
        {
            await center.Container(container).WriteAsync("stray/0.jpg", new MemoryStream([1]), cancellationToken: Cancel);
        }

        await center.ReconcileAsync();

        await center.ShouldHoldNothingAsync();
        (await center.RowsAsync<Incident>()).Select(i => (i.Kind, i.Place))
            .ShouldBe(containers.Select(c => ("research.without-record", $"{c.Name}/stray/0.jpg")), ignoreOrder: true);
    }

    [Fact]
    public async Task A_copy_that_a_rule_forbids_is_withdrawn_and_reported()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync());
        await center.AnonymizeAsync(source.Id);
        await center.ChangeAsync(async registry => (await registry.Projects.SingleAsync(Cancel)).ApprovedUntil = center.Today.AddDays(-1));
        center.Clock.Offset = TimeSpan.FromHours(2);

        await center.ReconcileAsync();

        ResearchCopy copy = await center.CopyAsync();
        (copy.State, copy.Reason).ShouldBe((ResearchCopyState.Withdrawn, "R2"));
        await center.ShouldHoldNothingAsync();
        (await center.RowsAsync<Incident>()).ShouldHaveSingleItem().Kind.ShouldBe("research.without-right");
    }

    [Fact]
    public async Task Previews_of_a_withdrawn_copy_are_withdrawn_and_reported()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync());
        await center.AnonymizeAsync(source.Id);
        await center.WithdrawConsentAsync();
        await center.RecallAsync(await center.AskRecallAsync(source.Id));
        await center.Container(Containers.Preview).WriteAsync($"{(await center.CopyAsync()).PreviewPrefix}/0.jpg", new MemoryStream([1]), cancellationToken: Cancel);

        await center.ReconcileAsync();

        await center.ShouldHoldNothingAsync();
        (await center.RowsAsync<Incident>()).ShouldHaveSingleItem().Kind.ShouldBe("research.without-right");
    }

    [Fact]
    public async Task What_a_cut_renewal_left_is_deleted_and_no_incident()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync());
        await center.AnonymizeAsync(source.Id);
        string old = (await center.CopyAsync()).BlobName;
        await center.GrowAsync(source.Id, await center.CineAsync());
        await center.AnonymizeAsync(source.Id);
        await center.Container(center.Target).WriteAsync(old, new MemoryStream([1]), cancellationToken: Cancel);

        await center.ReconcileAsync();

        (await center.BlobsAsync(center.Target)).ShouldBe([(await center.CopiesAsync()).Single(c => c.State == ResearchCopyState.Published).BlobName]);
        (await center.RowsAsync<Incident>()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_missing_package_or_thumbnail_is_reported_once(bool package)
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync());
        await center.AnonymizeAsync(source.Id);
        await center.Container(package ? center.Target : Containers.Preview).DeleteAllAsync("", Cancel);

        await center.ReconcileAsync();
        await center.ReconcileAsync();

        (await center.RowsAsync<Incident>()).ShouldHaveSingleItem().Kind.ShouldBe("research.missing");
    }
}
