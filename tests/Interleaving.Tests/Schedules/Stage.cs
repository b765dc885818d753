namespace Pipeline.Interleaving.Tests;

/// <summary>A center that plays one schedule after another, each from a state that real handlers made.</summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>Where simulated time begins.</summary>
    private static readonly DateTimeOffset Start = new(2026, 4, 1, 1, 0, 0, TimeSpan.Zero);

    private readonly Center center;
    private readonly Sender sender;
    private readonly List<(CenterImage Image, List<(string, IReadOnlyList<string>)> Studies, List<string> Tables)> images = [];

    private Stage(Center center) => (this.center, sender) = (center, new Sender(center));

    public int Kills { get; private set; }

    public int Runs { get; private set; }

    /// <summary>Packages and previews that became readable.</summary>
    public int Published { get; private set; }

    public static async Task<Stage> BuildAsync(Func<CenterSettings, CenterSettings>? plant = null)
    {
        CenterSettings settings = new() { Start = Start };
        Stage stage = new(await Center.StartAsync(plant?.Invoke(settings) ?? settings));
        await stage.PrepareAsync();
        return stage;
    }

    /// <summary>Plays a schedule from its stage on.</summary>
    /// <returns>What must not be and was seen; empty: nothing.</returns>
    public async Task<IReadOnlyList<string>> PlayAsync(Schedule schedule)
    {
        await ResetAsync(center.Memory is null ? Play.Empty : schedule.Stage);
        Watch watch = new(center);
        center.Changed = watch.ChangedAsync;
        Play play = new(center, sender, watch);
        await play.PreludeAsync(center.Memory is null ? schedule.Stage : Play.Empty);
        foreach (Step step in schedule.Steps)
        {
            await play.StepAsync(step);
            if (watch.Violations.Count > 0)
            {
                break;
            }
        }

        if (watch.Violations.Count == 0)
        {
            await play.EndAsync(new Random(schedule.Seed));
        }

        (Kills, Runs, Published) = (Kills + play.Kills, Runs + play.Runs, Published + watch.Published);
        return watch.Violations;
    }

    public async ValueTask DisposeAsync()
    {
        images.ForEach(i => i.Image.Dispose());
        await center.DisposeAsync();
    }

    /// <summary>Images of every prelude; a real storage has none but the empty one, and goes through the prelude each time.</summary>
    private async Task PrepareAsync()
    {
        for (int prelude = Play.Empty; prelude < (center.Memory is null ? Play.Waiting : Schedule.Stages); prelude++)
        {
            if (prelude > Play.Empty)
            {
                await ResetAsync(Play.Empty);
            }

            Watch watch = new(center);
            await new Play(center, sender, watch).PreludeAsync(prelude);
            watch.Violations.ShouldBeEmpty();
            images.Add((new CenterImage(center), [.. sender.Studies], [.. sender.Tables]));
        }
    }

    private async Task ResetAsync(int prelude)
    {
        var (image, studies, tables) = images[prelude];
        await image.RestoreAsync(center);
        sender.Begin(studies, tables);
    }
}
