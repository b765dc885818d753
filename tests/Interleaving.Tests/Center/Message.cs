using Pipeline.Cloud;

namespace Pipeline.Interleaving.Tests;

/// <summary>What lies in a queue until a handler has succeeded with it.</summary>
/// <param name="Queue">One of <c>QueueNames</c>, or the desk or office of a person who tries again until it is done.</param>
/// <param name="Body">The message, or none where <paramref name="Event"/> or <paramref name="Work"/> is.</param>
internal sealed record Message(string Queue, string Body, BlobCreated? Event = null, Func<Center, Task>? Work = null)
{
    /// <summary>Handlers that failed with it without having been killed.</summary>
    public int Failures { get; set; }
}
