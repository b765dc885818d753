using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Registry;

namespace Pipeline.Cloud.Tests;

public sealed class QueuePumpTests(Storage storage)
{
    private static readonly QueuePumpOptions Fast = new() { Backoff = TimeSpan.Zero, Idle = TimeSpan.FromMilliseconds(50) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("binary")]
    [InlineData(null)]
    public async Task A_message_is_handled_its_outputs_sent_and_then_it_is_gone(string? dataType)
    {
        var stage = new Stage();
        await using TestApp app = await TestApp.StartAsync(s => s.AddSingleton(stage).AddFunction<DispatchOutbox, ReleaseReview, Dispatched>());
        var queues = new StorageMessageQueues(storage.Queues);
        FunctionDeclaration function = Declare("DispatchOutbox", storage.NewId(), dataType, ("reviews", storage.NewId()));
        await queues[function.Trigger.QueueName!].SendAsync("""{"case":"c1","attempt":2}""", cancellationToken: Cancel);

        await PumpUntilAsync(app, queues, function, Fast, outcomes => outcomes.Count == 1);

        stage.Seen.ShouldBe([new ReleaseReview("c1", 2)]);
        (await queues[function.Trigger.QueueName!].CountAsync(Cancel)).ShouldBe(0);
        (await DrainAsync(queues, function.Outputs.Single().QueueName!)).ShouldBe(["""{"case":"c1","attempt":1}""", """{"case":"c1","attempt":2}"""], ignoreOrder: true);
    }

    [Fact]
    public async Task A_message_that_fails_five_times_goes_to_the_poison_queue()
    {
        var stage = new Stage { Act = (_, _) => throw new InvalidOperationException() };
        await using TestApp app = await TestApp.StartAsync(s => s.AddSingleton(stage).AddFunction<DecideRelease, ReleaseReview>());
        var queues = new StorageMessageQueues(storage.Queues);
        FunctionDeclaration function = Declare("DecideRelease", storage.NewId());
        await queues[function.Trigger.QueueName!].SendAsync("""{"case":"c1"}""", cancellationToken: Cancel);

        IReadOnlyList<DeliveryOutcome> outcomes = await PumpUntilAsync(app, queues, function, Fast, o => o.Contains(DeliveryOutcome.Poisoned));

        outcomes.ShouldBe([DeliveryOutcome.Failed, DeliveryOutcome.Failed, DeliveryOutcome.Failed, DeliveryOutcome.Failed, DeliveryOutcome.Poisoned]);
        stage.Seen.Count.ShouldBe(5);
        (await queues[function.Trigger.QueueName!].CountAsync(Cancel)).ShouldBe(0);
        (await DrainAsync(queues, QueuePump.PoisonQueueOf(function.Trigger.QueueName!))).ShouldBe(["""{"case":"c1"}"""]);
    }

    [Fact]
    public async Task A_message_whose_handling_is_cut_is_delivered_again()
    {
        var begun = new TaskCompletionSource();
        var stage = new Stage
        {
            Act = (_, cancellationToken) => begun.TrySetResult() ? Task.Delay(Timeout.Infinite, cancellationToken) : Task.CompletedTask,
        };
        await using TestApp app = await TestApp.StartAsync(s => s.AddSingleton(stage).AddFunction<DecideRelease, ReleaseReview>());
        var queues = new StorageMessageQueues(storage.Queues);
        FunctionDeclaration function = Declare("DecideRelease", storage.NewId());
        await queues[function.Trigger.QueueName!].SendAsync("""{"case":"c1"}""", cancellationToken: Cancel);
        QueuePumpOptions brief = Fast with { Visibility = TimeSpan.FromSeconds(2) };

        using (var killed = CancellationTokenSource.CreateLinkedTokenSource(Cancel))
        {
            Task pumping = Pump(app, queues, function, brief).RunAsync(killed.Token);
            await begun.Task;
            await killed.CancelAsync();
            await pumping;
        }

        (await queues[function.Trigger.QueueName!].CountAsync(Cancel)).ShouldBe(1);
        IReadOnlyList<DeliveryOutcome> outcomes = await PumpUntilAsync(app, queues, function, brief, o => o.Count == 1);

        outcomes.ShouldBe([DeliveryOutcome.Completed]);
        stage.Seen.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_stays_hidden_while_its_handler_works_longer_than_the_visibility()
    {
        var stage = new Stage { Act = (_, cancellationToken) => Task.Delay(TimeSpan.FromSeconds(5), cancellationToken) };
        await using TestApp app = await TestApp.StartAsync(s => s.AddSingleton(stage).AddFunction<DecideRelease, ReleaseReview>());
        var queues = new StorageMessageQueues(storage.Queues);
        FunctionDeclaration function = Declare("DecideRelease", storage.NewId());
        await queues[function.Trigger.QueueName!].SendAsync("""{"case":"c1"}""", cancellationToken: Cancel);

        IReadOnlyList<DeliveryOutcome> outcomes = await PumpUntilAsync(app, queues, function, Fast with { Visibility = TimeSpan.FromSeconds(2) }, o => o.Count == 1);

        outcomes.ShouldBe([DeliveryOutcome.Completed]);
        stage.Seen.Count.ShouldBe(1);
        (await queues[function.Trigger.QueueName!].CountAsync(Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task An_app_that_does_not_answer_costs_deliveries_until_poison()
    {
        TestApp app = await TestApp.StartAsync(s => s.AddSingleton(new Stage()).AddFunction<DecideRelease, ReleaseReview>());
        var queues = new StorageMessageQueues(storage.Queues);
        FunctionDeclaration function = Declare("DecideRelease", storage.NewId());
        await queues[function.Trigger.QueueName!].SendAsync("""{"case":"c1"}""", cancellationToken: Cancel);
        await app.StopAsync();

        IReadOnlyList<DeliveryOutcome> outcomes = await PumpUntilAsync(app, queues, function, Fast, o => o.Contains(DeliveryOutcome.Poisoned));

        outcomes.Count.ShouldBe(5);
        (await DrainAsync(queues, QueuePump.PoisonQueueOf(function.Trigger.QueueName!))).ShouldBe(["""{"case":"c1"}"""]);
        await app.DisposeAsync();
    }

    [Fact]
    public async Task A_message_that_killed_every_process_is_not_delivered_a_sixth_time()
    {
        var stage = new Stage();
        await using TestApp app = await TestApp.StartAsync(s => s.AddSingleton(stage).AddFunction<DecideRelease, ReleaseReview>());
        var queues = new StorageMessageQueues(storage.Queues);
        FunctionDeclaration function = Declare("DecideRelease", storage.NewId());
        IMessageQueue queue = queues[function.Trigger.QueueName!];
        await queue.SendAsync("""{"case":"c1"}""", cancellationToken: Cancel);
        for (int delivery = 1; delivery <= 5; delivery++)
        {
            ReceivedMessage taken = (await queue.ReceiveAsync(1, TimeSpan.FromSeconds(30), Cancel)).ShouldHaveSingleItem();
            taken.DeliveryCount.ShouldBe(delivery);
            await queue.ExtendAsync(taken, TimeSpan.Zero, Cancel);
        }

        (await PumpUntilAsync(app, queues, function, Fast, o => o.Count == 1)).ShouldBe([DeliveryOutcome.Poisoned]);

        stage.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_delivery_that_lost_its_message_neither_deletes_nor_extends_it()
    {
        var queues = new StorageMessageQueues(storage.Queues);
        IMessageQueue queue = queues[storage.NewId() + "-queue"];
        await queue.SendAsync("{}", cancellationToken: Cancel);
        ReceivedMessage first = (await queue.ReceiveAsync(1, TimeSpan.FromSeconds(30), Cancel)).ShouldHaveSingleItem();
        await queue.ExtendAsync(first, TimeSpan.Zero, Cancel);
        ReceivedMessage second = (await queue.ReceiveAsync(1, TimeSpan.FromSeconds(30), Cancel)).ShouldHaveSingleItem();

        (await queue.DeleteAsync(first, Cancel)).ShouldBeFalse();
        (await queue.ExtendAsync(first, TimeSpan.Zero, Cancel)).ShouldBeNull();
        (await queue.DeleteAsync(second, Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_timer_fires_and_its_failure_is_told()
    {
        var stage = new Stage();
        await using TestApp app = await TestApp.StartAsync(s => s.AddSingleton(stage).AddFunction<SweepReleases, TimerInfo>());
        var invoker = new FunctionInvoker(app.Http, new StorageMessageQueues(storage.Queues), new RandomNames(Storage.Clock));
        var timer = new FunctionBinding("timerTrigger", "in", "timer", Schedule: "0 0 3 * * *");

        (await invoker.FireTimerAsync(new FunctionDeclaration("SweepReleases", [timer]), Cancel)).ShouldBeTrue();
        (await invoker.FireTimerAsync(new FunctionDeclaration("Unknown", [timer]), Cancel)).ShouldBeFalse();

        stage.Seen.ShouldBe([new TimerInfo()]);
    }

    private static FunctionDeclaration Declare(string function, string queue, string? dataType = "binary", params (string Name, string Queue)[] outputs)
        => new(function,
            [
                new FunctionBinding("serviceBusTrigger", "in", "message", queue + "-queue", DataType: dataType),
                .. outputs.Select(o => new FunctionBinding("serviceBus", "out", o.Name, o.Queue + "-queue")),
            ]);

    private static QueuePump Pump(TestApp app, IMessageQueues queues, FunctionDeclaration function, QueuePumpOptions options, Action<FunctionDeclaration, DeliveryOutcome>? delivered = null)
        => new(function, new FunctionInvoker(app.Http, queues, new RandomNames(Storage.Clock)), queues, options, Storage.Clock, NullLogger.Instance) { Delivered = delivered };

    private static async Task<IReadOnlyList<DeliveryOutcome>> PumpUntilAsync(
        TestApp app, IMessageQueues queues, FunctionDeclaration function, QueuePumpOptions options, Func<IReadOnlyList<DeliveryOutcome>, bool> done)
    {
        var outcomes = new ConcurrentQueue<DeliveryOutcome>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        QueuePump pump = Pump(app, queues, function, options, (_, outcome) =>
        {
            outcomes.Enqueue(outcome);
            if (done([.. outcomes]))
            {
                stop.Cancel();
            }
        });
        await pump.RunAsync(stop.Token);
        pump.InFlight.ShouldBe(0);
        return [.. outcomes];
    }

    private static async Task<List<string>> DrainAsync(IMessageQueues queues, string queue)
    {
        IReadOnlyList<ReceivedMessage> messages = await queues[queue].ReceiveAsync(32, TimeSpan.FromSeconds(30), Cancel);
        return [.. messages.Select(m => m.Body)];
    }
}
