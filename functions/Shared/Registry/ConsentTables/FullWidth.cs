namespace Pipeline.Registry;

/// <summary>Full-width Latin letters, digits and signs (U+FF01–U+FF5E, U+3000) as their half-width forms.</summary>
internal static class FullWidth
{
    public static string Fold(string text) => string.Create(text.Length, text, (target, source) =>
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = source[i] switch
            {
                >= '\uFF01' and <= '\uFF5E' and var wide => (char)(wide - 0xFEE0),
                '\u3000' => ' ',
                var other => other,
            };
        }
    });
}
