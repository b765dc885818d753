using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal.Tests.Api;

public sealed class OrderApiTests(Portal portal)
{
    private HttpClient Operator => portal.Api(portal.Issuer.TokenOf(Seed.Operator, "Operator"));

    public static TheoryData<string, string> Routes => new()
    {
        { "GET", "/api/orders" },
        { "GET", "/api/orders/candidates?processor=kamo" },
        { "GET", "/api/orders/0198c2a4-0000-7000-8000-000000000000" },
        { "PUT", "/api/orders/0198c2a4-0000-7000-8000-000000000000" },
        { "POST", "/api/orders/0198c2a4-0000-7000-8000-000000000000/closing" },
        { "POST", "/api/orders/0198c2a4-0000-7000-8000-000000000000/cancellation" },
        { "PUT", "/api/processors/kamo/terms" },
        { "GET", "/api/incidents" },
        { "POST", "/api/incidents/0198c2a4-0000-7000-8000-000000000000/closing" },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Operators_only(string method, string route)
    {
        foreach ((string subject, string role) in new[] { ("app-kamo", "Processor"), ("app-alpha", "Facility"), (Seed.Researcher, "Researcher") })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), route);
            request.Content = method == "GET" ? null : JsonContent.Create(new { processor = "kamo", cases = new[] { portal.Seed.B.Id }, reason = "x", onOrder = true });
            (await portal.Api(portal.Issuer.TokenOf(subject, role)).SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, role);
        }
    }

    [Fact]
    public async Task An_order_is_placed_once_told_study_by_study_and_cancelled()
    {
        (ProcessorId processor, Case releasable, Case held) = await CenterAsync();
        Guid id = portal.Seed.NewId();
        for (int time = 0; time < 2; time++)
        {
            (await PutAsync(id, new { processor = processor.Value, cases = new[] { releasable.Id, held.Id }, reason = "request 12" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        string answer = await Operator.GetStringAsync($"/api/orders/{id}");
        JsonElement report = JsonSerializer.Deserialize<JsonElement>(answer);
        report.GetProperty("order").GetProperty("state").GetString().ShouldBe("open");
        report.GetProperty("order").GetProperty("placedBy").GetString().ShouldBe(Seed.Operator);
        JsonElement line = report.GetProperty("lines").EnumerateArray().Single(row => row.GetProperty("case").GetGuid() == held.Id);
        line.GetProperty("state").GetString().ShouldBe("held");
        line.GetProperty("blocking")[0].GetProperty("rule").GetString().ShouldBe("C2");
        answer.ShouldNotContain("ALPHA-77");
        answer.ShouldNotContain("1.2.826");

        (await Operator.PostAsJsonAsync($"/api/orders/{id}/cancellation", new { reason = "withdrawn" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Operator.PostAsJsonAsync($"/api/orders/{id}/cancellation", new { reason = "withdrawn" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Operator.PostAsJsonAsync($"/api/orders/{id}/closing", new { reason = "enough" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await Operator.GetFromJsonAsync<JsonElement>($"/api/orders?processor={processor}")).GetArrayLength().ShouldBe(0);
        (await Operator.GetFromJsonAsync<JsonElement>($"/api/orders?processor={processor}&all=true"))[0].GetProperty("endReason").GetString().ShouldBe("withdrawn");
        (await portal.InRegistryAsync(registry => registry.AuditEntries
            .CountAsync(row => row.Action.StartsWith("order.") && row.Details!.Contains(id.ToString())))).ShouldBe(2);
    }

    [Fact]
    public async Task An_order_of_thousands_fits()
    {
        (ProcessorId processor, Case releasable, _) = await CenterAsync();
        Guid[] cases = [releasable.Id, .. Enumerable.Range(0, 5000).Select(_ => portal.Seed.NewId())];

        HttpResponseMessage answer = await PutAsync(portal.Seed.NewId(), new { processor = processor.Value, cases, reason = "x" });

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("en").GetString()!.ShouldStartWith("5000 studies are not known");
    }

    [Theory]
    [InlineData("""{"processor":"kamo","cases":[],"reason":"x"}""")]
    [InlineData("""{"processor":"kamo","cases":["0198c2a4-0000-7000-8000-000000000000"],"reason":" "}""")]
    [InlineData("""{"processor":"kamo","reason":"x"}""")]
    [InlineData("""{"processor":"K A","cases":["0198c2a4-0000-7000-8000-000000000000"],"reason":"x"}""")]
    [InlineData("""{"processor":"kamo","cases":["7"],"reason":"x"}""")]
    public async Task What_is_no_order_is_400(string body)
        => (await Operator.PutAsync($"/api/orders/{portal.Seed.NewId()}", new StringContent(body, System.Text.Encoding.UTF8, "application/json")))
            .StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task What_is_not_there_is_404()
    {
        (_, Case releasable, _) = await CenterAsync();
        (await PutAsync(portal.Seed.NewId(), new { processor = "nobody", cases = new[] { releasable.Id }, reason = "x" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Operator.GetAsync($"/api/orders/{portal.Seed.NewId()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Operator.PostAsJsonAsync($"/api/orders/{portal.Seed.NewId()}/closing", new { reason = "x" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Operator.PostAsJsonAsync($"/api/incidents/{portal.Seed.NewId()}/closing", new { })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Operator.PutAsJsonAsync("/api/processors/nobody/terms", new { onOrder = true })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Terms_are_set_and_what_awaits_an_order_is_a_candidate()
    {
        (ProcessorId processor, Case releasable, Case held) = await CenterAsync();
        (await Operator.PutAsJsonAsync($"/api/processors/{processor}/terms", new { onOrder = true })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await portal.InRegistryAsync(registry => registry.Processors.AsNoTracking().SingleAsync(row => row.Id == processor))).OnOrderSince.ShouldNotBeNull();

        Guid[] candidates = (await Operator.GetFromJsonAsync<Guid[]>($"/api/orders/candidates?processor={processor}&facility=alpha&domain=abdomen&disease=K76&number=5"))!;
        candidates.ShouldBe([releasable.Id]);
        candidates.ShouldNotContain(held.Id);
        (await Operator.GetFromJsonAsync<Guid[]>($"/api/orders/candidates?processor={processor}&disease=D24"))!.ShouldBeEmpty();
    }

    [Fact]
    public async Task Incidents_are_told_with_what_to_do_next_until_they_are_closed()
    {
        var incident = new Incident { Id = portal.Seed.NewId(), Kind = OverdueDeletions.OfProcessor, Found = portal.Seed.Now, Place = "kamo/" + portal.NewId(), PatientId = portal.Seed.B.PatientId };
        await portal.AddAsync(incident);

        JsonElement shown = await FindAsync("/api/incidents");
        shown.GetProperty("facility").GetString().ShouldBe("alpha");
        shown.GetProperty("ja").GetString()!.ShouldContain("連絡");
        (await Operator.PostAsJsonAsync($"/api/incidents/{incident.Id}/closing", new { })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await FindAsync("/api/incidents")).ValueKind.ShouldBe(JsonValueKind.Undefined);
        (await FindAsync("/api/incidents?all=true")).GetProperty("closed").ValueKind.ShouldBe(JsonValueKind.String);

        async Task<JsonElement> FindAsync(string address)
            => (await Operator.GetFromJsonAsync<JsonElement>(address)).EnumerateArray().FirstOrDefault(row => row.GetProperty("id").GetGuid() == incident.Id);
    }

    private Task<HttpResponseMessage> PutAsync(Guid id, object order) => Operator.PutAsJsonAsync($"/api/orders/{id}", order);

    /// <summary>A processor of its own, a case that only awaits an order of it, and one that a rule holds.</summary>
    private async Task<(ProcessorId Processor, Case Releasable, Case Held)> CenterAsync()
    {
        var processor = new ProcessorId(portal.NewId());
        Case releasable = portal.Seed.NewCase(Seed.Alpha, "ALPHA-77" + portal.NewId()), held = portal.Seed.NewCase(Seed.Alpha, "ALPHA-77" + portal.NewId());
        ReleaseDecision awaits = new()
        {
            Id = portal.Seed.NewId(), CaseId = releasable.Id, Track = Track.Certified, Recipient = processor.Value, Allowed = false, AwaitsOrder = true,
            Blocking = [new BlockingRule("O1", ReasonCodes.NotOrdered)], Decided = portal.Seed.Now,
        };
        await portal.AddAsync(Seed.NewProcessor(processor), releasable, held, awaits, portal.Seed.NewDecision(held, Track.Certified, processor.Value, new BlockingRule("C2", ReasonCodes.NoNotice)));
        return (processor, releasable, held);
    }
}
