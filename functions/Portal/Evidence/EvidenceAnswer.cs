using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>A table as an answer, written as its rows are read: CSV, or JSON lines (one object a line).</summary>
internal static class EvidenceAnswer
{
    public static IResult Csv<T>(IAsyncEnumerable<T> rows, params (string Header, Func<T, object?> Cell)[] columns)
        => Results.Stream(
            async target =>
            {
                await using var table = new CsvTable(target);
                await table.WriteAsync(columns.Select(column => column.Header));
                await foreach (T row in rows)
                {
                    await table.WriteAsync(columns.Select(column => column.Cell(row)));
                }
            },
            "text/csv; charset=utf-8");

    public static IResult Lines<T>(HttpContext http, IAsyncEnumerable<T> rows)
    {
        JsonSerializerOptions json = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return Results.Stream(
            async target =>
            {
                await using var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
                await foreach (T row in rows)
                {
                    await writer.WriteAsync(JsonSerializer.Serialize<object?>(row, json));
                    await writer.WriteAsync('\n');
                }
            },
            "application/x-ndjson");
    }
}
