namespace Pipeline.Cloud;

/// <summary>
/// A function: the class's name is the function's name and its folder holds the <c>function.json</c>. It may be killed
/// at any instant and run again with the same message.
/// </summary>
/// <typeparam name="TMessage">What the trigger carries: identifiers only, or <see cref="TimerInfo"/>, or <see cref="BlobCreated"/>.</typeparam>
public interface IFunction<in TMessage>
{
    /// <summary>Handles one message; returning completes it, throwing brings it back.</summary>
    Task HandleAsync(TMessage message, CancellationToken cancellationToken);
}

/// <summary>A function that also sends: its result's properties are its output bindings, by camel-case name.</summary>
/// <typeparam name="TMessage">What the trigger carries.</typeparam>
/// <typeparam name="TOutputs">A record with a property per output binding, or a dictionary from binding name to value. A list becomes several messages; null and an empty list send nothing.</typeparam>
public interface IFunction<in TMessage, TOutputs>
    where TOutputs : class
{
    /// <summary>Handles one message and returns what the host shall send after it.</summary>
    Task<TOutputs> HandleAsync(TMessage message, CancellationToken cancellationToken);
}
