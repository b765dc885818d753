using Pipeline.LocalCenter.Demo;

namespace Pipeline.LocalCenter.Tests.Demo;

public sealed class DeckTests
{
    private static readonly Deck Deck = new(new DateOnly(2026, 4, 1));

    [Fact]
    public void The_four_patients_of_alpha_are_the_deck()
    {
        DemoPatient[] alpha = [.. Deck.Patients.Where(p => p.Facility == Deck.Alpha)];
        alpha.Select(p => p.Label).ShouldBe(["A", "B", "C", "D"]);
        alpha.Select(p => p.Id).ShouldBe(["ALPHA-770001", "ALPHA-770002", "ALPHA-770003", "ALPHA-770004"]);
        alpha.Select(p => (p.First?.Notice.Length > 0, p.First?.OptOut == "○", p.First?.ResearchConsent.Length > 0))
            .ShouldBe([(true, true, true), (true, false, false), (true, false, true), (false, false, false)]);
        alpha[3].First.ShouldBeNull();
        alpha[3].Second.ShouldBeNull();
    }

    [Fact]
    public void Notices_to_the_deck_lie_31_days_back_or_more()
    {
        foreach (DemoConsent line in Deck.Patients.Where(p => p.Facility == Deck.Alpha).Select(p => p.First).OfType<DemoConsent>())
        {
            DateOnly.Parse(line.Notice, System.Globalization.CultureInfo.InvariantCulture).ShouldBeLessThanOrEqualTo(new DateOnly(2026, 4, 1).AddDays(-31));
        }
    }

    [Fact]
    public void Everybody_has_an_ID_and_a_name_of_their_own()
    {
        Deck.Patients.Count.ShouldBe(16);
        Deck.Patients.Select(p => p.Id).Distinct().Count().ShouldBe(16);
        Deck.Patients.Select(p => p.Name.PersonName).Distinct().Count().ShouldBe(16);
        Deck.Patients.Select(p => p.Facility).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void The_facilities_tables_are_read_by_the_center_without_a_problem()
    {
        byte[] csv = ConsentTableFile.Of(Deck.Patients.Where(p => p.Facility == Deck.Beta).Select(p => (p, p.First)))!;
        csv[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        string[] lines = System.Text.Encoding.UTF8.GetString(csv[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(1 + 8);
        lines[0].ShouldStartWith("患者ID,生年月日,性別,次世代法通知");
        lines.ShouldAllBe(line => line.Split(',', StringSplitOptions.None).Length == 10);
        lines[1].ShouldStartWith("BETA-770001,1971/3/2,女,2026-03-22,両方,");
    }

    [Fact]
    public void Nobody_in_a_table_is_no_table()
        => ConsentTableFile.Of(Deck.Patients.Where(p => p.Label == "D").Select(p => (p, p.First))).ShouldBeNull();
}
