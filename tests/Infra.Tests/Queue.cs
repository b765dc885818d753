namespace Pipeline.Infra.Tests;

/// <summary>A line of main.bicep's list of queues.</summary>
internal sealed record Queue(string Name, string Sender, string Receiver)
{
    public static IReadOnlyList<Queue> All { get; } =
        [.. BicepFile.Named("main.bicep").Declared("queues").Value.Items.Select(line => new Queue(line["name"].Literal, line["sender"].Literal, line["receiver"].Literal))];
}
