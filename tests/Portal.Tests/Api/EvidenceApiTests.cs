using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal.Tests.Api;

/// <summary>What operators export and order; everybody else is refused.</summary>
public sealed class EvidenceApiTests(Portal portal)
{
    private HttpClient Operator => portal.Api(portal.Issuer.TokenOf(Seed.Operator, "Operator"));

    [Theory]
    [InlineData("audit/rows?first=1&count=10")]
    [InlineData("audit/anchors?first=1&count=10")]
    [InlineData("audit/waiting")]
    [InlineData("provisions")]
    [InlineData("expenses?from=2026-04-01&until=2026-04-01")]
    [InlineData("facilities/alpha/export")]
    [InlineData("facilities/alpha/export/patients")]
    [InlineData("facilities/alpha/erasure")]
    [InlineData("facilities/alpha/notices/needed")]
    [InlineData("facilities/alpha/enrolment")]
    [InlineData("processors/kamo/enrolment")]
    [InlineData("projects/liver/enrolment")]
    [InlineData("desk/receipts/20260401-TEST2345")]
    public async Task Only_operators_may_see_it(string path)
    {
        foreach ((string who, string role) in new[] { ("app-alpha", "Facility"), ("app-kamo", "Processor"), (Seed.Researcher, "Researcher"), (Seed.Operator, "Reviewer") })
        {
            (await portal.Api(portal.Issuer.TokenOf(who, role)).GetAsync("/api/" + path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, role);
        }

        (await portal.Api().GetAsync("/api/" + path)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_facility_cannot_order_its_own_erasure_or_anothers()
        => (await portal.Api(portal.Issuer.TokenOf("app-alpha", "Facility")).PostAsJsonAsync("/api/facilities/alpha/erasure", new { confirm = "alpha" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

    [Theory]
    [InlineData("""{"confirm":"beta"}""")]
    [InlineData("""{"confirm":""}""")]
    [InlineData("{}")]
    public async Task An_erasure_that_is_not_confirmed_by_name_is_not_ordered(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        (await Operator.PostAsync("/api/facilities/alpha/erasure", content)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Operator.GetAsync("/api/facilities/alpha/erasure")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_facility_that_leaves_gets_no_grant_any_more()
    {
        var id = new FacilityId(portal.NewId());
        await portal.AddAsync(Seed.NewFacility(id, "離脱病院", "Leaving Hospital"));

        HttpResponseMessage ordered = await Operator.PostAsJsonAsync($"/api/facilities/{id}/erasure", new { confirm = id.Value });
        JsonElement report = await Operator.GetFromJsonAsync<JsonElement>($"/api/facilities/{id}/erasure");
        HttpResponseMessage grant = await portal.Api(portal.Issuer.TokenOf("app-" + id, "Facility")).PostAsync($"/api/facilities/{id}/grants", null);

        ordered.StatusCode.ShouldBe(HttpStatusCode.OK);
        report.GetProperty("requestedBy").GetString().ShouldBe(Seed.Operator);
        grant.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await portal.InRegistryAsync(async registry =>
        {
            await registry.FacilityErasures.ExecuteDeleteAsync();
            return await registry.Facilities.Where(row => row.Id == id).ExecuteDeleteAsync();
        });
    }

    [Fact]
    public async Task Provision_records_name_the_patient_and_their_sight_is_audited()
    {
        Registry.Case row = portal.Seed.NewCase(Seed.Beta, "BETA-" + portal.NewId());
        await portal.AddAsync(row, portal.Seed.NewDelivery(row, Seed.Yodo));

        byte[] csv = await Operator.GetByteArrayAsync("/api/provisions?facility=beta&processor=yodo");
        string lines = await Operator.GetStringAsync("/api/provisions?facility=beta&processor=yodo&format=json");

        csv[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        Encoding.UTF8.GetString(csv).ShouldContain(row.Patient.FacilityPatientId);
        JsonSerializer.Deserialize<JsonElement>(lines.Split('\n')[0]).GetProperty("processor").GetString().ShouldBe("yodo");
        (await Operator.GetStringAsync("/api/provisions?facility=beta&processor=kamo")).ShouldNotContain(row.Patient.FacilityPatientId);
        (await portal.InRegistryAsync(registry => registry.AuditEntries.CountAsync(entry => entry.Action == "provisions.exported" && entry.FacilityId == Seed.Beta))).ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task Every_part_of_an_export_can_be_read_and_holds_that_facility_alone()
    {
        List<string> parts = (await Operator.GetFromJsonAsync<List<string>>("/api/facilities/alpha/export"))!;

        parts.ShouldBeUnique();
        parts.ShouldContain("objects");
        foreach (string part in parts)
        {
            string lines = await Operator.GetStringAsync($"/api/facilities/alpha/export/{part}");
            lines.ShouldNotContain("BETA-", customMessage: part);
        }

        (await Operator.GetStringAsync("/api/facilities/alpha/export/patients")).ShouldContain("ALPHA-770001");
        (await Operator.GetAsync("/api/facilities/alpha/export/keys")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Operator.GetAsync("/api/facilities/no-such/export/patients")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await portal.InRegistryAsync(registry => registry.AuditEntries.CountAsync(entry => entry.Action == "facility.exported"))).ShouldBeGreaterThanOrEqualTo(parts.Count);
    }

    [Fact]
    public async Task Audit_rows_come_as_they_are_in_the_registry()
    {
        await Operator.GetStringAsync("/api/facilities/alpha/export/patients"); // audited, and nothing anchors here

        JsonElement waiting = await Operator.GetFromJsonAsync<JsonElement>("/api/audit/waiting");

        waiting.GetProperty("rows").GetInt64().ShouldBeGreaterThan(0);
        (await Operator.GetFromJsonAsync<List<JsonElement>>("/api/audit/rows?first=1&count=5"))!.Count.ShouldBe(0);
    }
}
