using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>Places an order.</summary>
/// <param name="Processor">For whom.</param>
/// <param name="Cases">What.</param>
/// <param name="Reason">Why.</param>
internal sealed record OrderPlacing(ProcessorId Processor, IReadOnlyList<Guid> Cases, string Reason);

/// <summary>Ends an order.</summary>
/// <param name="Reason">Why.</param>
internal sealed record OrderEnding(string Reason);

/// <summary>What a processor receives.</summary>
/// <param name="OnOrder">Only what orders name.</param>
internal sealed record ProcessorTerms(bool OnOrder);
