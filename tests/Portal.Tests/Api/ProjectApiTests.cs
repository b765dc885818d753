using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal.Tests.Api;

public sealed class ProjectApiTests(Portal portal)
{
    private HttpClient Member => portal.Api(portal.Issuer.TokenOf(Seed.Researcher, "Researcher"));

    [Theory]
    [InlineData("GET", "copies")]
    [InlineData("POST", "receipts")]
    [InlineData("POST", "deletions")]
    public async Task Another_project_is_refused_as_one_that_does_not_exist_is(string method, string path)
    {
        foreach (string project in new[] { "heart", "no-such-project" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/projects/{project}/{path}");
            request.Content = method == "POST" ? JsonContent.Create(new { provision = Guid.Empty, blob = "x", ok = true }) : null;
            (await Member.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    [Theory]
    [InlineData("Operator")]
    [InlineData("Processor")]
    public async Task A_member_in_another_role_is_refused(string role)
        => (await portal.Api(portal.Issuer.TokenOf(Seed.Researcher, role)).GetAsync("/api/projects/liver/copies")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

    [Theory]
    [InlineData(Seed.Researcher)]
    [InlineData("app-liver")]
    public async Task Members_and_the_projects_application_list_its_copies(string caller)
    {
        string answer = await portal.Api(portal.Issuer.TokenOf(caller, "Researcher")).GetStringAsync("/api/projects/liver/copies");
        answer.ShouldContain(portal.Seed.A.Copy.BlobName);
        answer.ShouldNotContain("ALPHA-77");
        answer.ShouldNotContain("1.2.826");
    }

    [Fact]
    public async Task A_member_lists_no_copy_outside_its_own_scope()
        => (await portal.Api(portal.Issuer.TokenOf(Seed.ScopedResearcher, "Researcher")).GetFromJsonAsync<JsonElement>("/api/projects/liver/copies"))
            .GetArrayLength().ShouldBe(0);

    [Fact]
    public async Task A_receipt_counts_once_however_often_it_comes()
    {
        ResearchCopy copy = await PublishAsync(ResearchCopyState.Published);
        (await ReceiveAsync(Member, copy)).ShouldBe(HttpStatusCode.NoContent);
        (await ReceiveAsync(Member, copy)).ShouldBe(HttpStatusCode.NoContent);
        (await ReadAsync(copy)).Pulled.ShouldNotBeNull();
        (await portal.InRegistryAsync(registry => registry.AuditEntries
            .CountAsync(entry => entry.Action == "research.pulled" && entry.CaseId == copy.CaseId))).ShouldBe(1);
    }

    [Fact]
    public async Task A_copy_that_was_pulled_and_withdrawn_is_to_be_deleted()
    {
        ResearchCopy copy = await PublishAsync(ResearchCopyState.Withdrawn);
        (await ReceiveAsync(Member, copy)).ShouldBe(HttpStatusCode.NoContent);
        JsonElement line = (await Member.GetFromJsonAsync<JsonElement>("/api/projects/liver/copies")).EnumerateArray()
            .Single(row => row.GetProperty("provision").GetGuid() == copy.Id);
        line.GetProperty("state").GetString().ShouldBe("withdrawn");
        line.GetProperty("deletionRequested").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Fact]
    public async Task A_deletion_is_acknowledged_once_and_only_where_it_was_requested()
    {
        ResearchCopy copy = await PublishAsync(ResearchCopyState.Withdrawn);
        (await AcknowledgeAsync(copy)).ShouldBe(HttpStatusCode.Conflict);
        await ReceiveAsync(Member, copy);
        (await AcknowledgeAsync(copy)).ShouldBe(HttpStatusCode.NoContent);
        (await AcknowledgeAsync(copy)).ShouldBe(HttpStatusCode.NoContent);
        (await ReadAsync(copy)).DeletionAcknowledged.ShouldNotBeNull();
        (await portal.InRegistryAsync(registry => registry.AuditEntries
            .CountAsync(entry => entry.Action == "research.deletion-acknowledged" && entry.CaseId == copy.CaseId))).ShouldBe(1);
    }

    [Fact]
    public async Task Another_projects_copy_is_unknown_under_ones_own_name()
    {
        ResearchCopy copy = await PublishAsync(ResearchCopyState.Published);
        HttpClient other = portal.Api(portal.Issuer.TokenOf(Seed.OtherResearcher, "Researcher"));
        HttpResponseMessage answer = await other.PostAsJsonAsync("/api/projects/heart/receipts", new { provision = copy.Id, blob = copy.BlobName, ok = true });
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ReadAsync(copy)).Pulled.ShouldBeNull();
    }

    [Fact]
    public async Task A_copy_outside_a_members_scope_is_unknown_to_that_member()
    {
        ResearchCopy copy = await PublishAsync(ResearchCopyState.Published);
        (await ReceiveAsync(portal.Api(portal.Issuer.TokenOf(Seed.ScopedResearcher, "Researcher")), copy)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_late_acknowledgement_closes_the_incident_that_it_was_late()
    {
        ResearchCopy copy = await PublishAsync(ResearchCopyState.Withdrawn);
        await ReceiveAsync(Member, copy);
        var incident = new Incident { Id = portal.Seed.NewId(), Kind = OverdueDeletions.OfProject, Found = portal.Seed.Now, Place = OverdueDeletions.PlaceOf(copy) };
        await portal.AddAsync(incident);

        await AcknowledgeAsync(copy);

        (await portal.InRegistryAsync(registry => registry.Incidents.AsNoTracking().SingleAsync(row => row.Id == incident.Id))).Closed.ShouldNotBeNull();
    }

    private async Task<ResearchCopy> PublishAsync(ResearchCopyState state)
    {
        Case row = portal.Seed.NewCase(Seed.Alpha, "ALPHA-77" + portal.NewId());
        ResearchCopy copy = portal.Seed.NewCopy(row, Seed.Liver, state);
        await portal.AddAsync(row, copy);
        return copy;
    }

    private static async Task<HttpStatusCode> ReceiveAsync(HttpClient client, ResearchCopy copy)
        => (await client.PostAsJsonAsync("/api/projects/liver/receipts", new { provision = copy.Id, blob = copy.BlobName, ok = true })).StatusCode;

    private async Task<HttpStatusCode> AcknowledgeAsync(ResearchCopy copy)
        => (await Member.PostAsJsonAsync("/api/projects/liver/deletions", new { provision = copy.Id })).StatusCode;

    private Task<ResearchCopy> ReadAsync(ResearchCopy copy)
        => portal.InRegistryAsync(registry => registry.ResearchCopies.AsNoTracking().SingleAsync(row => row.Id == copy.Id));
}
