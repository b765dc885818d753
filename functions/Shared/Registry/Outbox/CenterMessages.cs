using System.Text.Json;

namespace Pipeline.Registry;

/// <summary>Messages as JSON: camelCase, IDs as strings.</summary>
public static class CenterMessages
{
    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    /// <summary>The message as it is stored and sent.</summary>
    public static string Serialize(ICenterMessage message) => JsonSerializer.Serialize(message, message.GetType(), Json);

    /// <summary>Reads a message of a known kind.</summary>
    /// <exception cref="JsonException">It is not one.</exception>
    public static TMessage Deserialize<TMessage>(string body)
        where TMessage : ICenterMessage
        => JsonSerializer.Deserialize<TMessage>(body, Json) is { MessageId: var id } message && id != Guid.Empty
            ? message
            : throw new JsonException($"Not a {typeof(TMessage).Name}.");

    /// <summary>Reads a message by the queue it came from.</summary>
    /// <exception cref="JsonException">It is not a message of that queue.</exception>
    public static ICenterMessage Deserialize(string queue, string body) => queue switch
    {
        QueueNames.ReleaseReview => Deserialize<ReleaseReview>(body),
        QueueNames.Anonymize => Deserialize<AnonymizeCase>(body),
        QueueNames.Deliver => Deserialize<DeliverCase>(body),
        QueueNames.RecallResearch => Deserialize<RecallFromResearch>(body),
        QueueNames.RecallDelivery => Deserialize<RecallFromProcessor>(body),
        _ => throw new JsonException("No message of ours travels in that queue."),
    };
}
