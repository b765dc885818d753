namespace Pipeline.Deidentification.Tests;

/// <summary>One text in other widths and scripts.</summary>
internal static class Scripts
{
    private const string Full = "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンッャュョー";

    private static readonly string[] Half =
    [
        .. "ｶﾞ ｷﾞ ｸﾞ ｹﾞ ｺﾞ ｻﾞ ｼﾞ ｽﾞ ｾﾞ ｿﾞ ﾀﾞ ﾁﾞ ﾂﾞ ﾃﾞ ﾄﾞ ﾊﾞ ﾋﾞ ﾌﾞ ﾍﾞ ﾎﾞ ﾊﾟ ﾋﾟ ﾌﾟ ﾍﾟ ﾎﾟ".Split(' '),
        .. "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝｯｬｭｮｰ".Select(c => c.ToString()),
    ];

    public static string Katakana(string hiragana) => string.Concat(hiragana.Select(c => c is >= 'ぁ' and <= 'ゖ' ? (char)(c + 0x60) : c));

    public static string HalfKatakana(string hiragana) => string.Concat(Katakana(hiragana).Select(c => Full.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? Half[at] : c.ToString()));

    public static string FullWidth(string ascii) => string.Concat(ascii.Select(c => c == ' ' ? '　' : c is > ' ' and <= '~' ? (char)(c + 0xFEE0) : c));
}
