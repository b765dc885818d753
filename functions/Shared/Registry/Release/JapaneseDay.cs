namespace Pipeline.Registry;

/// <summary>Days as the law counts them: Japan's (UTC+9, no daylight saving).</summary>
public static class JapaneseDay
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(9);

    /// <summary>The day in Japan at an instant.</summary>
    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The instant at which a day begins in Japan.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>
    /// The day on which a person turns an age. The law lets an age be attained as the day before the birthday ends
    /// (年齢計算ニ関スル法律), that is as the birthday begins; in common years for 29 February as 1 March begins.
    /// </summary>
    public static DateOnly Birthday(DateOnly born, int age)
        => born is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(born.Year + age)
            ? new DateOnly(born.Year + age, 3, 1)
            : born.AddYears(age);

    /// <summary>Completed years of age on a day.</summary>
    public static int AgeOn(DateOnly born, DateOnly day)
    {
        int age = day.Year - born.Year;
        return Birthday(born, age) > day ? age - 1 : age;
    }
}
