namespace Pipeline.Registry;

/// <summary>One rule of release: pure, and fail closed.</summary>
/// <typeparam name="TFacts">The facts it looks at.</typeparam>
public interface IReleaseRule<in TFacts>
    where TFacts : ReleaseFacts
{
    /// <summary>Its ID: I1, I2, C1–C6, O1, R1–R3.</summary>
    string Id { get; }

    /// <summary>Says no, and why; null: it holds.</summary>
    BlockingRule? Check(TFacts facts);
}
