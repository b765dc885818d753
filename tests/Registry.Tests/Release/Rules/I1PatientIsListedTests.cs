namespace Pipeline.Registry.Tests;

public sealed class I1PatientIsListedTests
{
    [Fact]
    public void A_listed_patient_passes() => new I1PatientIsListed().Check(new Facts().Certified).ShouldBeNull();

    [Fact]
    public void A_patient_in_no_table_is_held_on_both_tracks()
    {
        var facts = new Facts { Ledger = [] };
        new I1PatientIsListed().Check(facts.Certified).ShouldBe(new BlockingRule("I1", "patient.not-listed"));
        new I1PatientIsListed().Check(facts.Research).ShouldBe(new BlockingRule("I1", "patient.not-listed"));
    }

    [Fact]
    public void A_patient_that_a_full_table_dropped_is_held()
        => new I1PatientIsListed().Check(new Facts { Ledger = [Seed.Listed(), new LedgerEntry(LedgerEventKind.Unlisted, Seed.LongAgo)] }.Certified).ShouldNotBeNull();
}
