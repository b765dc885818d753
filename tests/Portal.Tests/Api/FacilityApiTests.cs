using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal.Tests.Api;

public sealed class FacilityApiTests(Portal portal)
{
    private HttpClient Alpha => portal.Api(portal.Issuer.TokenOf("app-alpha", "Facility"));

    private HttpClient Operator => portal.Api(portal.Issuer.TokenOf(Seed.Operator, "Operator"));

    [Fact]
    public async Task A_facility_lists_itself_alone()
        => (await IdsAsync(Alpha)).ShouldBe(["alpha"]);

    [Fact]
    public async Task An_operator_lists_all_facilities()
        => new[] { "alpha", "beta" }.ShouldBeSubsetOf(await IdsAsync(Operator));

    [Theory]
    [InlineData("app-kamo", "Processor")]
    [InlineData(Seed.Researcher, "Researcher")]
    public async Task Others_list_no_facilities(string application, string role)
        => (await portal.Api(portal.Issuer.TokenOf(application, role)).GetAsync("/api/facilities")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task A_facility_that_names_no_application_is_nobodys()
    {
        var id = new FacilityId(portal.NewId());
        Facility facility = Seed.NewFacility(id, "架空病院", "Fictitious Hospital");
        facility.ApplicationId = null;
        await portal.AddAsync(facility);

        HttpResponseMessage answer = await portal.Api(portal.Issuer.TokenOf("", "Facility")).PostAsync($"/api/facilities/{id}/grants", null);

        await portal.InRegistryAsync(registry => registry.Facilities.Where(row => row.Id == id).ExecuteDeleteAsync());
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("POST", "grants")]
    [InlineData("DELETE", "grants/0197b4a6-0000-7000-8000-000000000000")]
    [InlineData("GET", "packages")]
    [InlineData("GET", "consents")]
    public async Task Another_facility_is_refused_as_one_that_does_not_exist_is(string method, string path)
    {
        foreach (string facility in new[] { "alpha", "no-such-facility" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/facilities/{facility}/{path}");
            HttpResponseMessage answer = await portal.Api(portal.Issuer.TokenOf("app-beta", "Facility")).SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        }
    }

    [Fact]
    public async Task The_right_application_in_another_role_is_refused()
        => (await portal.Api(portal.Issuer.TokenOf("app-alpha", "Processor")).PostAsync("/api/facilities/alpha/grants", null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task An_operator_gets_no_grant()
        => (await Operator.PostAsync("/api/facilities/alpha/grants", null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task A_grant_writes_and_neither_reads_nor_lists_nor_deletes()
    {
        JsonElement grant = await GrantAsync();

        var container = new BlobContainerClient(new Uri(grant.GetProperty("container").GetString()!));
        BlobClient blob = container.GetBlobClient("studies/" + portal.NewId());
        await blob.UploadAsync(BinaryData.FromString("sealed"));

        (await Should.ThrowAsync<RequestFailedException>(() => blob.DownloadContentAsync())).Status.ShouldBe(403);
        (await Should.ThrowAsync<RequestFailedException>(() => blob.DeleteAsync())).Status.ShouldBe(403);
        (await Should.ThrowAsync<RequestFailedException>(async () => await container.GetBlobsAsync().GetAsyncEnumerator().MoveNextAsync())).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_grant_lasts_four_hours_at_most_and_brings_the_centers_key()
    {
        JsonElement grant = await GrantAsync();
        grant.GetProperty("expires").GetDateTimeOffset().ShouldBeLessThanOrEqualTo(Portal.Clock.GetUtcNow().AddHours(4));
        grant.GetProperty("keyId").GetString().ShouldBe("center-1");
        grant.GetProperty("publicKeyPem").GetString().ShouldBe(portal.CenterKeyPem);
    }

    [Fact]
    public async Task A_grant_is_on_file_and_audited()
    {
        Guid id = (await GrantAsync()).GetProperty("grantId").GetGuid();
        UploadGrantRecord record = await portal.InRegistryAsync(registry => registry.UploadGrants.SingleAsync(row => row.Id == id));
        record.FacilityId.ShouldBe(Seed.Alpha);
        record.IssuedTo.ShouldBe("app-alpha");
        (await AuditedAsync("grant.issued", id)).ShouldBe(1);
    }

    [Fact]
    public async Task Closing_a_grant_twice_closes_it_once()
    {
        Guid id = (await GrantAsync()).GetProperty("grantId").GetGuid();
        (await Alpha.DeleteAsync($"/api/facilities/alpha/grants/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Operator.DeleteAsync($"/api/facilities/alpha/grants/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await portal.InRegistryAsync(registry => registry.UploadGrants.SingleAsync(row => row.Id == id))).Revoked.ShouldNotBeNull();
        (await AuditedAsync("grant.closed", id)).ShouldBe(1);
    }

    [Fact]
    public async Task Another_facilitys_grant_cannot_be_closed_as_ones_own()
    {
        Guid id = (await GrantAsync()).GetProperty("grantId").GetGuid();
        HttpClient beta = portal.Api(portal.Issuer.TokenOf("app-beta", "Facility"));
        (await beta.DeleteAsync($"/api/facilities/beta/grants/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await portal.InRegistryAsync(registry => registry.UploadGrants.SingleAsync(row => row.Id == id))).Revoked.ShouldBeNull();
    }

    [Fact]
    public async Task Asking_for_grants_without_end_is_429_for_that_application_alone()
    {
        HttpClient busy = portal.Api(portal.Issuer.TokenOf("app-busy", "Facility"));
        var statuses = new List<HttpStatusCode>();
        for (int i = 0; i < 130; i++)
        {
            statuses.Add((await busy.PostAsync("/api/facilities/alpha/grants", null)).StatusCode);
        }

        statuses.ShouldContain(HttpStatusCode.TooManyRequests);
        (await GrantAsync()).GetProperty("grantId").GetGuid().ShouldNotBe(Guid.Empty);
    }

    [Fact]
    public async Task A_quarantined_package_tells_its_sender_why_in_both_languages_and_names_nobody()
    {
        string answer = await Alpha.GetStringAsync("/api/facilities/alpha/packages");
        JsonElement package = JsonSerializer.Deserialize<JsonElement>(answer).EnumerateArray()
            .Single(row => row.GetProperty("blob").GetString() == portal.Seed.Quarantined.BlobName);
        package.GetProperty("state").GetString().ShouldBe("quarantined");
        ReasonText expected = ReasonTexts.Of(portal.Seed.Quarantined.Reason!);
        package.GetProperty("reason").GetProperty("ja").GetString().ShouldBe(expected.Japanese);
        package.GetProperty("reason").GetProperty("en").GetString().ShouldBe(expected.English);
        answer.ShouldNotContain("ALPHA-77");
    }

    [Fact]
    public async Task Since_leaves_out_what_came_before()
    {
        string since = Uri.EscapeDataString(Portal.Clock.GetUtcNow().AddHours(-1).ToString("O"));
        (await Alpha.GetFromJsonAsync<JsonElement>($"/api/facilities/alpha/packages?since={since}")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_consent_table_tells_which_lines_were_refused_and_why()
    {
        var upload = new ConsentUpload
        {
            Id = portal.Seed.NewId(),
            FacilityId = Seed.Alpha,
            BlobName = "consents/" + portal.NewId(),
            ETag = "0x2",
            Received = Portal.Clock.GetUtcNow(),
            LinesAccepted = 3,
            LinesRefused = 1,
            IsSnapshot = true,
            PatientsMissing = 5,
            PatientsUnlisted = 4,
        };
        upload.Problems.Add(new ConsentLineProblem { Id = portal.Seed.NewId(), ConsentUploadId = upload.Id, Line = 4, Column = "birth_date", Reason = "patient.birth-date-unknown" });
        await portal.AddAsync(upload);

        JsonElement table = (await Operator.GetFromJsonAsync<JsonElement>("/api/facilities/alpha/consents")).EnumerateArray()
            .Single(row => row.GetProperty("blob").GetString() == upload.BlobName);

        table.GetProperty("linesAccepted").GetInt32().ShouldBe(3);
        table.GetProperty("snapshot").GetBoolean().ShouldBeTrue();
        table.GetProperty("patientsMissing").GetInt32().ShouldBe(5);
        table.GetProperty("patientsUnlisted").GetInt32().ShouldBe(4);
        JsonElement problem = table.GetProperty("problems").EnumerateArray().Single();
        problem.GetProperty("line").GetInt32().ShouldBe(4);
        problem.GetProperty("reason").GetProperty("ja").GetString().ShouldBe(ReasonTexts.Of("patient.birth-date-unknown").Japanese);
    }

    private static async Task<string?[]> IdsAsync(HttpClient client)
        => [.. (await client.GetFromJsonAsync<JsonElement>("/api/facilities")).EnumerateArray()
            .Select(row => row.GetProperty("id").GetString())];

    private async Task<JsonElement> GrantAsync()
    {
        HttpResponseMessage answer = await Alpha.PostAsync("/api/facilities/alpha/grants", null);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<int> AuditedAsync(string action, Guid grant) => portal.InRegistryAsync(registry => registry.AuditEntries
        .CountAsync(entry => entry.Action == action && entry.FacilityId == Seed.Alpha && entry.Details!.Contains(grant.ToString())));
}
