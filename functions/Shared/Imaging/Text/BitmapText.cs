using System.Collections.Frozen;

namespace Pipeline.Imaging.Text;

/// <summary>
/// Writes text into pictures with its own glyphs, for generated test images: ASCII, αβγ, and the kanji of the fictitious
/// names (山田 太郎 …). Characters without a glyph appear as □.
/// </summary>
public static class BitmapText
{
    /// <summary>Height of a line at scale 1, pixels.</summary>
    public const int LineHeight = 16;

    private const int NarrowAdvance = 12;
    private const int WideAdvance = 17;

    private static readonly FrozenDictionary<char, bool[,]> Glyphs = Load();

    /// <summary>Characters that have a glyph.</summary>
    public static IEnumerable<char> Characters => Glyphs.Keys;

    /// <summary>Columns a text takes.</summary>
    /// <param name="text">One line.</param>
    /// <param name="scale">1 or more: each glyph pixel is a square of this size.</param>
    public static int Width(string text, int scale = 1) => text.Sum(Advance) * scale;

    /// <summary>Draws one line, clipped to the picture; leaves the background as it is.</summary>
    /// <param name="image">Gray or RGB.</param>
    /// <param name="x">First column; may be negative.</param>
    /// <param name="y">First row.</param>
    /// <param name="text">One line.</param>
    /// <param name="color">One value for gray, three for RGB.</param>
    /// <param name="scale">1 or more.</param>
    /// <returns>The pixels the text can have touched.</returns>
    public static PixelRectangle Draw(DisplayImage image, int x, int y, string text, ReadOnlySpan<byte> color, int scale = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        if (color.Length != image.Channels) throw new ArgumentException("one value per channel", nameof(color));
        PixelRectangle drawn = new PixelRectangle(x, y, Width(text, scale), LineHeight * scale).Clip(image.Width, image.Height);
        foreach (char character in text)
        {
            Draw(image, x, y, Glyph(character), color, scale);
            x += Advance(character) * scale;
        }

        return drawn;
    }

    private static void Draw(DisplayImage image, int x, int y, bool[,] glyph, ReadOnlySpan<byte> color, int scale)
    {
        PixelRectangle box = new PixelRectangle(x, y, glyph.GetLength(1) * scale, glyph.GetLength(0) * scale).Clip(image.Width, image.Height);
        for (int row = box.Top; row < box.Bottom; row++)
            for (int column = box.Left; column < box.Right; column++)
                if (glyph[(row - y) / scale, (column - x) / scale]) color.CopyTo(image[column, row]);
    }

    private static bool[,] Glyph(char character)
        => character == ' ' ? new bool[1, 1] : Glyphs.TryGetValue(character, out bool[,]? glyph) ? glyph : Glyphs['□'];

    private static int Advance(char character)
        => Glyphs.TryGetValue(character, out bool[,]? glyph) && glyph.GetLength(1) == 16 ? WideAdvance : NarrowAdvance;

    private static FrozenDictionary<char, bool[,]> Load()
    {
        Dictionary<char, bool[,]> glyphs = [];
        foreach ((char character, bool[,] glyph) in Cut(GlyphSheets.Wide, 16, 16)) glyphs.Add(character, glyph);
        foreach ((char character, bool[,] glyph) in Cut(GlyphSheets.Narrow, 5, 8)) glyphs.Add(character, Double(glyph));
        return glyphs.ToFrozenDictionary();
    }

    private static IEnumerable<(char Character, bool[,] Glyph)> Cut(string sheet, int width, int height)
    {
        string[] lines = sheet.Split('\n');
        for (int band = 0; band < lines.Length; band += height + 1)
        {
            for (int place = 0; place < lines[band].Length; place++)
            {
                bool[,] glyph = new bool[height, width];
                for (int y = 0; y < height; y++)
                    for (int x = 0; x < width; x++) glyph[y, x] = lines[band + 1 + y][(place * (width + 1)) + x] == '#';
                yield return (lines[band][place], glyph);
            }
        }
    }

    /// <summary>Twice as large, a step of a diagonal filled so that it reads as a line.</summary>
    private static bool[,] Double(bool[,] glyph)
    {
        int height = glyph.GetLength(0), width = glyph.GetLength(1);
        bool At(int y, int x) => y >= 0 && x >= 0 && y < height && x < width && glyph[y, x];
        bool[,] doubled = new bool[2 * height, 2 * width];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                bool own = glyph[y, x], up = At(y - 1, x), down = At(y + 1, x), left = At(y, x - 1), right = At(y, x + 1);
                bool mixed = up != down && left != right;
                doubled[2 * y, 2 * x] = mixed && left == up ? left : own;
                doubled[2 * y, (2 * x) + 1] = mixed && up == right ? up : own;
                doubled[(2 * y) + 1, 2 * x] = mixed && left == down ? left : own;
                doubled[(2 * y) + 1, (2 * x) + 1] = mixed && down == right ? down : own;
            }
        }

        return doubled;
    }
}
