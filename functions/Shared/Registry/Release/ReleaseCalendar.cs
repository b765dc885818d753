namespace Pipeline.Registry;

/// <summary>The earliest day on which an outcome may change by itself, so that a sweep finds it again.</summary>
public static class ReleaseCalendar
{
    /// <summary>Of the certified track: a notice matures, a birthday comes, a contract begins or ends.</summary>
    public static DateOnly? ReviewOn(CertifiedFacts facts)
    {
        DateOnly today = facts.Today;
        var days = facts.Contracts.SelectMany(contract => new Period(contract.From, contract.Until).ChangesAfter(today)).ToList();
        Facility facility = facts.Facility;
        Period[] enrolment =
        [
            .. Period.Of(facility.EntrustedFrom, facility.EntrustedUntil),
            .. Period.Of(facility.FilingPublished, facility.FilingUntil),
            .. Period.Of(facility.Posted, facility.PostedUntil),
        ];
        days.AddRange(enrolment.SelectMany(period => period.ChangesAfter(today)));
        days.AddRange(facts.Ledger.Notices.Select(notice => notice.Delivered));
        days.AddRange(facts.CoveringNotices.Select(facts.MaturesOn));
        return Earliest(facts.ComesOfAge is { } birthday ? days.Append(birthday) : days, today);
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
