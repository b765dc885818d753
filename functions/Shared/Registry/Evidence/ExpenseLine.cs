namespace Pipeline.Registry;

/// <summary>
/// What was done for a facility in a month (JST), to claim expenses (経費) for: hospitals cannot be paid a price, but the
/// society's expenses can be claimed. [deck]
/// </summary>
/// <param name="Facility">The facility.</param>
/// <param name="Month">First day of the month.</param>
/// <param name="Received">Study packages registered.</param>
/// <param name="StoredGbMonths">
/// Named storage in GB-months: 10⁹ bytes held through a whole month. Each object counts from the day of its arrival to the day
/// before its removal, prorated by the days of the month.
/// </param>
/// <param name="Anonymised">Anonymised copies published.</param>
/// <param name="Delivered">Packages provided to processors.</param>
/// <param name="OptOuts">Opt-outs and withdrawals of research consent handled.</param>
/// <param name="Letters">Notice letters recorded as sent.</param>
public sealed record ExpenseLine(
    FacilityId Facility, DateOnly Month, int Received, decimal StoredGbMonths, int Anonymised, int Delivered, int OptOuts, int Letters);
