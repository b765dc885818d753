using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal.Tests.Pages;

/// <summary>The opt-out desk and the pages of notices, as forms are sent from a browser.</summary>
public sealed partial class DeskTests(Portal portal)
{
    [Fact]
    public async Task A_patient_is_looked_up_an_opt_out_taken_and_its_receipt_printed()
    {
        Case row = portal.Seed.NewCase(Seed.Alpha, "DESK-" + portal.NewId());
        await portal.AddAsync(row);
        HttpClient browser = await portal.BrowserAsync(Seed.Operator);

        string found = await PostAsync(browser, "/desk/patient", Form(await browser.GetStringAsync("/desk"), ("facility", "alpha"), ("patient", row.Patient.FacilityPatientId)));
        FormUrlEncodedContent request = Form(
            found, ("id", RequestId().Match(found).Groups[1].Value), ("facility", "alpha"), ("patient", row.Patient.FacilityPatientId), ("kind", "OptOut"), ("by", "Bereaved"), ("channel", "Post"));
        HttpResponseMessage recorded = await browser.PostAsync("/desk/requests", request);
        string receipt = await browser.GetStringAsync(recorded.Headers.Location);

        found.ShouldContain("掲載なし");
        recorded.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        foreach (string said in new[] { "提供停止の求めの受付書（控え）", "α病院", row.Patient.FacilityPatientId, "遺族", "郵送", Seed.Operator, "次世代医療基盤法" })
        {
            receipt.ShouldContain(said);
        }

        (await browser.GetStringAsync(recorded.Headers.Location + "?lang=en")).ShouldContain("Next-Generation Medical Infrastructure Act");
        List<string> audited = await portal.InRegistryAsync(registry => registry.AuditEntries.Where(entry => entry.PatientId == row.PatientId).Select(entry => entry.Action).ToListAsync());
        audited.ShouldBe(["desk.patient-viewed", "ledger.opt-out", "desk.receipt-issued", "desk.receipt-viewed", "desk.receipt-viewed"], ignoreOrder: true);
        (await portal.InRegistryAsync(registry => registry.OutboxMessages.CountAsync(message => message.Queue == QueueNames.ReleaseReview && message.Body.Contains(row.PatientId.ToString())))).ShouldBe(1);
        portal.Log.All.ShouldNotContain(line => line.Contains(row.Patient.FacilityPatientId));
    }

    [Fact]
    public async Task A_form_without_its_own_token_records_nothing()
    {
        HttpClient browser = await portal.BrowserAsync(Seed.Operator);
        foreach (string path in new[] { "/desk/patient", "/desk/requests", "/notices/letters" })
        {
            (await browser.PostAsync(path, new FormUrlEncodedContent([new("facility", "alpha"), new("patient", "ALPHA-770001"), new("kind", "OptOut")]))).StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
        }
    }

    [Fact]
    public async Task One_who_is_not_known_is_recorded_only_where_the_operator_made_sure()
    {
        HttpClient browser = await portal.BrowserAsync(Seed.Operator);
        string patient = "DESK-" + portal.NewId();
        string desk = await browser.GetStringAsync("/desk");
        (string, string)[] fields = [("id", portal.Seed.NewId().ToString()), ("facility", "alpha"), ("patient", patient), ("kind", "OptOut"), ("by", "Patient"), ("channel", "Web")];

        HttpResponseMessage refused = await browser.PostAsync("/desk/requests", Form(desk, fields));
        HttpResponseMessage recorded = await browser.PostAsync("/desk/requests", Form(desk, [.. fields, ("unknown", "yes")]));

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("センターはこの患者IDを知りません");
        recorded.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_list_of_letters_is_uploaded_and_each_line_answered()
    {
        Case row = portal.Seed.NewCase(Seed.Alpha, "LETTER-" + portal.NewId());
        LedgerEvent listed = portal.Seed.NewEntry(row, 1, LedgerEventKind.Listed);
        await portal.AddAsync(row, listed);
        HttpClient browser = await portal.BrowserAsync(Seed.Operator);
        string page = await browser.GetStringAsync("/notices?facility=alpha");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Token().Match(page).Groups[1].Value), "__RequestVerificationToken" },
            { new StringContent("alpha"), "facility" },
            { new StringContent("sent"), "what" },
            { new StringContent($"{portal.Seed.Today:yyyy-MM-dd}"), "posted" },
            { new StringContent("2026-04"), "wording" },
            { new StringContent("both"), "kind" },
            { new StringContent($"患者ID,メモ\r\n{row.Patient.FacilityPatientId},x\r\nnobody,y\r\n"), "list", "list.csv" },
        };

        HttpResponseMessage answer = await browser.PostAsync("/notices/letters", form);

        string said = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        said.ShouldContain("<td>2</td>", customMessage: "nobody ages unknown");
        said.ShouldContain(ReasonTexts.Of(LetterReasons.BirthDateUnknown).Japanese);
        said.ShouldContain(ReasonTexts.Of(LetterReasons.PatientNotListed).Japanese);
        (await (await browser.GetAsync("/notices/list.csv?facility=alpha")).Content.ReadAsStringAsync()).ShouldContain(row.Patient.FacilityPatientId);
    }

    private static async Task<string> PostAsync(HttpClient browser, string path, HttpContent form)
    {
        HttpResponseMessage answer = await browser.PostAsync(path, form);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync();
    }

    private static FormUrlEncodedContent Form(string page, params IEnumerable<(string Name, string Value)> fields)
        => new(fields.Append(("__RequestVerificationToken", Token().Match(page).Groups[1].Value)).Select(field => new KeyValuePair<string, string>(field.Item1, field.Item2)));

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"id\" value=\"([^\"]+)\"")]
    private static partial Regex RequestId();
}
