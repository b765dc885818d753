using Pipeline.EndToEnd.Centers;

namespace Pipeline.EndToEnd;

/// <summary>The deck's table of facility α, and every other state the rules know.</summary>
public sealed class DeckTests(DemoCenter center)
{
    private const string None = "";
    private const string Processor = "nintei-mihon";
    private const string EchoAtlas = "echo-atlas";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_ends_well_with_nothing_lost_and_no_invariant_broken()
    {
        CenterRun run = await center.FirstAsync(Cancel);
        run.ExitCode.ShouldBe(0, run.Output);
        run.Summary.Files.ShouldBe(new Files(Total: 32, Registered: 32, Quarantined: 0, Lost: 0));
        run.Summary.Violations.ShouldBeEmpty();
        run.Summary.DeadLetters.ShouldBe(0);
        run.Summary.Studies.Length.ShouldBe(16);
    }

    [Theory]
    [InlineData("A", "registered", "C4", None, EchoAtlas)] // opted out of the Act, consents to research
    [InlineData("B", "registered", "R1", Processor, None)] // notified only
    [InlineData("C", "registered", "", Processor, EchoAtlas)] // both
    [InlineData("D", "held", "I1 C2 R1", None, None)] // in no table
    [InlineData("BETA-770001", "registered", "C3", None, EchoAtlas)] // notified ten days ago
    [InlineData("BETA-770002", "held", "C2 R1", None, None)] // notified of pseudonymised use only
    [InlineData("BETA-770003", "held", "C5 R1", None, None)] // a child whose guardian was not notified
    [InlineData("BETA-770004", "registered", "R1", Processor, None)] // a child whose guardian was
    [InlineData("BETA-770005", "held", "C5 R1", None, None)] // turned 16 since
    [InlineData("BETA-770006", "held", "C6 R1", None, None)] // died before the notice
    [InlineData("BETA-770007", "registered", "", Processor, EchoAtlas)] // died after it
    [InlineData("BETA-770008", "held", "C4 R1", None, None)] // the bereaved opted out after it was delivered
    [InlineData("GAMMA-770001", "held", "C1 R1", None, None)] // the facility's contract has ended
    [InlineData("GAMMA-770002", "held", "C1 C2 R1", None, None)] // research consent withdrawn after it was anonymised
    [InlineData("GAMMA-770003", "registered", "C1 C2 R1", None, "breast-reader")] // consents to one project only
    [InlineData("GAMMA-770004", "held", "I2 C1", None, None)] // another birth date in the table
    public async Task Each_patient_goes_where_the_rules_say(string patient, string state, string reasons, string processor, string project)
    {
        Study study = (await center.FirstAsync(Cancel)).Summary.Of(patient);
        study.State.ShouldBe(state);
        string.Join(' ', study.Reasons).ShouldBe(reasons);
        string.Join(' ', study.DeliveredTo).ShouldBe(processor);
        string.Join(' ', study.Research).ShouldBe(project);
    }

    [Fact]
    public async Task The_table_of_a_run_shows_the_four_patients()
    {
        string output = (await center.FirstAsync(Cancel)).Output;
        foreach (string label in new[] { "A", "B", "C", "D" })
        {
            output.Split('\n').ShouldContain(line => line.Contains($"│ alpha    │ {label} ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Starting_again_on_the_same_data_changes_nothing()
    {
        CenterRun run = await center.FirstAsync(Cancel);
        CenterProcess live = await center.LiveAsync(Cancel);
        Summary second = Summary.Read(center.SecondSummary, live.Output);
        second.Lines.ShouldBe(run.Summary.Lines);
        second.Files.ShouldBe(run.Summary.Files);
        second.Violations.ShouldBeEmpty();
        second.Stages["delivered"].ShouldBe(run.Summary.Stages["delivered"]);
        second.Stages["anonymised"].ShouldBe(run.Summary.Stages["anonymised"]);
    }
}
