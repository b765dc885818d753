namespace Pipeline.Registry.Tests;

public sealed class S2CountIsSuppressedTests
{
    [Theory]
    [InlineData(0, new int[0], "0")]
    [InlineData(1, new int[0], "<10")]
    [InlineData(9, new int[0], "<10")]
    [InlineData(10, new int[0], "10")]
    [InlineData(1234, new int[0], "1234")]
    [InlineData(25, new[] { 25 }, "25")]
    [InlineData(25, new[] { 26 }, "≥10")]
    [InlineData(25, new[] { 100, 34 }, "≥10")]
    [InlineData(25, new[] { 35 }, "25")]
    [InlineData(0, new[] { 5 }, "0")]
    [InlineData(4, new[] { 5 }, "<10")]
    public void Small_counts_are_not_told_nor_left_over(int count, int[] wider, string text)
        => S2CountIsSuppressed.Of(count, wider).Text.ShouldBe(text);

    [Fact]
    public void What_is_suppressed_carries_no_number() => S2CountIsSuppressed.Of(9).Exact.ShouldBeNull();

    [Fact]
    public void Ages_are_counted_in_whole_decades()
        => S2Filter.Banded(new CaseFilter { AgeFrom = 43, AgeTo = 51 }).ShouldBe(new CaseFilter { AgeFrom = 40, AgeTo = 59 });

    [Fact]
    public void A_count_is_held_against_the_search_without_any_one_filter()
        => S2Filter.Wider(new CaseFilter { Sex = Sex.Male, Domain = "abdomen" })
            .ShouldBe([new CaseFilter(), new CaseFilter { Domain = "abdomen" }, new CaseFilter { Sex = Sex.Male }], ignoreOrder: true);
}
