using System.Text.Json;
using Pipeline.Cloud;

namespace Pipeline.Portal.Tests.Center;

public sealed class FunctionTests
{
    [Fact]
    public void One_function_takes_every_address_and_method_without_a_host_key()
    {
        FunctionDeclaration http = FunctionCatalog.Read(Portal.Folder).Functions.ShouldHaveSingleItem();
        http.Trigger.IsHttp.ShouldBeTrue();
        http.Bindings.Count.ShouldBe(2, "proxying and forwarding need exactly one trigger and one output");

        JsonElement trigger = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(Portal.Folder, http.Name, "function.json")))
            .GetProperty("bindings").EnumerateArray().Single(binding => binding.GetProperty("type").GetString() == "httpTrigger");
        trigger.GetProperty("route").GetString().ShouldBe("{*path}");
        trigger.GetProperty("authLevel").GetString().ShouldBe("anonymous");
        trigger.GetProperty("methods").EnumerateArray().Select(method => method.GetString()).ShouldBe(["get", "head", "post", "put", "delete", "options"], ignoreOrder: true);
    }

    [Fact]
    public void The_host_proxies_and_adds_no_prefix()
    {
        JsonElement host = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(Portal.Folder, "host.json")));
        host.GetProperty("customHandler").GetProperty("enableProxyingHttpRequest").GetBoolean().ShouldBeTrue();
        host.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString().ShouldBe("");
    }
}
