using System.Text;

namespace Pipeline.Deidentification.Tests;

public class LeakTermSetTests
{
    [Fact]
    public void One_pass_finds_what_a_search_for_each_term_finds()
    {
        var terms = new LeakTerms();
        terms.AddPatientName("Abba^Caba=山田^太郎");
        terms.AddNumber("ABC1234");
        terms.AddNumber("12345678");
        terms.AddPlace("見本病院");
        byte[][] anywhere = [.. terms.Anywhere];
        byte[][] words = [.. terms.AsWords];
        var set = new LeakTermSet(terms);
        var random = new Random(20261122);
        byte[][] pieces = [.. anywhere, .. words, "A"u8.ToArray(), "1"u8.ToArray(), " "u8.ToArray(), "\0\0"u8.ToArray(), "太"u8.ToArray()];
        int found = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = [.. Enumerable.Range(0, random.Next(6)).SelectMany(_ => Cut(pieces[random.Next(pieces.Length)], random))];
            bool expected = Array.Exists(anywhere, term => bytes.AsSpan().IndexOf(term) >= 0) || Array.Exists(words, word => LeakTermSet.HasWord(bytes, word));
            set.IsIn(bytes).ShouldBe(expected, Convert.ToHexString(bytes));
            found += expected ? 1 : 0;
        }

        found.ShouldBeInRange(2_000, 18_000);
    }

    [Theory]
    [InlineData("x ABC1234 y", true)]
    [InlineData("xABC1234", false)]
    [InlineData("ABC12345", false)]
    [InlineData("x12345678y", true)]
    [InlineData("912345678", false)]
    [InlineData("ABC1234", true)]
    public void A_word_counts_where_it_stands_alone_and_a_long_number_between_letters_too(string text, bool found)
    {
        var terms = new LeakTerms();
        terms.AddNumber("ABC1234");
        terms.AddNumber("12345678");
        new LeakTermSet(terms).IsIn(Encoding.ASCII.GetBytes(text)).ShouldBe(found);
    }

    private static byte[] Cut(byte[] piece, Random random) => random.Next(3) == 0 ? piece[random.Next(piece.Length)..] : piece;
}
