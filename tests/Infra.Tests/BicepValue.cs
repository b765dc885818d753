namespace Pipeline.Infra.Tests;

/// <summary>An expression: an object, an array, or anything else as its text. A loop or condition counts as its body.</summary>
internal sealed class BicepValue
{
    private BicepValue(string text) => Text = text;

    public string Text { get; }

    /// <summary>The properties of an object; empty for anything else.</summary>
    public IReadOnlyDictionary<string, BicepValue> Properties { get; private init; } = new Dictionary<string, BicepValue>();

    /// <summary>The items of an array; empty for anything else.</summary>
    public IReadOnlyList<BicepValue> Items { get; private init; } = [];

    /// <summary>The content of a string literal.</summary>
    public string Literal => Text.Trim('\'');

    public BicepValue this[string name] => Properties.TryGetValue(name, out BicepValue? value)
        ? value
        : throw new KeyNotFoundException($"no '{name}' in {Text}");

    /// <summary>The value at a path such as <c>properties.networkAcls</c>.</summary>
    public BicepValue At(string path) => path.Split('.').Aggregate(this, (value, name) => value[name]);

    public static BicepValue Parse(string text)
    {
        text = text.Trim();
        if (text.StartsWith("[for ", StringComparison.Ordinal))
            return Parse(text[(Colon(text, 1) + 1)..^1]);
        if (text.StartsWith("if (", StringComparison.Ordinal))
            return Parse(text[EndOfGroup(text, 3)..]);
        if (text.StartsWith('{') && EndOfGroup(text, 0) == text.Length)
            return new BicepValue(text) { Properties = ParseProperties(text[1..^1]) };
        if (text.StartsWith('[') && EndOfGroup(text, 0) == text.Length)
            return new BicepValue(text) { Items = [.. Parts(text[1..^1]).Select(Parse)] };
        return new BicepValue(text);
    }

    public override string ToString() => Text;

    /// <summary>Where the expression that starts at <paramref name="start"/> ends: at the line's end, or at a comma, outside of every bracket.</summary>
    internal static int EndOfExpression(string text, int start, bool stopAtComma)
    {
        int i = start;
        while (i < text.Length && text[i] != '\n' && !(stopAtComma && text[i] == ','))
            i = Next(text, i);
        return i;
    }

    /// <summary>Past the string literal that opens at <paramref name="start"/>, interpolations included.</summary>
    internal static int EndOfString(string text, int start)
    {
        int i = start + 1;
        while (i < text.Length && text[i] != '\'')
        {
            if (text[i] == '\\')
                i += 2;
            else if (text[i] == '$' && i + 1 < text.Length && text[i + 1] == '{')
                i = EndOfGroup(text, i + 1);
            else
                i++;
        }

        return Math.Min(i + 1, text.Length);
    }

    private static Dictionary<string, BicepValue> ParseProperties(string text)
        => Parts(text).Select(part => (Part: part, Colon: Colon(part, 0))).ToDictionary(
            one => one.Part[..one.Colon].Trim().Trim('\''), one => Parse(one.Part[(one.Colon + 1)..]));

    private static IEnumerable<string> Parts(string text)
    {
        for (int start = 0; start < text.Length;)
        {
            int end = EndOfExpression(text, start, stopAtComma: true);
            string part = text[start..end].Trim();
            if (part.Length > 0)
                yield return part;
            start = end + 1;
        }
    }

    private static int Colon(string text, int start)
    {
        int i = start;
        while (text[i] != ':')
            i = Next(text, i);
        return i;
    }

    private static int Next(string text, int i) => text[i] switch
    {
        '\'' => EndOfString(text, i),
        '{' or '[' or '(' => EndOfGroup(text, i),
        _ => i + 1,
    };

    private static int EndOfGroup(string text, int start)
    {
        int i = start + 1;
        while (i < text.Length && text[i] is not ('}' or ']' or ')'))
            i = Next(text, i);
        return Math.Min(i + 1, text.Length);
    }
}
