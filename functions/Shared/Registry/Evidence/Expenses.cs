using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>
/// Counts what cost money, per facility and month. Acts are counted by their audit rows, which stay when a facility's data goes;
/// stored bytes by the dates at which they came and went.
/// </summary>
public sealed class Expenses(RegistryContext registry, TimeProvider clock)
{
    private const decimal Gigabyte = 1_000_000_000m;
    private const int DecimalPlaces = 6;

    private static readonly string[] OfReceived = ["study.registered"];
    private static readonly string[] OfAnonymised = ["research.published"];
    private static readonly string[] OfDelivered = ["delivery.published"];
    private static readonly string[] OfOptOuts = ["ledger.opt-out", "ledger.research-consent-withdrawn"];

    /// <summary>Whoever records a letter writes one such row for each.</summary>
    private static readonly string[] OfLetters = [LetterSent];

    /// <summary>Audit action of a notice letter (通知書の郵送) that was sent.</summary>
    public const string LetterSent = "letter.sent";

    /// <summary>A line for each facility and month that had anything to count, months in order.</summary>
    /// <param name="from">A day of the first month.</param>
    /// <param name="until">A day of the last month; days to come count nothing.</param>
    /// <param name="facility">One facility; none: all.</param>
    /// <param name="cancellationToken">Cuts the counting.</param>
    public async Task<IReadOnlyList<ExpenseLine>> CountAsync(DateOnly from, DateOnly until, FacilityId? facility = null, CancellationToken cancellationToken = default)
    {
        List<FacilityId> facilities = await registry.Facilities.Where(row => facility == null || row.Id == facility)
            .OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(cancellationToken);
        List<ExpenseLine> lines = [];
        foreach (FacilityId id in facilities)
        {
            List<(DateOnly From, DateOnly? Until, long Bytes)> stored = await StoredAsync(id, cancellationToken);
            for (DateOnly month = FirstOf(from); month <= until; month = month.AddMonths(1))
            {
                ExpenseLine line = await OfMonthAsync(id, month, stored, cancellationToken);
                if (line != new ExpenseLine(id, month, 0, 0, 0, 0, 0, 0))
                {
                    lines.Add(line);
                }
            }
        }

        return [.. lines.OrderBy(line => line.Month).ThenBy(line => line.Facility.Value, StringComparer.Ordinal)];
    }

    /// <summary>GB-months of one stretch of storage in a month: bytes × days held ÷ days of the month.</summary>
    /// <param name="month">First day of the month.</param>
    /// <param name="stored">Day of arrival, which counts.</param>
    /// <param name="removed">Day of removal, which does not; none: still there.</param>
    /// <param name="bytes">Bytes held.</param>
    /// <param name="today">Days after it have not been.</param>
    internal static decimal GbMonths(DateOnly month, DateOnly stored, DateOnly? removed, long bytes, DateOnly today)
    {
        DateOnly next = month.AddMonths(1);
        DateOnly first = stored > month ? stored : month;
        DateOnly tomorrow = today.AddDays(1);
        DateOnly end = new[] { next, tomorrow, removed ?? next }.Min();
        int days = Math.Max(0, end.DayNumber - first.DayNumber);
        return bytes / Gigabyte * days / (next.DayNumber - month.DayNumber);
    }

    private async Task<ExpenseLine> OfMonthAsync(
        FacilityId facility, DateOnly month, List<(DateOnly From, DateOnly? Until, long Bytes)> stored, CancellationToken cancellationToken)
    {
        DateTimeOffset begin = JapaneseDay.StartOf(month);
        DateTimeOffset end = JapaneseDay.StartOf(month.AddMonths(1));
        Dictionary<string, int> acts = await registry.AuditEntries
            .Where(row => row.FacilityId == facility && row.At >= begin && row.At < end)
            .GroupBy(row => row.Action).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        int Count(string[] actions) => actions.Sum(action => acts.GetValueOrDefault(action));
        DateOnly today = JapaneseDay.Of(clock.GetUtcNow());
        return new ExpenseLine(
            facility,
            month,
            Count(OfReceived),
            Math.Round(stored.Sum(one => GbMonths(month, one.From, one.Until, one.Bytes, today)), DecimalPlaces),
            Count(OfAnonymised),
            Count(OfDelivered),
            Count(OfOptOuts),
            Count(OfLetters));
    }

    private async Task<List<(DateOnly From, DateOnly? Until, long Bytes)>> StoredAsync(FacilityId facility, CancellationToken cancellationToken)
    {
        var packages = from package in registry.UploadedPackages
                       where package.FacilityId == facility && package.State == PackageState.Registered
                       select new { package.Received, Bytes = registry.Instances.Where(one => one.PackageId == package.Id).Sum(one => one.Size) };
        Dictionary<DateOnly, long> byDay = [];
        await foreach (var package in packages.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            DateOnly day = JapaneseDay.Of(package.Received);
            byDay[day] = byDay.GetValueOrDefault(day) + package.Bytes;
        }

        List<ErasedVolume> gone = await registry.ErasedVolumes.AsNoTracking().Where(row => row.FacilityId == facility).ToListAsync(cancellationToken);
        return
        [
            .. byDay.Select(day => (day.Key, (DateOnly?)null, day.Value)),
            .. gone.Select(row => (row.Stored, (DateOnly?)row.Erased, row.Bytes)),
        ];
    }

    private static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);
}
