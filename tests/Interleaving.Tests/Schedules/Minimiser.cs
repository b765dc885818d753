namespace Pipeline.Interleaving.Tests;

/// <summary>Leaves out of a failing schedule whatever it fails without.</summary>
internal static class Minimiser
{
    public static async Task<Schedule> ShrinkAsync(Schedule failing, Func<Schedule, Task<bool>> fails)
    {
        bool shrunk = true;
        while (shrunk)
        {
            shrunk = false;
            foreach (Schedule smaller in Smaller(failing))
            {
                if (await fails(smaller))
                {
                    failing = smaller;
                    shrunk = true;
                    break;
                }
            }
        }

        return failing;
    }

    /// <summary>The schedule without one of its steps, acts or kills.</summary>
    private static IEnumerable<Schedule> Smaller(Schedule schedule)
    {
        for (int s = schedule.Steps.Count - 1; s >= 0; s--)
        {
            Step step = schedule.Steps[s];
            yield return schedule with { Steps = [.. schedule.Steps.Take(s), .. schedule.Steps.Skip(s + 1)] };
            for (int a = 0; a < step.Acts.Count; a++)
            {
                if (step.Acts.Count > 1)
                {
                    yield return With(schedule, s, step with { Acts = [.. step.Acts.Take(a), .. step.Acts.Skip(a + 1)] });
                }

                if (step.Acts[a].KillAt is not null)
                {
                    yield return With(schedule, s, step with { Acts = [.. step.Acts.Take(a), step.Acts[a] with { KillAt = null }, .. step.Acts.Skip(a + 1)] });
                }
            }
        }
    }

    private static Schedule With(Schedule schedule, int index, Step step)
        => schedule with { Steps = [.. schedule.Steps.Take(index), step, .. schedule.Steps.Skip(index + 1)] };
}
