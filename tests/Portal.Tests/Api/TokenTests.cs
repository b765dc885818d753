using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Pipeline.Portal.Tests.Api;

public sealed class TokenTests(Portal portal)
{
    public static TheoryData<string, string> Endpoints => new()
    {
        { "GET", "/api/facilities" },
        { "POST", "/api/facilities/alpha/grants" },
        { "DELETE", "/api/facilities/alpha/grants/0197b4a6-0000-7000-8000-000000000000" },
        { "GET", "/api/facilities/alpha/packages" },
        { "GET", "/api/facilities/alpha/consents" },
        { "GET", "/api/processors/kamo/deliveries" },
        { "POST", "/api/processors/kamo/receipts" },
        { "POST", "/api/processors/kamo/deletions" },
        { "GET", "/api/projects/liver/copies" },
        { "POST", "/api/projects/liver/receipts" },
        { "POST", "/api/projects/liver/deletions" },
        { "GET", "/api/nothing-of-ours" },
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Without_a_token_the_answer_is_401(string method, string path)
        => await RefusedAsync(portal.Api(), method, path);

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_token_signed_by_another_key_is_no_token(string method, string path)
        => await RefusedAsync(portal.Api(portal.Issuer.ForgedTokenOf("app-alpha", "Facility", "Processor", "Researcher", "Operator")), method, path);

    [Fact]
    public async Task A_token_for_another_audience_is_no_token()
        => await RefusedAsync(portal.Api(portal.Issuer.MisdirectedTokenOf("app-alpha", "Facility")), "GET", "/api/facilities");

    [Fact]
    public async Task A_persons_cookie_is_no_token()
        => await RefusedAsync(await portal.BrowserAsync(Seed.Operator), "GET", "/api/facilities");

    [Fact]
    public async Task A_token_is_no_cookie()
    {
        HttpResponseMessage answer = await portal.Api(portal.Issuer.TokenOf(Seed.Operator, "Operator")).GetAsync("/studies");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task An_address_that_is_not_there_is_404_once_the_token_is_valid()
    {
        HttpResponseMessage answer = await portal.Api(portal.Issuer.TokenOf("app-alpha", "Facility")).GetAsync("/api/nothing-of-ours");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    private static async Task RefusedAsync(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
        {
            request.Content = JsonContent.Create(new { });
        }

        HttpResponseMessage answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.Single().Scheme.ShouldBe("Bearer");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("ja").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("en").GetString().ShouldNotBeNullOrEmpty();
    }
}
