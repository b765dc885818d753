using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pipeline.Outlets.Tests;

/// <summary>Stands before the storage and kills before and after each request that changes it. A dead process reaches nothing.</summary>
public sealed class KillingStorage : IAsyncDisposable
{
    private static readonly HashSet<string> HopHeaders = new(StringComparer.OrdinalIgnoreCase) { "Connection", "Transfer-Encoding", "Keep-Alive" };
    private readonly HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly WebApplication app;
    private readonly int storagePort;
    private readonly Kill kill;

    private KillingStorage(int storagePort, Kill kill)
    {
        (this.storagePort, this.kill) = (storagePort, kill);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(k => k.Limits.MaxRequestBodySize = null);
        app = builder.Build();
        app.Run(ForwardAsync);
    }

    public int Port => new Uri(app.Urls.Single()).Port;

    public static async Task<KillingStorage> StartAsync(int storagePort, Kill kill)
    {
        var storage = new KillingStorage(storagePort, kill);
        await storage.app.StartAsync();
        return storage;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        bool changes = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);
        if (changes ? kill.Passes() : kill.HasStruck)
        {
            Refuse(context);
            return;
        }

        using HttpRequestMessage request = RequestOf(context);
        using HttpResponseMessage answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        if (changes && kill.Passes())
        {
            Refuse(context);
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var header in answer.Headers.Concat(answer.Content.Headers).Where(h => !HopHeaders.Contains(h.Key)))
        {
            context.Response.Headers[header.Key] = header.Value.ToArray();
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    /// <summary>An answer that the SDK does not try again.</summary>
    private static void Refuse(HttpContext context) => context.Response.StatusCode = StatusCodes.Status403Forbidden;

    private HttpRequestMessage RequestOf(HttpContext context)
    {
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), $"http://127.0.0.1:{storagePort}{context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget}");
        if (context.Request.ContentLength is not null || context.Request.Headers.TransferEncoding.Count > 0)
        {
            request.Content = new StreamContent(context.Request.Body);
        }

        foreach (var header in context.Request.Headers.Where(h => !HopHeaders.Contains(h.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string>)header.Value!))
            {
                request.Content?.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string>)header.Value!);
            }
        }

        return request;
    }
}
