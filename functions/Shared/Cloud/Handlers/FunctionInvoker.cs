using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Registry;

namespace Pipeline.Cloud;

/// <summary>
/// Plays the Functions host towards one app: posts an invocation as the host does, and sends what the answer says to
/// the queues of the function's output bindings.
/// </summary>
/// <param name="http">Its base address is the app's.</param>
public sealed class FunctionInvoker(HttpClient http, IMessageQueues queues, IRandomNames names)
{
    internal const string InvocationIdHeader = "X-Azure-Functions-InvocationId";

    /// <summary>Fires a timer function once.</summary>
    /// <returns>Whether the function succeeded and its outputs are sent.</returns>
    public Task<bool> FireTimerAsync(FunctionDeclaration function, CancellationToken cancellationToken)
        => InvokeAsync(function, new JsonObject { ["Schedule"] = new JsonObject { ["AdjustForDST"] = true }, ["ScheduleStatus"] = null, ["IsPastDue"] = false }, [], cancellationToken);

    /// <summary>Delivers a queue message once.</summary>
    /// <returns>Whether the function succeeded and its outputs are sent; only then may the message be deleted.</returns>
    public Task<bool> DeliverAsync(FunctionDeclaration function, ReceivedMessage message, CancellationToken cancellationToken)
        => InvokeAsync(
            function,
            function.Trigger.IsBinary
                ? Convert.ToBase64String(Encoding.UTF8.GetBytes(message.Body))
                : JsonSerializer.Serialize(message.Body),
            new JsonObject { ["MessageId"] = message.Id, ["DeliveryCount"] = message.DeliveryCount },
            cancellationToken);

    private async Task<bool> InvokeAsync(FunctionDeclaration function, JsonNode trigger, JsonObject metadata, CancellationToken cancellationToken)
    {
        metadata["sys"] = new JsonObject { ["MethodName"] = function.Name };
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["Data"] = new JsonObject { [function.Trigger.Name] = trigger },
            ["Metadata"] = metadata,
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, function.Name) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add(InvocationIdHeader, names.NewId().ToString());
        if (Activity.Current is null)
        {
            request.Headers.Add("traceparent", $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00");
        }

        using HttpResponseMessage answer = await http.SendAsync(request, cancellationToken);
        if (!answer.IsSuccessStatusCode || await ReadOutputsAsync(answer, cancellationToken) is not { } outputs)
        {
            return false;
        }

        await SendAsync(function, outputs, cancellationToken);
        return true;
    }

    /// <summary>The answer's outputs; null when the answer is not what the host completes on.</summary>
    private static async Task<JsonObject?> ReadOutputsAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            JsonNode? json = JsonNode.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            return json is JsonObject body ? body["Outputs"] as JsonObject ?? [] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task SendAsync(FunctionDeclaration function, JsonObject outputs, CancellationToken cancellationToken)
    {
        foreach (FunctionBinding output in function.Outputs.Where(o => o.QueueName is not null))
        {
            JsonNode? value = outputs[output.Name];
            foreach (JsonNode? message in value is JsonArray several ? several : [value])
            {
                if (message is not null)
                {
                    await queues[output.QueueName!].SendAsync(TextOf(message, output), delay: null, cancellationToken);
                }
            }
        }
    }

    /// <summary>Like the host: an object is re-serialised, and a string that happens to be base64 is decoded unless the binding is binary.</summary>
    private static string TextOf(JsonNode message, FunctionBinding output)
    {
        if (message.GetValueKind() != JsonValueKind.String)
        {
            return message.ToJsonString();
        }

        string text = message.GetValue<string>();
        Span<byte> decoded = new byte[text.Length];
        return !output.IsBinary && Convert.TryFromBase64String(text, decoded, out int length) ? Encoding.UTF8.GetString(decoded[..length]) : text;
    }
}
