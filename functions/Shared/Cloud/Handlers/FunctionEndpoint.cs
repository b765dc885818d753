using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Pipeline.Cloud;

/// <summary>
/// Answers one function's invocations. Always with JSON: an empty answer leaves the host waiting until its timeout.
/// </summary>
internal sealed class FunctionEndpoint(RegisteredFunction function, IHostApplicationLifetime lifetime, ILogger<FunctionEndpoint> logger)
{
    /// <summary>The source of one activity per invocation, a child of the host's trace.</summary>
    public static ActivitySource Activities { get; } = new("Pipeline.Functions");

    public async Task InvokeAsync(HttpContext http)
    {
        string invocationId = InvocationIdOf(http.Request);
        using Activity activity = StartActivity(http.Request);
        using CancellationTokenSource stopping = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            JsonObject outputs = await HandleAsync(http, invocationId, stopping.Token);
            await AnswerAsync(http, StatusCodes.Status200OK, new JsonObject { ["Outputs"] = outputs, ["Logs"] = new JsonArray(), ["ReturnValue"] = null });
        }
        catch (TriggerException refused)
        {
            logger.LogError("{Function} refused an invocation: {Reason}", function.Name, refused.Reason);
            activity.SetStatus(ActivityStatusCode.Error, refused.Reason);
            await AnswerAsync(http, StatusCodes.Status400BadRequest, new JsonObject { ["Error"] = refused.Reason, ["InvocationId"] = invocationId });
        }
        catch (Exception failure)
        {
            LogLevel level = failure is OperationCanceledException && stopping.IsCancellationRequested ? LogLevel.Information : LogLevel.Error;
            logger.LogSafely(level, $"{function.Name} failed in invocation {invocationId}", failure);
            activity.SetStatus(ActivityStatusCode.Error, SafeException.TypeOf(failure));
            await AnswerAsync(http, StatusCodes.Status500InternalServerError, new JsonObject { ["Error"] = SafeException.TypeOf(failure), ["InvocationId"] = invocationId });
        }
    }

    private async Task<JsonObject> HandleAsync(HttpContext http, string invocationId, CancellationToken cancellationToken)
    {
        using JsonDocument body = TriggerDecoder.Parse(await ReadBodyAsync(http.Request, cancellationToken));
        object message = TriggerDecoder.Decode(body.RootElement, function.MessageType);
        await using AsyncServiceScope scope = http.RequestServices.CreateAsyncScope();
        Invocation invocation = scope.ServiceProvider.GetRequiredService<Invocation>();
        invocation.Function = function.Name;
        invocation.Id = invocationId;
        invocation.MessageId = TriggerDecoder.Hint(body.RootElement, "MessageId");
        invocation.DeliveryCount = int.TryParse(TriggerDecoder.Hint(body.RootElement, "DeliveryCount"), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : null;
        object? outputs = await function.Invoke(scope.ServiceProvider, message, cancellationToken);
        return OutputsOf(outputs);
    }

    private static JsonObject OutputsOf(object? outputs)
    {
        if (outputs is null)
        {
            return [];
        }

        JsonObject all = (JsonObject)JsonSerializer.SerializeToNode(outputs, outputs.GetType(), MessageJson.Options)!;
        foreach (string empty in all.Where(o => o.Value is null or JsonArray { Count: 0 }).Select(o => o.Key).ToList())
        {
            all.Remove(empty);
        }

        return all;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        while (true)
        {
            int read = await request.Body.ReadAsync(buffer.GetMemory(4096), cancellationToken);
            if (read == 0)
            {
                return buffer.WrittenMemory;
            }

            buffer.Advance(read);
            if (buffer.WrittenCount > TriggerDecoder.MaximumBodyLength)
            {
                throw new TriggerException("body.too-large");
            }
        }
    }

    private static async Task AnswerAsync(HttpContext http, int status, JsonObject answer)
    {
        if (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(answer);
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, CancellationToken.None);
    }

    /// <summary>The host's GUID; anything else is not repeated.</summary>
    private static string InvocationIdOf(HttpRequest request)
        => Guid.TryParse(request.Headers[FunctionInvoker.InvocationIdHeader], out Guid id) ? id.ToString() : "unknown";

    private Activity StartActivity(HttpRequest request)
    {
        ActivityContext parent = ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out ActivityContext told)
            ? told
            : default;
        Activity? activity = Activities.CreateActivity(function.Name, ActivityKind.Consumer, parent);
        if (activity is null)
        {
            activity = new Activity(function.Name);
            if (parent.TraceId != default)
            {
                activity.SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags);
            }
        }

        return activity.Start();
    }
}
