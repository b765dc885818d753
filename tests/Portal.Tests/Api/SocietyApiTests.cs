using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal.Tests.Api;

/// <summary>Society work, the desk and enrolment: what operators enter, and nobody else.</summary>
public sealed class SocietyApiTests(Portal portal)
{
    private HttpClient Operator => portal.Api(portal.Issuer.TokenOf(Seed.Operator, "Operator"));

    [Theory]
    [InlineData("POST", "facilities/alpha/desk")]
    [InlineData("POST", "facilities/alpha/notices/letters")]
    [InlineData("POST", "facilities/alpha/notices/returns")]
    [InlineData("PUT", "facilities/alpha")]
    [InlineData("PUT", "facilities/alpha/contracts/kamo")]
    [InlineData("PUT", "facilities/alpha/participations/liver")]
    [InlineData("PUT", "processors/kamo")]
    [InlineData("PUT", "projects/liver")]
    public async Task Only_operators_may_enter_it(string method, string path)
    {
        foreach ((string who, string role) in new[] { ("app-alpha", "Facility"), ("app-kamo", "Processor"), (Seed.Researcher, "Researcher"), (Seed.Operator, "Reviewer") })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), "/api/" + path) { Content = JsonContent.Create(new { from = "2026-04-01" }) };
            HttpResponseMessage answer = await portal.Api(portal.Issuer.TokenOf(who, role)).SendAsync(request);
            (answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest).ShouldBeTrue($"{role} {answer.StatusCode}");
        }

        (await portal.InRegistryAsync(registry => registry.AuditEntries.CountAsync(row => row.Action.StartsWith("enrolment.") && row.Actor != Seed.Operator))).ShouldBe(0);
    }

    [Fact]
    public async Task A_facility_is_enrolled_notifies_by_post_and_one_patient_opts_out()
    {
        string id = portal.NewId();
        (await Operator.PutAsJsonAsync($"/api/facilities/{id}", new { name = "新病院", nameEnglish = "New Hospital", filingPublished = "2026-04-01", posted = "2026-04-01", entrustedFrom = "2026-04-01" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Operator.PutAsJsonAsync($"/api/facilities/{id}/contracts/kamo", new { from = "2026-04-01" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Operator.PutAsJsonAsync($"/api/facilities/{id}/participations/liver", new { from = "2026-04-01" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        JsonElement enrolled = await Operator.GetFromJsonAsync<JsonElement>($"/api/facilities/{id}/enrolment");
        enrolled.GetProperty("contracts")[0].GetProperty("with").GetString().ShouldBe("kamo");
        string patient = await ListedAsync(new FacilityId(id));

        string csv = await Operator.GetStringAsync($"/api/facilities/{id}/notices/needed");
        csv.ShouldContain($"{patient},郵送 post,匿名 anonymised,本人 patient,山田 太郎,999-0001,架空県架空市1-1,");
        object body = new { posted = Today, wording = "2026-04", kind = "both", lines = new[] { new { line = 2, patient }, new { line = 3, patient = "nobody" }, new { line = 4, patient = " " } } };
        JsonElement sent = await (await Operator.PostAsJsonAsync($"/api/facilities/{id}/notices/letters", body)).Content.ReadFromJsonAsync<JsonElement>();
        JsonElement resent = await (await Operator.PostAsJsonAsync($"/api/facilities/{id}/notices/letters", body)).Content.ReadFromJsonAsync<JsonElement>();

        (sent.GetProperty("recorded").GetInt32(), resent.GetProperty("already").GetInt32()).ShouldBe((1, 1));
        sent.GetProperty("refused").EnumerateArray().Select(row => (row.GetProperty("line").GetInt32(), row.GetProperty("reason").GetProperty("code").GetString()))
            .ShouldBe([(3, LetterReasons.PatientNotListed), (4, LetterReasons.NoPatientId)]);
        (await Operator.GetStringAsync($"/api/facilities/{id}/notices/needed")).ShouldNotContain(patient);

        object request = new { id = portal.Seed.NewId(), patient, kind = "optOut", by = "patient", channel = "telephone" };
        JsonElement receipt = (await (await Operator.PostAsJsonAsync($"/api/facilities/{id}/desk", request)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("receipt");
        JsonElement again = (await (await Operator.PostAsJsonAsync($"/api/facilities/{id}/desk", request)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("receipt");
        string number = receipt.GetProperty("number").GetString()!;
        again.GetProperty("number").GetString().ShouldBe(number);
        (await Operator.GetFromJsonAsync<JsonElement>($"/api/desk/receipts/{number}")).GetProperty("patient").GetString().ShouldBe(patient);
        (await Operator.GetAsync("/api/desk/receipts/20260401-NONE2345")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        List<string> audited = await portal.InRegistryAsync(registry => registry.AuditEntries.Where(row => row.FacilityId == new FacilityId(id)).Select(row => row.Action).ToListAsync());
        audited.ShouldBe(
            ["enrolment.facility", "enrolment.contract", "enrolment.participation", "notices.listed", "letter.sent", "ledger.notice", "notices.listed", "ledger.opt-out", "desk.receipt-issued", "desk.receipt-viewed"],
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("""{"wording":"1","kind":"both","lines":[]}""")]
    [InlineData("""{"posted":"2999-01-01","wording":"1","kind":"both","lines":[]}""")]
    [InlineData("""{"posted":"2026-04-01","kind":"both","lines":[]}""")]
    [InlineData("""{"posted":"2026-04-01","wording":"1","lines":[]}""")]
    public async Task A_batch_that_lacks_something_is_refused(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        (await Operator.PostAsync("/api/facilities/alpha/notices/letters", content)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_cannot_be_entered_is_said_in_both_languages()
    {
        HttpResponseMessage answer = await Operator.PutAsJsonAsync("/api/facilities/alpha", new { uploadRange = "everywhere" });

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe(EnrolmentReasons.Network);
        problem.GetProperty("en").GetString().ShouldBe(ReasonTexts.Of(EnrolmentReasons.Network).English);
    }

    private DateOnly Today => portal.Seed.Today;

    private async Task<string> ListedAsync(FacilityId facility)
    {
        var patient = new Patient { Id = portal.Seed.NewId(), FacilityId = facility, FacilityPatientId = "NEW-" + facility };
        var listed = new LedgerEvent
        {
            Id = portal.Seed.NewId(), PatientId = patient.Id, Kind = LedgerEventKind.Listed, Effective = Today, Recorded = portal.Seed.Now, Sequence = 1, BirthDate = new DateOnly(1960, 2, 3), Line = 2,
        };
        await portal.AddAsync(patient, listed, new PostalAddress { PatientId = patient.Id, PostalCode = "999-0001", Address = "架空県架空市1-1", Addressee = "山田 太郎" });
        return patient.FacilityPatientId;
    }
}
