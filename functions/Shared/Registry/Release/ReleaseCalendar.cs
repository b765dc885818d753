namespace Pipeline.Registry;

/// <summary>The earliest day on which an outcome may change by itself, so that a sweep finds it again.</summary>
public static class ReleaseCalendar
{
    /// <summary>Of the certified track: a notice matures, a birthday comes, a contract begins or ends.</summary>
    public static DateOnly? ReviewOn(CertifiedFacts facts)
    {
        DateOnly today = facts.Today;
        var days = facts.Contracts.SelectMany(contract => new Period(contract.From, contract.Until).ChangesAfter(today)).ToList();
        if (facts.Facility.EntrustedFrom is { } from)
        {
            days.AddRange(new Period(from, facts.Facility.EntrustedUntil).ChangesAfter(today));
        }

        days.AddRange(facts.Ledger.Notices.Select(notice => notice.Delivered));
        days.AddRange(facts.CoveringNotices.Select(facts.MaturesOn));
        DateOnly?[] single = [facts.Facility.FilingPublished, facts.Facility.Posted, facts.ComesOfAge];
        return Earliest(days.Concat(single.OfType<DateOnly>()), today);
    }

    /// <summary>Of the research track: a consent, an approval or a participation begins or ends.</summary>
    public static DateOnly? ReviewOn(ResearchFacts facts)
    {
        DateOnly today = facts.Today;
        var days = facts.Participations.SelectMany(part => new Period(part.From, part.Until).ChangesAfter(today)).ToList();
        if (facts.Project.ApprovedFrom is { } from)
        {
            days.AddRange(new Period(from, facts.Project.ApprovedUntil).ChangesAfter(today));
        }

        days.AddRange(facts.Ledger.Consents.Select(consent => consent.From));
        return Earliest(days, today);
    }

    private static DateOnly? Earliest(IEnumerable<DateOnly> days, DateOnly today)
        => days.Where(day => day > today).Select(day => (DateOnly?)day).Min();
}
