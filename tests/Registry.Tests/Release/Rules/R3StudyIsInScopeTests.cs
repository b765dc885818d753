namespace Pipeline.Registry.Tests;

public sealed class R3StudyIsInScopeTests
{
    [Theory]
    [InlineData("", "abdomen", null)]
    [InlineData("", null, null)]
    [InlineData("abdomen,breast", "breast", null)]
    [InlineData("abdomen", "heart", "project.domain-out-of-scope")]
    [InlineData("abdomen", null, "project.domain-out-of-scope")]
    public void The_domain_is_in_scope(string scope, string? domain, string? reason)
    {
        Case study = Seed.Case(Guid.Empty);
        study.Domain = domain;
        Project project = Seed.LiverProject();
        project.Domains.AddRange(List(scope));
        Check(study, project).ShouldBe(reason);
    }

    [Theory]
    [InlineData("", "", null)]
    [InlineData("US", "US", null)]
    [InlineData("US,CT", "US", null)]
    [InlineData("US", "SR,US", "project.modality-out-of-scope")]
    [InlineData("US", "", "project.modality-out-of-scope")]
    public void Every_modality_is_in_scope(string scope, string modalities, string? reason)
    {
        Case study = Seed.Case(Guid.Empty);
        study.Modalities = List(modalities);
        Project project = Seed.LiverProject();
        project.Modalities.AddRange(List(scope));
        Check(study, project).ShouldBe(reason);
    }

    [Theory]
    [InlineData("2026-04-01", "2026-04-01", "2026-04-01", null)]
    [InlineData("2026-04-01", "2026-04-02", "", "project.study-date-out-of-scope")]
    [InlineData("2026-04-01", "", "2026-03-31", "project.study-date-out-of-scope")]
    [InlineData("", "2026-01-01", "", "project.study-date-out-of-scope")]
    [InlineData("", "", "2026-12-31", "project.study-date-out-of-scope")]
    [InlineData("", "", "", null)]
    public void The_study_date_is_in_scope_its_last_day_included(string date, string from, string until, string? reason)
    {
        Case study = Seed.Case(Guid.Empty);
        study.StudyDate = Date(date);
        Project project = Seed.LiverProject();
        (project.StudiesFrom, project.StudiesUntil) = (Date(from), Date(until));
        Check(study, project).ShouldBe(reason);
    }

    private static string? Check(Case study, Project project) => new R3StudyIsInScope().Check(new Facts { Case = study, Project = project }.Research)?.Reason;

    private static List<string> List(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries)];

    private static DateOnly? Date(string text) => text.Length == 0 ? null : Facts.Day(text);
}
