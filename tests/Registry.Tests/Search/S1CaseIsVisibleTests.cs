namespace Pipeline.Registry.Tests;

public sealed class S1CaseIsVisibleTests
{
    private static readonly Guid CaseId = Guid.Parse("00000000-0000-7000-8000-000000000001");
    private static readonly ProjectMember Member = new() { ProjectId = Seed.Liver, Subject = "researcher" };

    [Fact]
    public void A_member_sees_a_published_and_allowed_case() => Holds(Member, Copy(), Decision()).ShouldBeTrue();

    [Fact]
    public void Who_is_no_member_sees_nothing() => Holds(null, Copy(), Decision()).ShouldBeFalse();

    [Fact]
    public void Another_projects_copy_is_not_seen() => Holds(new ProjectMember { ProjectId = new ProjectId("heart"), Subject = "researcher" }, Copy(), Decision()).ShouldBeFalse();

    [Theory]
    [InlineData(ResearchCopyState.Staged)]
    [InlineData(ResearchCopyState.Withdrawn)]
    [InlineData(ResearchCopyState.Quarantined)]
    public void What_is_not_published_is_not_seen(ResearchCopyState state) => Holds(Member, Copy(state), Decision()).ShouldBeFalse();

    [Fact]
    public void What_is_not_decided_is_not_seen() => Holds(Member, Copy(), null).ShouldBeFalse();

    [Fact]
    public void What_is_not_allowed_any_more_is_not_seen_though_its_recall_is_still_under_way()
        => Holds(Member, Copy(), Decision(allowed: false)).ShouldBeFalse();

    [Fact]
    public void A_decision_of_the_other_track_allows_nothing_here() => Holds(Member, Copy(), Decision(track: Track.Certified)).ShouldBeFalse();

    [Fact]
    public void A_decision_that_was_replaced_allows_nothing() => Holds(Member, Copy(), Decision(current: false)).ShouldBeFalse();

    [Theory]
    [InlineData("abdomen", true)]
    [InlineData("heart", false)]
    [InlineData(null, false)]
    public void A_member_sees_the_domains_of_their_scope(string? domain, bool visible)
    {
        var member = new ProjectMember { ProjectId = Seed.Liver, Subject = "researcher", Domains = ["abdomen"] };
        S1CaseIsVisible.Holds(member, Copy(), domain, Decision()).ShouldBe(visible);
    }

    private static bool Holds(ProjectMember? member, ResearchCopy copy, ReleaseDecision? decision) => S1CaseIsVisible.Holds(member, copy, "abdomen", decision);

    private static ResearchCopy Copy(ResearchCopyState state = ResearchCopyState.Published) => new()
    {
        Id = Guid.Empty, CaseId = CaseId, ProjectId = Seed.Liver, ContentVersion = 1, BlobName = "-", PreviewPrefix = "-", Created = default, State = state,
    };

    private static ReleaseDecision Decision(bool allowed = true, Track track = Track.Research, bool current = true) => new()
    {
        Id = Guid.Empty, CaseId = CaseId, Track = track, Recipient = "liver", Allowed = allowed, Decided = default, Current = current,
    };
}
