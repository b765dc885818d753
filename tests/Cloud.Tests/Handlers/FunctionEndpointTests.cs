using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Cloud.Tests;

public sealed class FunctionEndpointTests
{
    private const string Plain = """{"case":"c1"}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Forms => new()
    {
        { "plain object", Plain },
        { "JSON string", Quote(Plain) },
        { "JSON string of a JSON string", Quote(Quote(Plain)) },
        { "base64 of the object", Quote(Base64(Plain)) },
        { "base64 of the JSON string", Quote(Base64(Quote(Plain))) },
        { "base64 of the JSON string of a JSON string", Quote(Base64(Quote(Quote(Plain)))) },
        { "JSON string of base64", Quote(Quote(Base64(Plain))) },
        { "surrounded by white space", Quote("\r\n " + Plain + "\n") },
    };

    public static TheoryData<string, string, string> Refused => new()
    {
        { "not JSON", "{\"Data\":", "body.not-json" },
        { "an array", "[]", "body.not-json" },
        { "nothing", "", "body.not-json" },
        { "no Data", """{"Metadata":{}}""", "body.no-data" },
        { "Data without an entry", """{"Data":{}}""", "body.no-data" },
        { "Data as text", """{"Data":"{}"}""", "body.no-data" },
        { "two entries", """{"Data":{"a":{"case":"c1"},"b":{"case":"c2"}}}""", "body.several-triggers" },
        { "a number", Body("5"), "message.shape" },
        { "null", Body("null"), "message.shape" },
        { "an array as message", Body("""[{"case":"c1"}]"""), "message.shape" },
        { "a member missing", Body("""{"attempt":1}"""), "message.shape" },
        { "a member null", Body("""{"case":null}"""), "message.shape" },
        { "a member of another type", Body("""{"case":7}"""), "message.shape" },
        { "wrapped too often", Body(Quote(Quote(Quote(Quote(Quote(Plain)))))), "message.shape" },
        { "neither JSON nor base64", Body(Quote("名前 not base64")), "message.encoding" },
        { "base64 of no UTF-8", Body(Quote("/////w==")), "message.encoding" },
        { "too deep", Body(string.Concat(Enumerable.Repeat("[", 40)) + string.Concat(Enumerable.Repeat("]", 40))), "body.not-json" },
        { "a member twice", Body("""{"case":"a","case":"b"}"""), "body.not-json" },
        { "a member twice inside a string", Body(Quote("""{"case":"a","case":"b"}""")), "message.encoding" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_message_is_understood_in_every_form_a_host_gives_it(string form, string trigger)
    {
        var stage = new Stage();
        await using TestApp app = await StartAsync(stage);

        (HttpStatusCode status, JsonObject answer) = await PostAsync(app, "DecideRelease", Body(trigger));

        status.ShouldBe(HttpStatusCode.OK, form);
        answer.ToJsonString().ShouldBe("""{"Outputs":{},"Logs":[],"ReturnValue":null}""");
        stage.Seen.ShouldBe([new ReleaseReview("c1")]);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_no_message_is_refused_with_a_fixed_reason(string form, string body, string reason)
    {
        var stage = new Stage();
        await using TestApp app = await StartAsync(stage);

        (HttpStatusCode status, JsonObject answer) = await PostAsync(app, "DecideRelease", body);

        status.ShouldBe(HttpStatusCode.BadRequest, form);
        answer["Error"]!.GetValue<string>().ShouldBe(reason);
        stage.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refused_body_is_repeated_neither_in_the_answer_nor_in_the_log()
    {
        await using TestApp app = await StartAsync(new Stage());

        (_, JsonObject answer) = await PostAsync(app, "DecideRelease", Body("""{"case":7,"name":"YAMADA^TARO"}"""));

        answer.ToJsonString().ShouldNotContain("YAMADA");
        app.Log.All.ShouldAllBe(line => !line.Contains("YAMADA"));
        app.Log.All.ShouldContain(line => line.Contains("DecideRelease refused an invocation: message.shape"));
    }

    [Fact]
    public async Task A_body_over_one_mebibyte_is_refused()
    {
        await using TestApp app = await StartAsync(new Stage());

        (HttpStatusCode status, JsonObject answer) = await PostAsync(app, "DecideRelease", Body(Quote(new string('x', 1024 * 1024))));

        status.ShouldBe(HttpStatusCode.BadRequest);
        answer["Error"]!.GetValue<string>().ShouldBe("body.too-large");
    }

    [Fact]
    public async Task An_exception_tells_its_type_and_place_but_never_its_message()
    {
        var stage = new Stage { Act = (_, _) => throw new InvalidOperationException("YAMADA^TARO", new FormatException("19500101")) };
        await using TestApp app = await StartAsync(stage);

        (HttpStatusCode status, JsonObject answer) = await PostAsync(app, "DecideRelease", Body(Plain), "6f9619ff-8b86-d011-b42d-00c04fc964ff");

        status.ShouldBe(HttpStatusCode.InternalServerError);
        answer.ToJsonString().ShouldBe("""{"Error":"System.InvalidOperationException","InvocationId":"6f9619ff-8b86-d011-b42d-00c04fc964ff"}""");
        string log = string.Join('\n', app.Log.All);
        log.ShouldContain("System.InvalidOperationException");
        log.ShouldContain("caused by System.FormatException");
        log.ShouldContain(nameof(An_exception_tells_its_type_and_place_but_never_its_message));
        log.ShouldNotContain("YAMADA");
        log.ShouldNotContain("19500101");
    }

    [Fact]
    public async Task An_invocation_id_that_is_none_is_not_repeated()
    {
        await using TestApp app = await StartAsync(new Stage());

        (_, JsonObject answer) = await PostAsync(app, "DecideRelease", "", "YAMADA");

        answer["InvocationId"]!.GetValue<string>().ShouldBe("unknown");
    }

    [Fact]
    public async Task Outputs_are_bound_by_name_a_list_is_several_and_nothing_is_nothing()
    {
        await using TestApp app = await StartAsync(new Stage());

        (_, JsonObject two) = await PostAsync(app, "DispatchOutbox", Body("""{"case":"c1","attempt":2}"""));
        (_, JsonObject none) = await PostAsync(app, "DispatchOutbox", Body(Plain));

        two["Outputs"]!.ToJsonString().ShouldBe("""{"reviews":[{"case":"c1","attempt":1},{"case":"c1","attempt":2}]}""");
        none["Outputs"]!.ToJsonString().ShouldBe("{}");
    }

    [Fact]
    public async Task A_timer_and_storage_events_in_both_schemas_arrive()
    {
        const string subject = "/blobServices/default/containers/intake-alpha/blobs/studies/0f";
        const string data = """{"url":"https://intake.blob.core.windows.net/intake-alpha/studies/0f","eTag":"0x8D4BCC2E4835CD0","contentLength":524288,"api":"PutBlockList"}""";
        var stage = new Stage();
        await using TestApp app = await StartAsync(stage);

        await PostAsync(app, "SweepReleases", Body("""{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":true}"""));
        await PostAsync(app, "ReceiveStudy", Body(Quote(Base64($$"""{"eventType":"Microsoft.Storage.BlobCreated","subject":"{{subject}}","id":"1","data":{{data}}}"""))));
        await PostAsync(app, "ReceiveStudy", Body(Quote(Base64($$"""{"specversion":"1.0","type":"Microsoft.Storage.BlobCreated","subject":"{{subject}}","data":{{data}}}"""))));

        object[] seen = [.. stage.Seen];
        seen[0].ShouldBe(new TimerInfo(IsPastDue: true));
        seen[1].ShouldBe(seen[2]);
        BlobCreated created = seen[1].ShouldBeOfType<BlobCreated>();
        created.ContainerName.ShouldBe("intake-alpha");
        created.BlobName.ShouldBe("studies/0f");
        created.ContentLength.ShouldBe(524288);
        created.ETag.ToString().ShouldBe("\"0x8D4BCC2E4835CD0\"");
        JsonSerializer.Deserialize<BlobCreated>(JsonSerializer.Serialize(created, MessageJson.Options), MessageJson.Options).ShouldBe(created);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/blobServices/default/containers/")]
    [InlineData("/blobServices/default/containers//blobs/x")]
    [InlineData("/blobServices/default/containers/a/blobs/")]
    public void An_event_whose_subject_names_no_blob_says_so(string subject)
    {
        var created = new BlobCreated("t", subject, new Uri("https://a.invalid/"), default, 0);

        Should.Throw<FormatException>(() => created.BlobName);
    }

    [Fact]
    public async Task Each_invocation_has_its_own_scope_its_hints_and_the_hosts_trace()
    {
        const string id = "6f9619ff-8b86-d011-b42d-00c04fc964ff";
        const string trace = "0af7651916cd43dd8448eb211c80319c";
        var stage = new Stage();
        await using TestApp app = await TestApp.StartAsync(s => s.AddSingleton(stage).AddFunction<Scoped, ReleaseReview>());

        await PostAsync(app, "Scoped", """{"Data":{"m":{"case":"c1"}},"Metadata":{"DeliveryCount":3,"MessageId":"\"m1\""}}""", id, $"00-{trace}-b7ad6b7169203331-01");
        await PostAsync(app, "Scoped", """{"Data":{"m":{"case":"c1"}},"Metadata":{"DeliveryCount":{"no":1}}}""");

        object[] seen = [.. stage.Seen];
        seen[0].ShouldBe(("Scoped", id, (int?)3, "m1", trace));
        (string, string, int?, string?, string) second = seen[1].ShouldBeOfType<(string, string, int?, string?, string)>();
        (second.Item3, second.Item4).ShouldBe(((int?)null, (string?)null));
    }

    [Fact]
    public async Task A_stopping_host_cuts_its_handlers()
    {
        var begun = new TaskCompletionSource();
        var cut = new TaskCompletionSource();
        var stage = new Stage
        {
            Act = async (_, cancellationToken) =>
            {
                begun.SetResult();
                cancellationToken.Register(cut.SetResult);
                await Task.Delay(Timeout.Infinite, cancellationToken);
            },
        };
        await using TestApp app = await StartAsync(stage);

        Task<(HttpStatusCode Status, JsonObject)> invocation = PostAsync(app, "DecideRelease", Body(Plain));
        await begun.Task;
        await app.StopAsync();

        await cut.Task;
        (await invocation).Status.ShouldBe(HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task The_hosts_probe_is_answered_and_an_unknown_function_is_not()
    {
        await using TestApp app = await StartAsync(new Stage());

        (await app.Http.GetAsync("", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.Http.PostAsync("Unknown", null, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task<TestApp> StartAsync(Stage stage)
        => TestApp.StartAsync(s => s.AddSingleton(stage)
            .AddFunction<DecideRelease, ReleaseReview>()
            .AddFunction<SweepReleases, TimerInfo>()
            .AddFunction<ReceiveStudy, BlobCreated>()
            .AddFunction<DispatchOutbox, ReleaseReview, Dispatched>());

    private static async Task<(HttpStatusCode Status, JsonObject Answer)> PostAsync(TestApp app, string function, string body, string? id = null, string? traceparent = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, function) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        request.Headers.TransferEncodingChunked = true;
        if (id is not null)
        {
            request.Headers.Add("X-Azure-Functions-InvocationId", id);
        }

        if (traceparent is not null)
        {
            request.Headers.Add("traceparent", traceparent);
        }

        using HttpResponseMessage answer = await app.Http.SendAsync(request, Cancel);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        return (answer.StatusCode, (JsonObject)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!);
    }

    private static string Body(string trigger) => """{"Data":{"message":""" + trigger + """},"Metadata":{"sys":{"MethodName":"x"}}}""";

    private static string Quote(string text) => JsonSerializer.Serialize(text);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
