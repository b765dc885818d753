using System.Text;

namespace Pipeline.Registry.Tests.Evidence;

public sealed class CsvTableTests
{
    [Fact]
    public async Task A_table_begins_with_a_byte_order_mark_and_keeps_Japanese()
    {
        byte[] bytes = await WriteAsync(["患者", "数"], ["山田 太郎", 3]);

        bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        Encoding.UTF8.GetString(bytes[3..]).ShouldBe("患者,数\r\n山田 太郎,3\r\n");
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")")]
    [InlineData("+1+1")]
    [InlineData("-1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("＝1+1")]
    public async Task A_cell_that_begins_as_a_formula_is_text(string cell)
        => Encoding.UTF8.GetString((await WriteAsync(["a"], [cell]))[3..]).ShouldMatch("^a\r\n\"?'");

    [Theory]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("2026-01-05", "2026-01-05")]
    public async Task A_cell_is_quoted_where_it_must_be(string cell, string written)
        => Encoding.UTF8.GetString((await WriteAsync([cell]))[3..]).ShouldBe(written + "\r\n");

    [Fact]
    public async Task Instants_are_Japans_and_missing_cells_are_empty()
        => Encoding.UTF8.GetString((await WriteAsync([new DateTimeOffset(2026, 3, 31, 15, 0, 1, TimeSpan.Zero), null, new DateOnly(2026, 4, 1), 1.5m]))[3..])
            .ShouldBe("2026-04-01 00:00:01,,2026-04-01,1.5\r\n");

    private static async Task<byte[]> WriteAsync(params object?[][] rows)
    {
        using MemoryStream target = new();
        await using (CsvTable table = new(target))
        {
            foreach (object?[] row in rows)
            {
                await table.WriteAsync(row);
            }
        }

        return target.ToArray();
    }
}
