namespace Pipeline.Interleaving.Tests;

/// <summary>A random schedule, the same for the same seed.</summary>
/// <param name="Seed">Names it.</param>
/// <param name="Stage">What the center has already been through when it begins.</param>
/// <param name="Steps">In their order.</param>
internal sealed record Schedule(int Seed, int Stage, IReadOnlyList<Step> Steps)
{
    /// <summary>Stages a schedule may begin at.</summary>
    public const int Stages = 4;

    private const int FewestSteps = 4;
    private const int MostSteps = 12;

    /// <summary>A handler has seldom more points.</summary>
    private const int MostPoints = 24;

    private static readonly (ActKind Kind, int Weight)[] Weights =
    [
        (ActKind.Work, 25), (ActKind.Publish, 20), (ActKind.Dispatch, 10), (ActKind.Study, 6), (ActKind.Table, 5), (ActKind.Desk, 18), (ActKind.Office, 3),
        (ActKind.Receipt, 5), (ActKind.Time, 3), (ActKind.Timer, 5),
    ];

    /// <summary>Of what happens at the same time: mostly a handler, or the desk.</summary>
    private static readonly (ActKind Kind, int Weight)[] WeightsBeside =
        [(ActKind.Work, 25), (ActKind.Publish, 15), (ActKind.Desk, 45), (ActKind.Dispatch, 3), (ActKind.Table, 3), (ActKind.Receipt, 4), (ActKind.Timer, 5)];

    /// <summary>Chances of a change at a point: long stretches, and a real muddle.</summary>
    private static readonly double[] Switching = [0.1, 0.3, 0.7];

    public static Schedule Of(int seed)
    {
        Random random = new(seed);
        int stage = random.Next(Stages);
        int steps = random.Next(FewestSteps, MostSteps + 1);
        return new Schedule(seed, stage, [.. Enumerable.Range(0, steps).Select(_ => StepOf(random))]);
    }

    public override string ToString() => $"seed {Seed}, from stage {Stage}:{string.Concat(Steps.Select(step => $"\n  {step}"))}";

    private static Step StepOf(Random random)
    {
        int acts = random.Next(10) switch { < 5 => 1, < 9 => 2, _ => 3 };
        return new Step([.. Enumerable.Range(0, acts).Select(n => ActOf(random, n == 0 ? Weights : WeightsBeside))], random.Next(), Switching[random.Next(Switching.Length)]);
    }

    private static Act ActOf(Random random, (ActKind Kind, int Weight)[] weights)
    {
        int pick = random.Next(weights.Sum(w => w.Weight));
        int kind = 0;
        while ((pick -= weights[kind].Weight) >= 0)
        {
            kind++;
        }

        return new Act(weights[kind].Kind, random.Next(), random.Next(3) == 0 ? random.Next(MostPoints) : null);
    }
}
