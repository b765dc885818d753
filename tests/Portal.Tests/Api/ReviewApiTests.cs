using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal.Tests.Api;

public sealed class ReviewApiTests(Portal portal)
{
    private const string ReviewerName = "reviewer-mori";
    private static readonly byte[] Picture = [0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2, 3];

    private HttpClient Reviewer => portal.Api(portal.Issuer.TokenOf(ReviewerName, "Reviewer"));

    [Theory]
    [InlineData("Operator")]
    [InlineData("Researcher")]
    [InlineData("Facility")]
    [InlineData("Processor")]
    public async Task Only_reviewers_see_the_queue_and_decide(string role)
    {
        ReviewItem item = await PlantAsync();
        HttpClient other = portal.Api(portal.Issuer.TokenOf("app-alpha", role));

        foreach (string path in new[] { "/api/review", $"/api/review/{item.Id}", $"/api/review/{item.Id}/frame", "/api/device-rules" })
        {
            (await other.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }

        (await other.PostAsJsonAsync($"/api/review/{item.Id}/decisions", Ruling(portal.Seed.NewId()))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await other.PostAsJsonAsync("/api/device-rules/aloka-noblus/retirement", new { why = "x" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await portal.Api().GetAsync("/api/review")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await ReadAsync(item)).State.ShouldBe(ReviewItemState.Open);
    }

    [Fact]
    public async Task The_list_tells_device_and_reason_and_no_patient()
    {
        ReviewItem item = await PlantAsync();

        string answer = await Reviewer.GetStringAsync("/api/review");

        answer.ShouldContain(item.Id.ToString());
        answer.ShouldContain("pixels.regions-not-approved");
        answer.ShouldNotContain(item.FrameBlob);
        answer.ShouldNotContain("REVIEW-77");
        answer.ShouldNotContain("1.2.826");
    }

    [Fact]
    public async Task A_frame_is_shown_once_its_sight_is_on_record()
    {
        ReviewItem item = await PlantAsync();

        HttpResponseMessage shown = await Reviewer.GetAsync($"/api/review/{item.Id}/frame");

        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        shown.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        shown.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await shown.Content.ReadAsByteArrayAsync()).ShouldBe(Picture);
        AuditEntry sight = await portal.InRegistryAsync(registry => registry.AuditEntries.SingleAsync(entry => entry.Action == "review.frame-viewed" && entry.CaseId == item.CaseId));
        (sight.Actor, sight.PatientId).ShouldBe((ReviewerName, item.Case.PatientId));
    }

    [Fact]
    public async Task A_decision_closes_the_item_once_however_often_it_comes()
    {
        ReviewItem item = await PlantAsync();
        object ruling = Ruling(portal.Seed.NewId());

        (await Reviewer.PostAsJsonAsync($"/api/review/{item.Id}/decisions", ruling)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Reviewer.PostAsJsonAsync($"/api/review/{item.Id}/decisions", ruling)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Reviewer.PostAsJsonAsync($"/api/review/{item.Id}/decisions", Ruling(portal.Seed.NewId()))).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        JsonElement line = await Reviewer.GetFromJsonAsync<JsonElement>($"/api/review/{item.Id}");
        line.GetProperty("state").GetString().ShouldBe("decided");
        line.GetProperty("decisions").EnumerateArray().Single().GetProperty("by").GetString().ShouldBe(ReviewerName);
        (await Reviewer.GetAsync($"/api/review/{item.Id}/frame")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"id":"11111111-1111-1111-1111-111111111111","verdict":"mask","why":"x","hidden":[]}""")]
    [InlineData("""{"id":"11111111-1111-1111-1111-111111111111","verdict":"mask","why":"","hidden":[{"x":0,"y":0,"width":10,"height":10}]}""")]
    [InlineData("""{"id":"11111111-1111-1111-1111-111111111111","verdict":"mask","hidden":[{"x":0,"y":0,"width":10,"height":10}]}""")]
    [InlineData("""{"id":"11111111-1111-1111-1111-111111111111","verdict":"mask","why":"x","hidden":[{"x":9999,"y":0,"width":10,"height":10}]}""")]
    [InlineData("""{"id":"11111111-1111-1111-1111-111111111111","verdict":"burn","why":"x"}""")]
    [InlineData("""{"verdict":"clean","why":"x"}""")]
    [InlineData("nonsense")]
    public async Task A_decision_that_makes_no_sense_is_refused(string body)
    {
        ReviewItem item = await PlantAsync();

        HttpResponseMessage refused = await Reviewer.PostAsync($"/api/review/{item.Id}/decisions", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ReadAsync(item)).State.ShouldBe(ReviewItemState.Open);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        Guid nothing = portal.Seed.NewId();
        (await Reviewer.GetAsync($"/api/review/{nothing}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Reviewer.GetAsync($"/api/review/{nothing}/frame")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Reviewer.PostAsJsonAsync($"/api/review/{nothing}/decisions", Ruling(portal.Seed.NewId()))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Reviewer.PostAsJsonAsync("/api/device-rules/no-such-rule/retirement", new { why = "x" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Device_rules_are_listed_with_their_source_and_can_be_taken_back()
    {
        (await Reviewer.PostAsJsonAsync("/api/device-rules/hitachi-avius/retirement", new { why = "" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Reviewer.PostAsJsonAsync("/api/device-rules/hitachi-avius/retirement", new { why = "too low" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        JsonElement[] rules = (await Reviewer.GetFromJsonAsync<JsonElement[]>("/api/device-rules"))!;

        rules.Single(rule => rule.GetProperty("rule").GetString() == "aloka-noblus").GetProperty("why").GetString()!.ShouldContain("published");
        JsonElement retired = rules.Single(rule => rule.GetProperty("rule").GetString() == "hitachi-avius");
        (retired.GetProperty("treatment").GetString(), retired.GetProperty("version").GetInt32(), retired.GetProperty("approvedBy").GetString()).ShouldBe(("retired", 2, ReviewerName));
    }

    private static object Ruling(Guid id) => new { id, verdict = "mask", why = "name at the top", hidden = new[] { new { x = 0, y = 0, width = 640, height = 40 } } };

    private Task<ReviewItem> ReadAsync(ReviewItem item) => portal.InRegistryAsync(registry => registry.ReviewItems.AsNoTracking().SingleAsync(row => row.Id == item.Id));

    private async Task<ReviewItem> PlantAsync()
    {
        Case study = portal.Seed.NewCase(Seed.Alpha, "REVIEW-77" + portal.NewId());
        UploadedPackage package = portal.Seed.NewPackage(Seed.Alpha, PackageState.Registered);
        var instance = new Instance
        {
            Id = portal.Seed.NewId(), CaseId = study.Id, FacilityId = Seed.Alpha, PackageId = package.Id, SopInstanceUid = study.StudyInstanceUid + ".1", SopClassUid = "1", TransferSyntaxUid = "1",
            Sha256 = "-", Size = 1, BlobName = portal.NewId(), ContentVersion = 1,
        };
        var device = new DeviceSignature("MAKER", "Model " + portal.NewId(), "1.0", "1.2.840.10008.5.1.4.1.1.3.1", true, 480, 640, "RGB", "1/1:10,50,600,400");
        var item = new ReviewItem
        {
            Id = portal.Seed.NewId(), CaseId = study.Id, FacilityId = Seed.Alpha, InstanceId = instance.Id, Signature = device, SignatureHash = device.Hash(), Reason = "pixels.regions-not-approved",
            FrameBlob = portal.Seed.NewId().ToString("N"), FrameSha256 = "-", State = ReviewItemState.Open, Created = portal.Seed.Now, Case = study,
        };
        await portal.AddAsync(study, package, instance, item);
        await portal.WriteFrameAsync(item.FrameBlob, Picture);
        return item;
    }
}
