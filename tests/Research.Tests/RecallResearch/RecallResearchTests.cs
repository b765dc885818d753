using Pipeline.Outlets.Tests;
using Pipeline.Registry;

namespace Pipeline.Research.Tests;

public sealed class RecallResearchTests(Storage storage)
{
    [Fact]
    public async Task A_withdrawn_consent_takes_package_and_previews_back()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync());
        await center.AnonymizeAsync(source.Id);
        await center.WithdrawConsentAsync();
        RecallFromResearch recall = CenterMessages.Deserialize<RecallFromResearch>((await center.RowsAsync<OutboxMessage>()).Single(m => m.Queue == QueueNames.RecallResearch).Body);

        await center.RecallAsync(recall);
        await center.RecallAsync(recall);

        ResearchCopy copy = await center.CopyAsync();
        (copy.State, copy.Reason, copy.ReportJson).ShouldBe((ResearchCopyState.Withdrawn, "R1", null));
        copy.Withdrawn.ShouldNotBeNull();
        await center.ShouldHoldNothingAsync();
        (await center.AuditAsync()).ShouldBe(["research.published", "research.withdrawn"]);
        (await center.IsConsumedAsync(recall)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_recall_cut_after_deleting_ends_the_copy_and_has_it_made_anew_when_the_rules_hold_again()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync());
        await center.AnonymizeAsync(source.Id);
        await center.Container(center.Target).DeleteIfExistsAsync((await center.CopyAsync()).BlobName, TestContext.Current.CancellationToken);

        RecallFromResearch recall = await center.AskRecallAsync(source.Id);
        await center.RecallAsync(recall);

        ResearchCopy copy = await center.CopyAsync();
        (copy.State, copy.Reason).ShouldBe((ResearchCopyState.Withdrawn, "published.gone"));
        await center.ShouldHoldNothingAsync();
        (await center.RowsAsync<OutboxMessage>()).Count(m => m.Queue == QueueNames.ReleaseReview && m.Id.CompareTo(recall.MessageId) > 0).ShouldBe(1);
        await center.AnonymizeAsync(source.Id);
        (await center.CopiesAsync()).Count(c => c.State == ResearchCopyState.Published).ShouldBe(1);
    }

    [Fact]
    public async Task An_opt_out_from_the_Act_does_not_touch_research()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync());
        await center.AnonymizeAsync(source.Id);
        await center.OptOutAsync();
        RecallFromResearch recall = await center.AskRecallAsync(source.Id);

        await center.RecallAsync(recall);

        (await center.CopyAsync()).State.ShouldBe(ResearchCopyState.Published);
        (await center.BlobsAsync(center.Target)).Count.ShouldBe(1);
        (await center.IsConsumedAsync(recall)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_quarantined_copy_is_withdrawn_too_and_made_afresh_after_a_new_consent()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync(hasRegions: false));
        await center.AnonymizeAsync(source.Id);
        await center.WithdrawConsentAsync();

        await center.RecallAsync(await center.AskRecallAsync(source.Id));
        (await center.CopyAsync()).State.ShouldBe(ResearchCopyState.Withdrawn);
        await center.ConsentAgainAsync();
        await center.AnonymizeAsync(source.Id);

        (await center.CopiesAsync()).Select(c => c.State).ShouldBe([ResearchCopyState.Withdrawn, ResearchCopyState.Quarantined], ignoreOrder: true);
    }

    [Fact]
    public async Task A_recall_of_nothing_is_harmless()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        RecallFromResearch recall = await center.AskRecallAsync(center.Names.NewId());

        await center.RecallAsync(recall);

        (await center.IsConsumedAsync(recall)).ShouldBeTrue();
    }
}
