using System.Text.Json;
using Pipeline.Registry;

namespace Pipeline.Infra.Tests;

public sealed class QueueTests
{
    private const string DeadLetters = "/$deadletterqueue";

    [Theory]
    [InlineData("study-uploaded", "events", "intake")]
    [InlineData("consents-uploaded", "events", "intake")]
    [InlineData("release-review", "intake", "intake")]
    [InlineData("anonymize", "intake", "research")]
    [InlineData("recall-research", "intake", "research")]
    [InlineData("deliver", "intake", "delivery")]
    [InlineData("recall-delivery", "intake", "delivery")]
    public void A_queue_has_one_kind_of_sender_and_one_receiver(string name, string sender, string receiver)
    {
        Queue.All.ShouldContain(new Queue(name, sender, receiver));
        Queue.All.Count.ShouldBe(7, "a new queue belongs in the table above");
    }

    [Fact]
    public void The_queues_are_those_the_apps_know()
        => Queue.All.Select(queue => queue.Name).ShouldBe(
            typeof(QueueNames).GetFields().Select(field => (string)field.GetRawConstantValue()!), ignoreOrder: true);

    [Theory]
    [InlineData("maxDeliveryCount", "5")]
    [InlineData("lockDuration", "'PT5M'")]
    [InlineData("requiresDuplicateDetection", "true")]
    [InlineData("deadLetteringOnMessageExpiration", "true")]
    public void A_queue_loses_and_doubles_nothing(string property, string value)
        => BicepFile.Named("modules/service-bus.bicep").Declared("queue").Value.At("properties")[property].Text.ShouldBe(value);

    [Fact]
    public void Queues_take_Entra_identities_only()
        => BicepFile.Named("modules/service-bus.bicep").Declared("serviceBus").Value.At("properties.disableLocalAuth").Text.ShouldBe("true");

    [Fact]
    public void Committed_uploads_go_to_the_queue_of_their_folder()
    {
        BicepFile events = BicepFile.Named("modules/events.bicep");
        BicepValue subscription = events.Declared("delivery").Value["properties"];
        IReadOnlyList<BicepValue> filters = subscription.At("filter.advancedFilters").Items;

        events.Declared("uploads").Value.Items.Select(line => (line["queue"].Literal, line["folder"].Literal))
            .ShouldBe([("study-uploaded", "/blobs/studies/"), ("consents-uploaded", "/blobs/consents/")]);
        subscription.At("filter.includedEventTypes").Items.Single().Literal.ShouldBe("Microsoft.Storage.BlobCreated");
        filters[0]["operatorType"].Literal.ShouldBe("StringContains");
        filters[0]["key"].Literal.ShouldBe("subject");
        filters[0]["values"].Text.ShouldBe("[upload.folder]");
        filters[1]["key"].Literal.ShouldBe("data.api");
        filters[1]["values"].Items.Select(api => api.Literal).ShouldBe(["PutBlob", "PutBlockList", "CopyBlob"]);
        subscription.At("deliveryWithResourceIdentity.destination.properties.resourceId").Text.ShouldBe("queue[i].id");
        subscription.At("deadLetterWithResourceIdentity.deadLetterDestination.properties.blobContainerName").Literal.ShouldBe("undelivered");
        Queue.All.Where(queue => queue.Sender == "events").Select(queue => queue.Name)
            .ShouldBe(events.Declared("uploads").Value.Items.Select(line => line["queue"].Literal));
    }

    [Fact]
    public void A_function_receives_messages_only_from_its_own_apps_queues()
    {
        foreach (Binding binding in Bindings().Where(binding => binding.Type == "serviceBusTrigger" && !binding.OfDeadLetters))
        {
            Queue.All.Where(queue => queue.Receiver == binding.App).Select(queue => queue.Name).ShouldContain(binding.Queue, binding.File);
            binding.Connection.ShouldBe("ServiceBusConnection", binding.File);
        }
    }

    [Fact]
    public void Intake_alone_reads_dead_letters_and_those_of_every_queue()
    {
        List<Binding> readers = [.. Bindings().Where(binding => binding.Type == "serviceBusTrigger" && binding.OfDeadLetters)];

        readers.Select(binding => binding.Queue).ShouldBe(Queue.All.Select(queue => queue.Name), ignoreOrder: true);
        readers.ShouldAllBe(binding => binding.App == "intake" && binding.Connection == "ServiceBusConnection");
    }

    /// <summary>A subqueue has no scope of its own: the reader of dead letters gets the queue's role, unless it is its receiver already.</summary>
    [Fact]
    public void The_reader_of_dead_letters_may_receive_from_every_queue()
    {
        BicepFile main = BicepFile.Named("main.bicep");

        main.Declared("deadLetterReader").Value.Literal.ShouldBe("intake");
        main.Declared("rbac").Value.At("params.deadLetterReader").Text.ShouldBe("deadLetterReader");
        RoleTable.File.Declared("deadLetters").Text.ShouldContain(" in queues: if (line.receiver != deadLetterReader) {");
    }

    [Fact]
    public void A_function_sends_only_to_queues_its_app_may_send_to()
    {
        foreach (Binding binding in Bindings().Where(binding => binding.Type == "serviceBus"))
        {
            Queue.All.Where(queue => queue.Sender == binding.App).Select(queue => queue.Name).ShouldContain(binding.Queue, binding.File);
            binding.Connection.ShouldBe("ServiceBusConnection", binding.File);
        }
    }

    [Fact]
    public void Every_queue_has_a_function_that_receives()
    {
        List<Binding> bindings = Bindings();
        foreach (Queue queue in Queue.All.Where(queue => bindings.Exists(binding => binding.App == queue.Receiver)))
            bindings.ShouldContain(binding => binding.Type == "serviceBusTrigger" && binding.App == queue.Receiver && binding.Queue == queue.Name && !binding.OfDeadLetters, queue.Name);
    }

    [Fact]
    public void Every_queue_that_an_app_may_send_to_has_a_function_that_sends()
    {
        List<Binding> bindings = Bindings();
        foreach (Queue queue in Queue.All.Where(queue => bindings.Exists(binding => binding.App == queue.Sender)))
            bindings.ShouldContain(binding => binding.Type == "serviceBus" && binding.App == queue.Sender && binding.Queue == queue.Name, queue.Name);
    }

    private static List<Binding> Bindings()
    {
        List<Binding> bindings = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions"), "function.json", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar).Length == 4)
            .SelectMany(Read)];
        Assert.SkipWhen(bindings.Count == 0, "no function.json has a Service Bus binding yet");
        return bindings;
    }

    private static List<Binding> Read(string file)
    {
        string name = Path.GetRelativePath(Repository.Root, file);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        return [.. document.RootElement.GetProperty("bindings").EnumerateArray()
            .Where(binding => binding.GetProperty("type").GetString() is "serviceBusTrigger" or "serviceBus")
            .Select(binding => new Binding(
                name,
                name.Split(Path.DirectorySeparatorChar)[1].ToLowerInvariant(),
                binding.GetProperty("type").GetString()!,
                binding.GetProperty("queueName").GetString()!,
                binding.GetProperty("connection").GetString()!))];
    }

    private sealed record Binding(string File, string App, string Type, string QueueName, string Connection)
    {
        public bool OfDeadLetters => QueueName.EndsWith(DeadLetters, StringComparison.OrdinalIgnoreCase);

        public string Queue => OfDeadLetters ? QueueName[..^DeadLetters.Length] : QueueName;
    }
}
