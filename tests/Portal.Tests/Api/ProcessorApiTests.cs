using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal.Tests.Api;

public sealed class ProcessorApiTests(Portal portal)
{
    private HttpClient Yodo => portal.Api(portal.Issuer.TokenOf("app-yodo", "Processor"));

    private HttpClient Kamo => portal.Api(portal.Issuer.TokenOf("app-kamo", "Processor"));

    [Theory]
    [InlineData("GET", "deliveries")]
    [InlineData("POST", "receipts")]
    [InlineData("POST", "deletions")]
    public async Task Another_processor_is_refused_as_one_that_does_not_exist_is(string method, string path)
    {
        foreach (string processor in new[] { "yodo", "no-such-processor" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/processors/{processor}/{path}");
            request.Content = method == "POST" ? JsonContent.Create(new { provision = Guid.Empty, blob = "x", ok = true }) : null;
            (await Kamo.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task The_right_application_in_another_role_is_refused()
        => (await portal.Api(portal.Issuer.TokenOf("app-kamo", "Facility")).GetAsync("/api/processors/kamo/deliveries")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task An_operator_reads_deliveries_but_gives_no_receipts()
    {
        HttpClient person = portal.Api(portal.Issuer.TokenOf(Seed.Operator, "Operator"));
        (await person.GetAsync("/api/processors/kamo/deliveries")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await person.PostAsJsonAsync("/api/processors/kamo/receipts", new { provision = portal.Seed.NewId(), blob = "x", ok = true })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_processor_lists_what_was_provided_and_not_what_is_being_made()
    {
        Delivery published = await DeliverAsync(DeliveryState.Published);
        Delivery staged = await DeliverAsync(DeliveryState.Staged);

        string answer = await Yodo.GetStringAsync("/api/processors/yodo/deliveries");

        JsonElement line = JsonSerializer.Deserialize<JsonElement>(answer).EnumerateArray().Single(row => row.GetProperty("provision").GetGuid() == published.Id);
        line.GetProperty("blob").GetString().ShouldBe(published.BlobName);
        line.GetProperty("size").GetInt64().ShouldBe(published.Size);
        line.GetProperty("state").GetString().ShouldBe("published");
        line.GetProperty("deletionRequested").ValueKind.ShouldBe(JsonValueKind.Null);
        answer.ShouldNotContain(staged.BlobName);
        answer.ShouldNotContain("ALPHA-77");
    }

    [Fact]
    public async Task A_receipt_counts_once_however_often_it_comes()
    {
        Delivery delivery = await DeliverAsync(DeliveryState.Published);
        (await ReceiveAsync(delivery)).ShouldBe(HttpStatusCode.NoContent);
        DateTimeOffset? pulled = (await ReadAsync(delivery)).Pulled;
        (await ReceiveAsync(delivery)).ShouldBe(HttpStatusCode.NoContent);

        Delivery after = await ReadAsync(delivery);
        after.Pulled.ShouldNotBeNull();
        after.Pulled.ShouldBe(pulled);
        after.DeletionRequested.ShouldBeNull();
        (await AuditedAsync("delivery.pulled", delivery)).ShouldBe(1);
    }

    [Fact]
    public async Task A_receipt_that_comes_after_the_recall_becomes_a_deletion_request()
    {
        Delivery delivery = await DeliverAsync(DeliveryState.Recalled);
        (await ReceiveAsync(delivery)).ShouldBe(HttpStatusCode.NoContent);
        (await ReceiveAsync(delivery)).ShouldBe(HttpStatusCode.NoContent);

        Delivery after = await ReadAsync(delivery);
        after.Pulled.ShouldNotBeNull();
        after.DeletionRequested.ShouldNotBeNull();
        (await AuditedAsync("delivery.deletion-requested", delivery)).ShouldBe(1);
        JsonElement line = (await Yodo.GetFromJsonAsync<JsonElement>("/api/processors/yodo/deliveries")).EnumerateArray()
            .Single(row => row.GetProperty("provision").GetGuid() == delivery.Id);
        line.GetProperty("state").GetString().ShouldBe("recalled");
        line.GetProperty("deletionRequested").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Fact]
    public async Task A_package_that_could_not_be_read_stays_unpulled()
    {
        Delivery delivery = await DeliverAsync(DeliveryState.Published);
        (await ReceiveAsync(delivery, ok: false)).ShouldBe(HttpStatusCode.NoContent);
        (await ReadAsync(delivery)).Pulled.ShouldBeNull();
        (await AuditedAsync("delivery.unreadable", delivery)).ShouldBe(1);
    }

    [Fact]
    public async Task Another_processors_provision_is_unknown_under_ones_own_name()
    {
        Delivery delivery = await DeliverAsync(DeliveryState.Published);
        HttpResponseMessage answer = await Kamo.PostAsJsonAsync("/api/processors/kamo/receipts", new { provision = delivery.Id, blob = delivery.BlobName, ok = true });
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Kamo.PostAsJsonAsync("/api/processors/kamo/deletions", new { provision = delivery.Id })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ReadAsync(delivery)).Pulled.ShouldBeNull();
    }

    [Fact]
    public async Task What_was_never_provided_cannot_be_received()
        => (await ReceiveAsync(await DeliverAsync(DeliveryState.Staged))).ShouldBe(HttpStatusCode.Conflict);

    [Fact]
    public async Task A_receipt_that_names_another_blob_is_refused()
    {
        Delivery delivery = await DeliverAsync(DeliveryState.Published);
        HttpResponseMessage answer = await Yodo.PostAsJsonAsync("/api/processors/yodo/receipts", new { provision = delivery.Id, blob = "another", ok = true });
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await ReadAsync(delivery)).Pulled.ShouldBeNull();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"provision\":\"0197b4a6-0000-7000-8000-000000000000\",\"ok\":true}")]
    [InlineData("{\"provision\":\"0197b4a6-0000-7000-8000-000000000000\",\"blob\":\"b\",\"sha256\":\"zz\",\"ok\":true}")]
    [InlineData("{\"provision\":17}")]
    [InlineData("not json")]
    public async Task A_malformed_receipt_is_400_and_says_so(string body)
    {
        HttpResponseMessage answer = await Yodo.PostAsync("/api/processors/yodo/receipts", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ja").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_deletion_is_acknowledged_once_and_only_where_it_was_requested()
    {
        Delivery delivery = await DeliverAsync(DeliveryState.Recalled);
        (await AcknowledgeAsync(delivery)).ShouldBe(HttpStatusCode.Conflict);
        await ReceiveAsync(delivery);
        (await AcknowledgeAsync(delivery)).ShouldBe(HttpStatusCode.NoContent);
        DateTimeOffset? acknowledged = (await ReadAsync(delivery)).DeletionAcknowledged;
        (await AcknowledgeAsync(delivery)).ShouldBe(HttpStatusCode.NoContent);

        acknowledged.ShouldNotBeNull();
        (await ReadAsync(delivery)).DeletionAcknowledged.ShouldBe(acknowledged);
        (await AuditedAsync("delivery.deletion-acknowledged", delivery)).ShouldBe(1);
    }

    [Fact]
    public async Task A_late_acknowledgement_closes_the_incident_that_it_was_late()
    {
        Delivery delivery = await DeliverAsync(DeliveryState.Recalled);
        await ReceiveAsync(delivery);
        var incident = new Incident { Id = portal.Seed.NewId(), Kind = OverdueDeletions.OfProcessor, Found = portal.Seed.Now, Place = OverdueDeletions.PlaceOf(delivery) };
        await portal.AddAsync(incident);

        await AcknowledgeAsync(delivery);

        (await portal.InRegistryAsync(registry => registry.Incidents.AsNoTracking().SingleAsync(row => row.Id == incident.Id))).Closed.ShouldNotBeNull();
    }

    private async Task<Delivery> DeliverAsync(DeliveryState state)
    {
        Case row = portal.Seed.NewCase(Seed.Alpha, "ALPHA-77" + portal.NewId());
        Delivery delivery = portal.Seed.NewDelivery(row, Seed.Yodo, state);
        await portal.AddAsync(row, delivery);
        return delivery;
    }

    private async Task<HttpStatusCode> ReceiveAsync(Delivery delivery, bool ok = true)
        => (await Yodo.PostAsJsonAsync("/api/processors/yodo/receipts", new { provision = delivery.Id, blob = delivery.BlobName, ok })).StatusCode;

    private async Task<HttpStatusCode> AcknowledgeAsync(Delivery delivery)
        => (await Yodo.PostAsJsonAsync("/api/processors/yodo/deletions", new { provision = delivery.Id })).StatusCode;

    private Task<Delivery> ReadAsync(Delivery delivery)
        => portal.InRegistryAsync(registry => registry.Deliveries.AsNoTracking().SingleAsync(row => row.Id == delivery.Id));

    private Task<int> AuditedAsync(string action, Delivery delivery) => portal.InRegistryAsync(registry => registry.AuditEntries
        .CountAsync(entry => entry.Action == action && entry.CaseId == delivery.CaseId && entry.Actor == "app-yodo"));
}
