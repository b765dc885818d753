namespace Pipeline.Registry.Tests;

public sealed class R2ProjectIsApprovedTests
{
    [Theory]
    [InlineData("R-1", "2026-01-01", "", null)]
    [InlineData("R-1", "2026-06-01", "2026-06-01", null)]
    [InlineData("", "2026-01-01", "", "project.not-approved@")]
    [InlineData(" ", "2026-01-01", "", "project.not-approved@")]
    [InlineData("R-1", "", "", "project.not-approved@")]
    [InlineData("R-1", "2026-06-02", "", "project.not-approved@2026-06-02")]
    [InlineData("R-1", "2026-01-01", "2026-05-31", "project.approval-ended@")]
    public void The_approval_is_in_force_its_last_day_included(string number, string from, string until, string? outcome)
    {
        Project project = Seed.LiverProject();
        (project.ApprovalNumber, project.ApprovedFrom, project.ApprovedUntil) = (number, Date(from), Date(until));
        Check(new Facts { Project = project }).ShouldBe(outcome);
    }

    [Theory]
    [InlineData("2026-06-01", "2026-06-01", null)]
    [InlineData("2026-01-01", "2026-05-31", "project.facility-takes-no-part@")]
    [InlineData("2026-06-02", "", "project.facility-takes-no-part@2026-06-02")]
    [InlineData("", "", "project.facility-takes-no-part@")]
    public void The_facility_takes_part_today(string from, string until, string? outcome)
    {
        Facility facility = Seed.Facility(Seed.Alpha);
        facility.Participations.Clear();
        if (Date(from) is { } first)
        {
            facility.Participations.Add(new ProjectParticipation { FacilityId = Seed.Alpha, ProjectId = Seed.Liver, From = first, Until = Date(until) });
        }

        Check(new Facts { Facility = facility }).ShouldBe(outcome);
    }

    private static string? Check(Facts facts)
        => new R2ProjectIsApproved().Check(facts.Research) is { } rule ? $"{rule.Reason}@{rule.LiftsOn:yyyy-MM-dd}" : null;

    private static DateOnly? Date(string text) => text.Length == 0 ? null : Facts.Day(text);
}
