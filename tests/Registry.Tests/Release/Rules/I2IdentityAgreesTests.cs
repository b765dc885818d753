namespace Pipeline.Registry.Tests;

public sealed class I2IdentityAgreesTests
{
    [Theory]
    [InlineData("1960-02-03", "M", "1960-02-03", "M", null)]
    [InlineData("1960-02-04", "M", "1960-02-03", "M", "identity.birth-date-differs")]
    [InlineData("", "M", "1960-02-03", "M", "identity.birth-date-differs")]
    [InlineData("1960-02-03", "M", "", "M", null)]
    [InlineData("1960-02-03", "F", "1960-02-03", "M", "identity.sex-differs")]
    [InlineData("1960-02-03", "", "1960-02-03", "M", "identity.sex-differs")]
    [InlineData("1960-02-03", "M", "1960-02-03", "", null)]
    [InlineData("", "", "", "", null)]
    public void What_the_ledger_states_must_stand_in_the_study(string studyBorn, string studySex, string ledgerBorn, string ledgerSex, string? reason)
    {
        Case study = Seed.Case(Guid.Empty);
        study.BirthDate = Date(studyBorn);
        study.Sex = SexOf(studySex);
        var facts = new Facts
        {
            Case = study,
            Ledger = [new LedgerEntry(LedgerEventKind.Listed, Seed.LongAgo) { BirthDate = Date(ledgerBorn), Sex = SexOf(ledgerSex) }],
        };
        new I2IdentityAgrees().Check(facts.Certified).Why().ShouldBe(reason);
        (new I2IdentityAgrees().Check(facts.Research) is null).ShouldBe(reason is null);
    }

    [Fact]
    public void A_doubt_at_registration_blocks_even_where_all_agrees()
    {
        Case study = Seed.Case(Guid.Empty);
        study.IdentityDoubt = "study.patient-mismatch";
        new I2IdentityAgrees().Check(new Facts { Case = study }.Certified).ShouldBe(new BlockingRule("I2", "identity.doubt"));
    }

    private static DateOnly? Date(string text) => text.Length == 0 ? null : Facts.Day(text);

    private static Sex SexOf(string text) => text switch { "M" => Sex.Male, "F" => Sex.Female, _ => Sex.Unknown };
}
