using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Registry.Tests;

public sealed class OutboxTests(PostgresServer postgres)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_message_is_handed_over_again_until_its_consumer_has_committed(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        Guid id = await AddAsync(registry);
        (await TakeAsync(registry)).ShouldBe([id]);
        (await TakeAsync(registry)).ShouldBeEmpty();
        registry.Clock.Now += Minute;
        (await TakeAsync(registry)).ShouldBe([id]);

        (await ConsumeAsync(registry, id, save: false)).ShouldBeTrue();
        registry.Clock.Now += Minute;
        (await TakeAsync(registry)).ShouldBe([id], "its consumer was killed before it saved");

        (await ConsumeAsync(registry, id, save: true)).ShouldBeTrue();
        registry.Clock.Now += Minute;
        (await TakeAsync(registry)).ShouldBeEmpty();
        (await ConsumeAsync(registry, id, save: true)).ShouldBeFalse("the second delivery of a message does nothing");
        (await registry.RunAsync<RegistryContext, int>(context => context.OutboxMessages.Select(row => row.Attempts).SingleAsync())).ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_two_consumers_at_once_one_commits(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        Guid id = await AddAsync(registry);
        await registry.RunAsync(async services =>
        {
            (await services.GetRequiredService<Outbox>().TryConsumeAsync(id)).ShouldBeTrue();
            (await ConsumeAsync(registry, id, save: true)).ShouldBeTrue();
            await Should.ThrowAsync<DbUpdateConcurrencyException>(() => services.GetRequiredService<RegistryContext>().SaveChangesAsync());
            return true;
        });
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Eight_dispatchers_at_once_hand_over_each_message_once(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        var ids = new List<Guid>();
        for (int i = 0; i < 40; i++)
        {
            ids.Add(await AddAsync(registry));
        }

        IReadOnlyList<Guid>[] taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => TakeAsync(registry, 10))));
        Guid[] all = [.. taken.SelectMany(part => part)];
        all.Distinct().Count().ShouldBe(all.Length);
        IReadOnlyList<Guid> rest = await TakeAsync(registry, 100);
        all.Concat(rest).ShouldBe(ids, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_dead_letter_waits_for_an_operator(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        Guid id = await AddAsync(registry);
        string body = await registry.RunAsync<RegistryContext, string>(context => context.OutboxMessages.Select(row => row.Body).SingleAsync());
        await registry.RunAsync<Outbox>(outbox => outbox.RecordDeadLetterAsync(QueueNames.ReleaseReview, body));
        await registry.RunAsync<Outbox>(outbox => outbox.RecordDeadLetterAsync(QueueNames.ReleaseReview, body));
        registry.Clock.Now += TimeSpan.FromDays(1);
        (await TakeAsync(registry)).ShouldBeEmpty();

        Guid letter = await registry.RunAsync<RegistryContext, Guid>(context => context.DeadLetters.Select(row => row.Id).SingleAsync());
        (await registry.RunAsync<Outbox, bool>(outbox => outbox.ResendAsync(letter))).ShouldBeTrue();
        (await registry.RunAsync<Outbox, bool>(outbox => outbox.ResendAsync(letter))).ShouldBeFalse();
        (await TakeAsync(registry)).ShouldBe([id]);
    }

    [Fact]
    public async Task A_dead_letter_that_is_no_message_of_ours_is_recorded_all_the_same()
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        await registry.RunAsync<Outbox>(outbox => outbox.RecordDeadLetterAsync(QueueNames.StudyUploaded, "{ not JSON"));
        DeadLetter letter = await registry.RunAsync<RegistryContext, DeadLetter>(context => context.DeadLetters.SingleAsync());
        (await registry.RunAsync<Outbox, bool>(outbox => outbox.ResendAsync(letter.Id))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_message_whose_row_is_unknown_is_handled()
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        (await ConsumeAsync(registry, Guid.Parse("018f2c5e-0000-7000-8000-000000000001"), save: true)).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_signal_comes_with_the_commit_and_not_before(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        Task raised = registry.Signal.NextAsync();
        await registry.RunAsync(async services =>
        {
            RegistryContext context = services.GetRequiredService<RegistryContext>();
            await using var transaction = await context.Database.BeginTransactionAsync();
            services.GetRequiredService<Outbox>().Add(QueueNames.ReleaseReview, id => new ReleaseReview(id, id));
            await context.SaveChangesAsync();
            raised.IsCompleted.ShouldBeFalse();
            await transaction.CommitAsync();
            return true;
        });
        raised.IsCompleted.ShouldBeTrue();

        Task next = registry.Signal.NextAsync();
        await AddAsync(registry);
        next.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void Messages_are_camelCase_JSON_with_IDs_as_strings()
    {
        var message = new DeliverCase(Guid.Parse("018f2c5e-0000-7000-8000-000000000001"), Guid.Parse("018f2c5e-0000-7000-8000-000000000002"), Seed.Processor);
        string body = CenterMessages.Serialize(message);
        body.ShouldBe("""{"messageId":"018f2c5e-0000-7000-8000-000000000001","caseId":"018f2c5e-0000-7000-8000-000000000002","processorId":"processor"}""");
        CenterMessages.Deserialize(QueueNames.Deliver, body).ShouldBe(message);
    }

    [Theory]
    [InlineData("an ID that is none", """{"messageId":"018f2c5e-0000-7000-8000-000000000001","caseId":"018f2c5e-0000-7000-8000-000000000002","processorId":"../x"}""")]
    [InlineData("no message ID", """{"caseId":"018f2c5e-0000-7000-8000-000000000002","processorId":"processor"}""")]
    [InlineData("null", "null")]
    [InlineData("not JSON", "{")]
    public void What_is_no_message_is_refused(string fault, string body)
        => Should.Throw<System.Text.Json.JsonException>(() => CenterMessages.Deserialize(QueueNames.Deliver, body), fault);

    private static Task<Guid> AddAsync(TestRegistry registry) => registry.RunAsync(async services =>
    {
        Guid added = default;
        services.GetRequiredService<Outbox>().Add(QueueNames.ReleaseReview, id => new ReleaseReview(added = id, id));
        await services.GetRequiredService<RegistryContext>().SaveChangesAsync();
        return added;
    });

    private static Task<IReadOnlyList<Guid>> TakeAsync(TestRegistry registry, int max = 10)
        => registry.RunAsync<Outbox, IReadOnlyList<Guid>>(async outbox => [.. (await outbox.TakeDueAsync(max, Minute)).Select(row => row.Id)]);

    private static Task<bool> ConsumeAsync(TestRegistry registry, Guid id, bool save) => registry.RunAsync(async services =>
    {
        bool fresh = await services.GetRequiredService<Outbox>().TryConsumeAsync(id);
        if (save)
        {
            await services.GetRequiredService<RegistryContext>().SaveChangesAsync();
        }

        return fresh;
    });
}
