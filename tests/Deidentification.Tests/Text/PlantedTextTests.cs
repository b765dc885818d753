namespace Pipeline.Deidentification.Tests;

/// <summary>
/// 5,000 generated report sentences with identifiers and 5,000 without, of each half of the set. The figures that are reported are those of
/// the reported half.
/// </summary>
public class PlantedTextTests
{
    private const int Seed = 1;
    private const int Count = 5000;

    [Theory]
    [InlineData("tuning")]
    [InlineData("reported")]
    public void Planted_identifiers_are_removed_and_nothing_else(string half)
    {
        CleaningScore score = CleaningScore.Of(HalfOf(half), Seed, Count);
        foreach (string line in score.Summary().Concat(score.Missed.Select(missed => "missed: " + missed)).Concat(score.Wrong.Select(wrong => "wrong: " + wrong)))
            TestContext.Current.TestOutputHelper?.WriteLine(line);
        score.Sentences.ShouldBe(Count);
        score.Plain.ShouldBe(Count);
        score.Recall.ShouldBeGreaterThanOrEqualTo(0.999);
        score.Precision.ShouldBeGreaterThanOrEqualTo(0.99);
        score.UntouchedShare.ShouldBeGreaterThanOrEqualTo(0.99);
    }

    [Fact]
    public void The_halves_have_no_name_place_or_sentence_in_common()
    {
        Vocabulary tuning = TuningVocabulary.Instance, reported = ReportedVocabulary.Instance;
        foreach (Func<Vocabulary, IReadOnlyList<string>> list in (Func<Vocabulary, IReadOnlyList<string>>[])
            [v => v.Surnames, v => v.GivenNames, v => v.Hospitals, v => v.Prefectures, v => v.Municipalities, v => v.Towns, v => v.Buildings, v => v.MailDomains, v => v.Patterns, v => v.Findings, v => v.NearMisses])
            list(tuning).Intersect(list(reported)).ShouldBeEmpty();
        Written(tuning.Surnames).Intersect(Written(reported.Surnames)).ShouldBeEmpty();
        Written(tuning.GivenNames).Intersect(Written(reported.GivenNames)).ShouldBeEmpty();
    }

    [Fact]
    public void The_cleaners_own_list_holds_next_to_none_of_the_reported_family_names()
        => Written(ReportedVocabulary.Instance.Surnames).Count(name => Surnames.Contains(FoldedText.Of(name))).ShouldBeLessThan(3);

    [Fact]
    public void The_same_seed_makes_the_same_sentences()
        => new SentenceGenerator(ReportedVocabulary.Instance, 7).Planted(200).Select(sentence => sentence.Text).ShouldBe(new SentenceGenerator(ReportedVocabulary.Instance, 7).Planted(200).Select(sentence => sentence.Text));

    [Theory]
    [InlineData("あ")]
    [InlineData("さん")]
    [InlineData("先生")]
    [InlineData("山")]
    [InlineData("ア")]
    [InlineData("a")]
    [InlineData(" ")]
    [InlineData("1")]
    [InlineData("1-")]
    [InlineData("a@")]
    [InlineData("〒1")]
    [InlineData("市1")]
    [InlineData("病院")]
    public void The_longest_text_of_one_thing_over_and_over_is_judged_and_a_longer_one_dropped(string piece)
    {
        var cleaner = new TextCleaner(new KnownIdentifiers { PatientNames = ["Yamada^Tarou=山田^太郎=やまだ^たろう"] }, DatesMode.Modified, new DateShift(10));
        string longest = string.Concat(Enumerable.Repeat(piece, TextCleaner.LongestText / piece.Length));
        Should.NotThrow(() => cleaner.Clean(longest));
        cleaner.Clean(longest + piece + piece).Text.ShouldBeNull();
    }

    private static Vocabulary HalfOf(string half) => half == "tuning" ? TuningVocabulary.Instance : ReportedVocabulary.Instance;

    private static IEnumerable<string> Written(IEnumerable<string> names) => names.Select(name => name.Split(':')[0]);
}
