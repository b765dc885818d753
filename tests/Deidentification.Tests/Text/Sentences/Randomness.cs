namespace Pipeline.Deidentification.Tests;

/// <summary>Choices by a seed.</summary>
internal static class Randomness
{
    public static T Of<T>(this Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
