using System.Text;
using System.Text.Json;
using Pipeline.Cloud;
using Pipeline.Outlets.Tests;
using Pipeline.Registry;

namespace Pipeline.Research.Tests;

public sealed class ReviewTests(Storage storage)
{
    private const string Unknown = "Mihon X";
    private static readonly MaskRectangle Strip = new(0, 0, Cine.Width, 16);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_no_rule_can_judge_waits_for_a_reviewer_once_for_each_device_of_a_study()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(
            await center.CineAsync(model: Unknown), await center.CineAsync(model: Unknown), await center.CineAsync(), await center.CineAsync(model: Unknown, jpeg: false));

        await center.AnonymizeAsync(source.Id);

        List<ReviewItem> items = await center.RowsAsync<ReviewItem>();
        items.Select(i => (i.State, i.Reason, i.CaseId, i.FacilityId)).ShouldBe(Enumerable.Repeat((ReviewItemState.Open, "pixels.regions-not-approved", source.Id, center.Facility), 2));
        items.Select(i => i.Signature.PhotometricInterpretation).Order().ShouldBe(["RGB", "YBR_FULL_422"]);
        items.ShouldAllBe(i => i.Proposed.Count > 0 && i.FrameSha256.Length == 64);
        (await center.BlobsAsync(Containers.Review)).ShouldBe(items.Select(i => i.FrameBlob), ignoreOrder: true);
        ResearchCopy copy = await center.CopyAsync();
        (copy.State, copy.Instances, copy.InstancesLeftOut, copy.Reason).ShouldBe((ResearchCopyState.Published, 1, 3, ReviewReasons.Waiting));
    }

    [Fact]
    public async Task An_item_names_no_patient_and_its_frame_is_as_the_scanner_made_it()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync(model: Unknown, jpeg: false));

        await center.AnonymizeAsync(source.Id);

        ReviewItem item = await center.ItemAsync();
        string row = JsonSerializer.Serialize(item);
        foreach (string identifier in new[] { center.FacilityPatientId, "Yamada", "山田", Cine.BirthDate, Cine.StudyUid, source.StudyInstanceUid })
        {
            row.ShouldNotContain(identifier);
        }

        await using OpenedBlob frame = await center.Container(Containers.Review).OpenReadAsync(item.FrameBlob, cancellationToken: Cancel);
        frame.ContentType.ShouldBe("image/png");
        using var png = new MemoryStream();
        await frame.Content.CopyToAsync(png, Cancel);
        png.ToArray().AsSpan(1, 3).SequenceEqual("PNG"u8).ShouldBeTrue();
    }

    [Fact]
    public async Task A_decision_about_a_study_makes_its_copy_anew_and_no_other()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync(model: Unknown));
        Case other = await center.AddCaseAsync(await center.CineAsync(model: Unknown));
        await center.AnonymizeAsync(source.Id);
        await center.AnonymizeAsync(other.Id);
        ReviewItem item = (await center.RowsAsync<ReviewItem>()).Single(i => i.CaseId == source.Id);

        (await center.DecideAsync(item, ReviewVerdict.Mask, hidden: Strip)).ShouldBe(ReviewOutcome.Recorded);
        await center.HandlePendingAsync();

        List<ResearchCopy> copies = await center.CopiesAsync();
        copies.Single(c => c.CaseId == source.Id && c.State != ResearchCopyState.Withdrawn).State.ShouldBe(ResearchCopyState.Published);
        copies.Single(c => c.CaseId == other.Id).State.ShouldBe(ResearchCopyState.Quarantined);
        (await center.BlobsAsync(Containers.Review)).ShouldNotContain(item.FrameBlob);
        (await center.RowsAsync<AuditEntry>()).Single(e => e.CaseId == source.Id && e.Action == "research.published").Details!.ShouldContain("study:");
    }

    [Fact]
    public async Task A_device_rule_releases_every_item_it_fits_and_the_next_study_passes_at_once()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case first = await center.AddCaseAsync(await center.CineAsync(model: Unknown));
        Case second = await center.AddCaseAsync(await center.CineAsync(model: Unknown));
        await center.AnonymizeAsync(first.Id);
        await center.AnonymizeAsync(second.Id);

        await center.DecideAsync((await center.RowsAsync<ReviewItem>()).Single(i => i.CaseId == first.Id), ReviewVerdict.Mask, forDevice: true, Strip);
        await center.HandlePendingAsync();
        Case third = await center.AddCaseAsync(await center.CineAsync(model: Unknown));
        await center.AnonymizeAsync(third.Id);

        foreach (Case released in new[] { first, second, third })
        {
            ResearchCopy copy = (await center.CopiesAsync()).Single(c => c.CaseId == released.Id && c.State != ResearchCopyState.Withdrawn);
            (copy.State, copy.InstancesLeftOut).ShouldBe((ResearchCopyState.Published, 0));
        }

        (await center.RowsAsync<ReviewItem>()).Select(i => i.State).ShouldBe([ReviewItemState.Decided, ReviewItemState.Decided]);
        (await center.BlobsAsync(Containers.Review)).ShouldBeEmpty();
        (await center.RowsAsync<OutboxMessage>()).Where(m => m.Queue == QueueNames.Anonymize).ShouldAllBe(m => m.Consumed != null);
    }

    [Fact]
    public async Task What_a_reviewer_rejects_stays_held_with_that_reason()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync(model: Unknown));
        await center.AnonymizeAsync(source.Id);

        await center.DecideAsync(await center.ItemAsync(), ReviewVerdict.Reject);
        await center.HandlePendingAsync();
        await center.GrowAsync(source.Id, await center.CineAsync(model: Unknown));
        await center.AnonymizeAsync(source.Id);

        (await center.CopiesAsync()).Where(c => c.State != ResearchCopyState.Withdrawn).ShouldAllBe(c => c.State == ResearchCopyState.Quarantined && c.Reason == ReviewReasons.Rejected);
        (await center.ItemAsync()).State.ShouldBe(ReviewItemState.Rejected);
        await center.ShouldHoldNothingAsync();
    }

    [Fact]
    public async Task A_withdrawn_consent_takes_the_study_out_of_the_queue_with_its_frame()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync(model: Unknown));
        await center.AnonymizeAsync(source.Id);
        await center.WithdrawConsentAsync();

        await center.RecallAsync(await center.AskRecallAsync(source.Id));

        ReviewItem item = await center.ItemAsync();
        item.State.ShouldBe(ReviewItemState.Removed);
        await center.ShouldHoldNothingAsync();
        (await center.DecideAsync(item, ReviewVerdict.Clean)).ShouldBe(ReviewOutcome.NotOpen);
    }

    [Fact]
    public async Task An_opt_out_from_the_act_leaves_what_waits_for_research()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync(model: Unknown));
        await center.AnonymizeAsync(source.Id);
        await center.OptOutAsync();

        await center.RecallAsync(await center.AskRecallAsync(source.Id));

        (await center.ItemAsync()).State.ShouldBe(ReviewItemState.Open);
        (await center.BlobsAsync(Containers.Review)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Reconciling_removes_what_may_no_longer_be_shown_and_frames_left_behind()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync(model: Unknown));
        await center.AnonymizeAsync(source.Id);
        await center.WithdrawConsentAsync();

        await center.ReconcileAsync();
        string frame = (await center.ItemAsync()).FrameBlob;
        await center.Container(Containers.Review).WriteAsync(frame, new MemoryStream(Encoding.UTF8.GetBytes("written late")), cancellationToken: Cancel);
        await center.ReconcileAsync();

        (await center.ItemAsync()).State.ShouldBe(ReviewItemState.Removed);
        (await center.BlobsAsync(Containers.Review)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rule_made_while_a_copy_was_made_has_it_made_anew()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case first = await center.AddCaseAsync(await center.CineAsync(model: Unknown));
        await center.AnonymizeAsync(first.Id);
        ReviewItem item = await center.ItemAsync();
        Case second = await center.AddCaseAsync(await center.CineAsync(model: Unknown));
        AnonymizeCase message = await center.AskAsync(second.Id);
        StagedCopy staged = (await center.RunAsync<CopyStaging, StagedCopy?>(s => s.NextAsync(message, Cancel)))!;
        AnonymizedCase made = await center.RunAsync<CaseAnonymization, AnonymizedCase>(a => a.RunAsync(staged, Cancel));
        made = await center.RunAsync<ReviewQueue, AnonymizedCase>(q => q.PrepareAsync(staged, made, Cancel));

        await center.DecideAsync(item, ReviewVerdict.Mask, forDevice: true, Strip);
        await center.RunAsync<CopyPublication>(p => p.QuarantineAsync(message, staged, made, Cancel));
        await center.AnonymizeAsync(message);

        (await center.CopiesAsync()).Single(c => c.CaseId == second.Id).State.ShouldBe(ResearchCopyState.Published);
        ReviewItem needless = (await center.RowsAsync<ReviewItem>()).Single(i => i.CaseId == second.Id);
        needless.State.ShouldBe(ReviewItemState.Removed);
        (await center.BlobsAsync(Containers.Review)).ShouldNotContain(needless.FrameBlob);
    }

    [Fact]
    public async Task What_a_rule_decided_waits_anew_once_the_rule_was_taken_back()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync(model: Unknown));
        await center.AnonymizeAsync(source.Id);
        await center.DecideAsync(await center.ItemAsync(), ReviewVerdict.Clean, forDevice: true);
        await center.HandlePendingAsync();
        string rule = (await center.RowsAsync<DeviceRuleVersion>()).Single(r => r.ApprovedBy == "reviewer-1").Rule;

        (await center.RunAsync<DeviceRuleRetirement, bool>(r => r.RetireAsync(rule, "wrong", "reviewer-2", Cancel))).ShouldBeTrue();
        await center.GrowAsync(source.Id, await center.CineAsync(model: Unknown));
        await center.AnonymizeAsync(source.Id);

        (await center.RowsAsync<ReviewItem>()).Select(i => i.State).Order().ShouldBe([ReviewItemState.Open, ReviewItemState.Removed]);
        (await center.BlobsAsync(Containers.Review)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Killed_anywhere_and_run_again_a_study_waits_once_with_one_frame()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        int point = 0;
        for (bool struck = true; struck; point++)
        {
            Case source = await center.AddCaseAsync(await center.CineAsync(model: Unknown));
            AnonymizeCase message = await center.AskAsync(source.Id);

            struck = await center.KilledAtAsync(point, () => center.AnonymizeAsync(message), () => Task.CompletedTask);

            ReviewItem item = (await center.RowsAsync<ReviewItem>()).Single(i => i.CaseId == source.Id);
            item.State.ShouldBe(ReviewItemState.Open, $"point {point}");
            (await center.BlobsAsync(Containers.Review)).ShouldContain(item.FrameBlob);
            (await center.BlobsAsync(Containers.Review)).Count.ShouldBe(point + 1);
            (await center.CopiesAsync()).Single(c => c.CaseId == source.Id).State.ShouldBe(ResearchCopyState.Quarantined);
        }

        point.ShouldBeGreaterThan(6);
    }

    [Fact]
    public async Task Killed_anywhere_with_a_withdrawal_before_the_second_run_no_frame_stays()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        for (int point = 0; point < 100; point++)
        {
            Case source = await center.AddCaseAsync(await center.CineAsync(model: Unknown));
            AnonymizeCase message = await center.AskAsync(source.Id);
            if (!await center.KilledAtAsync(point, () => center.AnonymizeAsync(message), center.WithdrawConsentAsync))
            {
                point.ShouldBeGreaterThan(6);
                return;
            }

            await center.RecallAsync(await center.AskRecallAsync(source.Id));
            (await center.BlobsAsync(Containers.Review)).ShouldBeEmpty($"point {point}");
            (await center.RowsAsync<ReviewItem>()).ShouldAllBe(i => i.State == ReviewItemState.Removed);
            await center.ConsentAgainAsync();
        }

        Assert.Fail("It never ended.");
    }

    [Fact]
    public async Task A_decision_killed_at_its_commit_and_repeated_counts_once()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        int point = 0;
        for (bool struck = true; struck; point++)
        {
            Case source = await center.AddCaseAsync(await center.CineAsync(model: $"{Unknown} {point}"));
            await center.AnonymizeAsync(source.Id);
            ReviewItem item = (await center.RowsAsync<ReviewItem>()).Single(i => i.CaseId == source.Id);
            var ruling = new ReviewRuling { Id = center.Names.NewId(), Verdict = ReviewVerdict.Mask, Hidden = [Strip], ForDevice = true, Why = "reason" };

            struck = await center.KilledAtAsync(
                point, () => center.RunAsync<ReviewDecisions, ReviewOutcome>(d => d.DecideAsync(item.Id, ruling, "reviewer-1", Cancel)), () => Task.CompletedTask);
            await center.HandlePendingAsync();

            (await center.RowsAsync<ReviewDecision>()).Count(d => d.ItemId == item.Id).ShouldBe(1);
            (await center.RowsAsync<DeviceRuleVersion>()).Count(r => r.ApprovedBy == "reviewer-1").ShouldBe(point + 1);
            (await center.RowsAsync<AuditEntry>()).Count(e => e.CaseId == source.Id && e.Action == "research.published").ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_frame_that_cannot_be_shown_is_left_out_for_that_reason_and_asks_nobody()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        byte[] damaged = await center.CineAsync(model: Unknown);
        damaged.AsSpan(damaged.AsSpan().IndexOf<byte>([0xFF, 0xD8]) + 2, 200).Clear();
        Case source = await center.AddCaseAsync(damaged);

        await center.AnonymizeAsync(source.Id);

        (await center.CopyAsync()).Reason!.ShouldStartWith("pixels.");
        (await center.RowsAsync<ReviewItem>()).ShouldBeEmpty();
        await center.ShouldHoldNothingAsync();
    }
}
