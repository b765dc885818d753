namespace Pipeline.Cloud;

/// <summary>One binding of a <c>function.json</c>.</summary>
/// <param name="Type">E.g. <c>serviceBusTrigger</c>, <c>timerTrigger</c>, <c>serviceBus</c>, <c>httpTrigger</c>, <c>http</c>.</param>
/// <param name="Direction"><c>in</c> or <c>out</c>.</param>
/// <param name="Name">The entry in <c>Data</c> or <c>Outputs</c>.</param>
/// <param name="QueueName">The queue, for queue triggers and outputs.</param>
/// <param name="Schedule">The six-field NCRONTAB expression, for timers.</param>
/// <param name="DataType"><c>binary</c>, <c>string</c> or absent.</param>
public sealed record FunctionBinding(string Type, string Direction, string Name, string? QueueName = null, string? Schedule = null, string? DataType = null)
{
    /// <summary>The binding starts the function.</summary>
    public bool IsTrigger => Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase);

    /// <summary>The binding sends.</summary>
    public bool IsOutput => string.Equals(Direction, "out", StringComparison.OrdinalIgnoreCase);

    /// <summary>The function is started by HTTP and so answered by the app's own endpoints.</summary>
    public bool IsHttp => string.Equals(Type, "httpTrigger", StringComparison.OrdinalIgnoreCase) || string.Equals(Type, "http", StringComparison.OrdinalIgnoreCase);

    /// <summary>The function is started by a clock.</summary>
    public bool IsTimer => string.Equals(Type, "timerTrigger", StringComparison.OrdinalIgnoreCase);

    /// <summary>Strings pass as base64.</summary>
    public bool IsBinary => string.Equals(DataType, "binary", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A function as its <c>function.json</c> declares it.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Bindings">In the file's order; exactly one is a trigger.</param>
public sealed record FunctionDeclaration(string Name, IReadOnlyList<FunctionBinding> Bindings)
{
    /// <summary>What starts the function.</summary>
    public FunctionBinding Trigger { get; } = Bindings.Single(b => b.IsTrigger);

    /// <summary>What it may send to.</summary>
    public IEnumerable<FunctionBinding> Outputs => Bindings.Where(b => b.IsOutput && !b.IsHttp);
}
