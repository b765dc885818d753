namespace Pipeline.Cloud;

/// <summary>A function that an app has registered by <c>AddFunction</c>.</summary>
/// <param name="Name">The handler class's name.</param>
/// <param name="MessageType">What it takes.</param>
/// <param name="OutputsType">What it returns; null when it sends nothing.</param>
public sealed record RegisteredFunction(string Name, Type MessageType, Type? OutputsType)
{
    /// <summary>Resolves the handler from the scope and calls it; null outputs when it sends nothing.</summary>
    public required Func<IServiceProvider, object, CancellationToken, Task<object?>> Invoke { get; init; }
}
