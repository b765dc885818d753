namespace Pipeline.Deidentification.Tests;

public class DateShiftTests
{
    private static readonly DateShift Shift = new(10);

    [Theory]
    [InlineData("20240305", "20240224")]
    [InlineData("2024.03.05", "20240224")]
    [InlineData("20240305 ", "20240224")]
    [InlineData("\0 20240305\0", "20240224")]
    [InlineData("00010111", "00010101")]
    [InlineData("00010110", null)]
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
    [InlineData("202403051234", "202402241234")]
    [InlineData(" 2024030512+0900\0", "2024022412+0900")]
    [InlineData("20240305-0500", "20240224-0500")]
    [InlineData("202403+0900", "202402+0900")]
    [InlineData("2024-0500", "2023-0500")]
    [InlineData("00010105", null)]
    [InlineData("20240230", null)]
    [InlineData("202413", null)]
    [InlineData("20240", null)]
    [InlineData("", null)]
    [InlineData("2024.5", null)]
    [InlineData("202403050900+09", null)]
    [InlineData("20240305+０９００", null)]
    [InlineData("20240305101500.５", null)]
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
    [InlineData("999W", "999W")]
    [InlineData("999D", "999D")]
    [InlineData("091Y", "090Y")]
    [InlineData("900Y", "090Y")]
    [InlineData("009Y", "009Y")]
    [InlineData(" 104Y\0", "090Y")]
    [InlineData(" 034Y\0", "034Y")]
    [InlineData("０３４Y", null)]
    [InlineData("95", null)]
    [InlineData("O95Y", null)]
    public void Ages_over_ninety_become_ninety(string value, string? expected) => DicomTimes.CapAge(value).ShouldBe(expected);

    [Theory]
    [InlineData("00", true)]
    [InlineData("2359", true)]
    [InlineData("235960", true)]
    [InlineData("12:34:56.123456", true)]
    [InlineData(" 123456\0", true)]
    [InlineData("24", false)]
    [InlineData("1260", false)]
    [InlineData("123461", false)]
    [InlineData("123456.1234567", false)]
    [InlineData("1２", false)]
    [InlineData("", false)]
    public void A_time_of_day_is_told_from_other_text(string value, bool isTime) => DicomTimes.IsTime(value).ShouldBe(isTime);

    [Theory]
    [InlineData("+0900", true)]
    [InlineData("-0330", true)]
    [InlineData("+1400", true)]
    [InlineData(" +0900\0", true)]
    [InlineData("+1500", false)]
    [InlineData("+0960", false)]
    [InlineData("0900", false)]
    [InlineData("JST", false)]
    public void A_zone_is_told_from_other_text(string value, bool isZone) => DicomTimes.IsZone(value).ShouldBe(isZone);
}
