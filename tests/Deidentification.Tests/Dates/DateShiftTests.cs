namespace Pipeline.Deidentification.Tests;

public class DateShiftTests
{
    private static readonly DateShift Shift = new(10);

    [Theory]
    [InlineData("20240305", "20240224")]
    [InlineData("2024.03.05", "20240224")]
    [InlineData("20240305 ", "20240224")]
    [InlineData("00010101", null)]
    [InlineData("20240230", null)]
    [InlineData("2024", null)]
    [InlineData("yesterday", null)]
    public void Dates_move_back(string value, string? expected) => Shift.ApplyDate(value).ShouldBe(expected);

    [Theory]
    [InlineData("20240305123456.123456+0900", "20240224123456.123456+0900")]
    [InlineData("2024030512", "2024022412")]
    [InlineData("202403", "202402")]
    [InlineData("2024", "2023")]
    [InlineData("20240305999999", null)]
    [InlineData("2024030512345", null)]
    [InlineData("20240305 Yamada", null)]
    public void Date_times_move_back_and_keep_time_and_zone(string value, string? expected) => Shift.ApplyDateTime(value).ShouldBe(expected);

    [Fact]
    public void Intervals_stay()
    {
        var first = new DateOnly(2023, 12, 30);
        DateOnly later = first.AddDays(77);
        (Shift.Apply(later)!.Value.DayNumber - Shift.Apply(first)!.Value.DayNumber).ShouldBe(77);
    }

    [Theory]
    [InlineData("089Y", "089Y")]
    [InlineData("090Y", "090Y")]
    [InlineData("104Y", "090Y")]
    [InlineData("999M", "999M")]
    [InlineData("006W", "006W")]
    [InlineData("95", null)]
    [InlineData("O95Y", null)]
    public void Ages_over_ninety_become_ninety(string value, string? expected) => DicomTimes.CapAge(value).ShouldBe(expected);
}
