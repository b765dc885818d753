using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Registry.Tests;

public sealed class ReviewDecisionsTests(PostgresServer postgres)
{
    private static readonly DeviceSignature Device = new("MAKER", "Model 1", "1.0", "1.2.840.10008.5.1.4.1.1.3.1", true, 480, 640, "RGB", "1/1:10,50,600,400");
    private static readonly MaskRectangle Strip = new(0, 0, 640, 40);

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_decision_is_recorded_with_its_audit_row_and_has_the_study_made_anew(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        (Guid study, Guid item) = await ItemAsync(registry, "P1", Device);

        (await DecideAsync(registry, item, Mask())).ShouldBe(ReviewOutcome.Recorded);

        await registry.RunAsync<RegistryContext>(async context =>
        {
            ReviewDecision decision = await context.ReviewDecisions.SingleAsync();
            (decision.By, decision.Verdict, decision.DeviceRuleId, decision.At).ShouldBe(("reviewer-1", ReviewVerdict.Mask, null, registry.Clock.Now));
            decision.Hidden.ShouldBe([Strip]);
            (await context.ReviewItems.SingleAsync()).State.ShouldBe(ReviewItemState.Decided);
            (await context.Cases.SingleAsync()).ReviewVersion.ShouldBe(1);
            (await context.AuditEntries.SingleAsync(entry => entry.Action == "review.decided")).CaseId.ShouldBe(study);
            CenterMessages.Deserialize<AnonymizeCase>((await context.OutboxMessages.SingleAsync(message => message.Queue == QueueNames.Anonymize)).Body).CaseId.ShouldBe(study);
            (await context.DeviceRules.CountAsync()).ShouldBe(KnownDeviceRules.All.Count);
        });
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_rule_closes_every_open_item_it_fits_and_remembers_its_sample(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        (Guid study, Guid item) = await ItemAsync(registry, "P1", Device);
        (_, Guid twin) = await ItemAsync(registry, "P2", Device);
        (_, Guid newer) = await ItemAsync(registry, "P3", Device with { SoftwareVersions = "2.0" });
        (_, Guid other) = await ItemAsync(registry, "P4", Device with { Model = "Model 2" });

        await DecideAsync(registry, item, Mask() with { ForDevice = true, Any = [DeviceAttribute.SoftwareVersions] });

        await registry.RunAsync<RegistryContext>(async context =>
        {
            DeviceRuleVersion rule = await context.DeviceRules.SingleAsync(row => row.ApprovedBy == "reviewer-1");
            (rule.Version, rule.Treatment, rule.Why, rule.SampleFrame, rule.SampleSha256, rule.Approved).ShouldBe((1, DeviceTreatment.Mask, "reason", 0, "picture", registry.Clock.Now));
            rule.SampleStudy!.ShouldNotContain(study.ToString("N"));
            Dictionary<Guid, ReviewItemState> states = await context.ReviewItems.ToDictionaryAsync(row => row.Id, row => row.State);
            (states[item], states[twin], states[newer], states[other]).ShouldBe((ReviewItemState.Decided, ReviewItemState.Decided, ReviewItemState.Decided, ReviewItemState.Open));
            (await context.ReviewDecisions.Where(row => row.DeviceRuleId == rule.Id).Select(row => row.ItemId).ToListAsync()).ShouldBe([item, twin, newer], ignoreOrder: true);
            (await context.OutboxMessages.CountAsync(message => message.Queue == QueueNames.Anonymize)).ShouldBe(3);
        });
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_rule_for_the_same_images_takes_the_place_of_the_one_before(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await DecideAsync(registry, (await ItemAsync(registry, "P1", Device)).Item, Mask() with { ForDevice = true });
        await DecideAsync(registry, (await ItemAsync(registry, "P2", Device)).Item, Ruling(ReviewVerdict.Clean) with { ForDevice = true });

        DeviceRuleVersion current = (await CurrentAsync(registry)).Single(rule => rule.ApprovedBy == "reviewer-1");
        (current.Version, current.Treatment).ShouldBe((2, DeviceTreatment.Clean));
        (await registry.RunAsync<DeviceRuleRetirement, bool>(rules => rules.RetireAsync(current.Rule, "wrong", "reviewer-2"))).ShouldBeTrue();
        (await registry.RunAsync<DeviceRuleRetirement, bool>(rules => rules.RetireAsync(current.Rule, "wrong", "reviewer-2"))).ShouldBeTrue();
        (await registry.RunAsync<DeviceRuleRetirement, bool>(rules => rules.RetireAsync("no-such-rule", "wrong", "reviewer-2"))).ShouldBeFalse();
        current = (await CurrentAsync(registry)).Single(rule => rule.Rule == current.Rule);
        (current.Version, current.Treatment).ShouldBe((3, DeviceTreatment.Retired));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_two_reviewers_at_once_one_decides(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        (_, Guid item) = await ItemAsync(registry, "P1", Device);

        ReviewOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => DecideAsync(registry, item, Mask() with { ForDevice = true }))));

        outcomes.Order().ShouldBe([ReviewOutcome.Recorded, ReviewOutcome.NotOpen, ReviewOutcome.NotOpen, ReviewOutcome.NotOpen]);
        (await CurrentAsync(registry)).Count(rule => rule.ApprovedBy == "reviewer-1").ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_same_decision_asked_again_counts_once(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        (_, Guid item) = await ItemAsync(registry, "P1", Device);
        ReviewRuling ruling = Mask() with { ForDevice = true };

        (await DecideAsync(registry, item, ruling)).ShouldBe(ReviewOutcome.Recorded);
        (await DecideAsync(registry, item, ruling)).ShouldBe(ReviewOutcome.Recorded);
        (await DecideAsync(registry, item, Mask())).ShouldBe(ReviewOutcome.NotOpen);

        (await registry.RunAsync<RegistryContext, int>(context => context.ReviewDecisions.CountAsync())).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Rules_and_decisions_are_append_only(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await DecideAsync(registry, (await ItemAsync(registry, "P1", Device)).Item, Mask() with { ForDevice = true });

        foreach (Func<RegistryContext, Task> change in new Func<RegistryContext, Task>[]
        {
            async context => context.Remove(await context.DeviceRules.FirstAsync()),
            async context => context.Entry(await context.DeviceRules.FirstAsync()).Property(rule => rule.Hidden).CurrentValue = [],
            async context => context.Remove(await context.ReviewDecisions.SingleAsync()),
            async context => context.Entry(await context.ReviewDecisions.SingleAsync()).Property(decision => decision.By).CurrentValue = "nobody",
        })
        {
            await registry.RunAsync<RegistryContext>(async context =>
            {
                await change(context);
                await Should.ThrowAsync<InvalidOperationException>(() => context.SaveChangesAsync());
            });
        }
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Known_rules_are_there_from_the_installation(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);

        IReadOnlyList<DeviceRuleVersion> rules = await CurrentAsync(registry);

        rules.Select(rule => rule.Name).ShouldBe(KnownDeviceRules.All.Select(rule => rule.Name), ignoreOrder: true);
        DeviceRuleVersion noblus = rules.Single(rule => rule.Rule == "aloka-noblus");
        noblus.Match.ShouldBe(KnownDeviceRules.All.Single(rule => rule.Rule == "aloka-noblus").Match);
        noblus.Hidden.ShouldBe([new MaskRectangle(0, 0, 800, 48)]);
    }

    /// <summary>PostgreSQL: who publishes holds the rules; who rules waits for it, and the other way round.</summary>
    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task No_rule_is_made_while_somebody_publishes_by_the_rules(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        (_, Guid item) = await ItemAsync(registry, "P1", Device);
        Task<ReviewOutcome> deciding = null!;

        await registry.RunAsync<RegistryContext>(async context =>
        {
            await using var publishing = await context.Database.BeginTransactionAsync();
            var book = new DeviceRuleBook(context);
            int number = await book.HoldNumberAsync();
            deciding = Task.Run(() => DecideAsync(registry, item, Mask() with { ForDevice = true }));
            await Task.WhenAny(deciding, Task.Delay(TimeSpan.FromMilliseconds(300)));
            deciding.IsCompleted.ShouldBeFalse();
            (await book.NumberAsync()).ShouldBe(number);
            await publishing.CommitAsync();
        });

        (await deciding).ShouldBe(ReviewOutcome.Recorded);
    }

    public static TheoryData<string, ReviewRuling> Unfit => new()
    {
        { "no reason", Mask() with { Why = " " } },
        { "a reason without end", Mask() with { Why = new string('x', ReviewRuling.LongestWhy + 1) } },
        { "no ID", Mask() with { Id = Guid.Empty } },
        { "nothing to mask", Mask() with { Hidden = [] } },
        { "outside the image", Mask() with { Hidden = [new MaskRectangle(640, 0, 1, 1)] } },
        { "negative", Mask() with { Hidden = [new MaskRectangle(-1, 0, 10, 10)] } },
        { "empty rectangle", Mask() with { Hidden = [new MaskRectangle(0, 0, 0, 10)] } },
        { "too many rectangles", Mask() with { Hidden = [.. Enumerable.Repeat(Strip, ReviewRuling.MostRectangles + 1)] } },
        { "clean and masked", Ruling(ReviewVerdict.Clean) with { Hidden = [Strip] } },
        { "any regions trusted", Ruling(ReviewVerdict.Mask) with { TrustsRegions = true, ForDevice = true, Any = [DeviceAttribute.Regions] } },
        { "a rejection as a rule", Ruling(ReviewVerdict.Reject) with { ForDevice = true } },
        { "no verdict", Ruling(default) },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void A_ruling_that_cannot_be_carried_out_is_unfit(string what, ReviewRuling ruling) => ruling.Fits(Device).ShouldBeFalse(what);

    [Fact]
    public void Regions_can_be_trusted_where_some_are_declared()
    {
        ReviewRuling ruling = Ruling(ReviewVerdict.Mask) with { TrustsRegions = true };
        (ruling.Fits(Device), ruling.Fits(Device with { Regions = "" })).ShouldBe((true, false));
    }

    private static ReviewRuling Mask() => Ruling(ReviewVerdict.Mask) with { Hidden = [Strip] };

    private static ReviewRuling Ruling(ReviewVerdict verdict) => new() { Id = new RandomNames(new SettableClock()).NewId(), Verdict = verdict, Why = "reason" };

    private static Task<ReviewOutcome> DecideAsync(TestRegistry registry, Guid item, ReviewRuling ruling)
        => registry.RunAsync<ReviewDecisions, ReviewOutcome>(decisions => decisions.DecideAsync(item, ruling, "reviewer-1"));

    private static Task<IReadOnlyList<DeviceRuleVersion>> CurrentAsync(TestRegistry registry)
        => registry.RunAsync<DeviceRuleBook, IReadOnlyList<DeviceRuleVersion>>(book => book.CurrentAsync());

    /// <summary>An open item of a new patient's study, whose copy is quarantined.</summary>
    private static async Task<(Guid Study, Guid Item)> ItemAsync(TestRegistry registry, string patient, DeviceSignature signature)
    {
        if (!await registry.RunAsync<RegistryContext, bool>(context => context.Facilities.AnyAsync()))
        {
            await registry.CenterAsync();
        }

        (_, Guid study) = await registry.PatientAsync(patient, "1.2." + patient[1..], Seed.Listed());
        await Copies.AddAsync(registry, study, null, ResearchCopyState.Quarantined);
        return await registry.RunAsync(async services =>
        {
            RegistryContext context = services.GetRequiredService<RegistryContext>();
            var names = new RandomNames(registry.Clock);
            var package = new UploadedPackage { Id = names.NewId(), FacilityId = Seed.Alpha, BlobName = names.NewName(), ETag = "1", Size = 1, Received = registry.Clock.Now, StoragePrefix = names.NewName() };
            var instance = new Instance
            {
                Id = names.NewId(), CaseId = study, FacilityId = Seed.Alpha, PackageId = package.Id, SopInstanceUid = names.NewName(), SopClassUid = "1", TransferSyntaxUid = "1", Sha256 = "-",
                Size = 1, BlobName = names.NewName(), ContentVersion = 1,
            };
            var item = new ReviewItem
            {
                Id = names.NewId(), CaseId = study, FacilityId = Seed.Alpha, InstanceId = instance.Id, Signature = signature, SignatureHash = signature.Hash(), Reason = "pixels.regions-not-approved",
                FrameBlob = names.NewName(), FrameSha256 = "picture", State = ReviewItemState.Open, Created = registry.Clock.Now,
            };
            context.AddRange(package, instance, item);
            await context.SaveChangesAsync();
            return (study, item.Id);
        });
    }
}
