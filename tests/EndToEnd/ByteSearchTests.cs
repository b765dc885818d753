using System.Text;
using Pipeline.EndToEnd.Identifiers;

namespace Pipeline.EndToEnd;

/// <summary>The searches of the other tests find what they look for.</summary>
public sealed class ByteSearchTests
{
    private static readonly ByteSearch Search = new(new Dictionary<string, string> { ["山田^太郎"] = "name", ["Yamada"] = "romaji", ["19650101"] = "birth date" });

    [Theory]
    [InlineData("utf-8")]
    [InlineData("shift_jis")]
    [InlineData("euc-jp")]
    [InlineData("iso-2022-jp")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_name_is_found_in_every_encoding(string encoding)
        => Search.Find([1, 2, .. Encoding.GetEncoding(encoding).GetBytes("山田^太郎"), 0]).ShouldContain(what => what.StartsWith("name", StringComparison.Ordinal));

    [Theory]
    [InlineData("x{\"name\":\"山田^太郎\"}")]
    [InlineData("xy{\"name\":\"山田^太郎\"}")]
    [InlineData("xyz{\"name\":\"山田^太郎\"}")]
    public void A_name_is_found_in_base64_at_each_alignment(string text)
        => Search.Find(Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)))).ShouldBe(["name in base64"]);

    [Fact]
    public void Romaji_is_found_in_any_case() => Search.Find("the YAMADA family"u8).ShouldNotBeEmpty();

    [Fact]
    public void A_number_is_found_unless_it_is_part_of_a_longer_one()
    {
        Search.Find("born 19650101."u8).ShouldBe(["birth date in utf-8"]);
        Search.Find("2.25.7196501013"u8).ShouldBeEmpty();
    }
}
