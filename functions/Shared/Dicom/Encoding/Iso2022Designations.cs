namespace Pipeline.Dicom;

/// <summary>What the code elements stand for: G0 for bytes below 80, G1 for those above (PS3.5 §6.1.2.5).</summary>
internal readonly record struct Iso2022Designations(Iso2022Set G0, Iso2022Set G1)
{
    public static Iso2022Designations Ascii => new(Iso2022Set.Ascii, Iso2022Set.None);

    /// <summary>What is in force at the beginning of a value whose first character set has this number; null when there is none such.</summary>
    public static Iso2022Designations? ForTerm(string number) => number switch
    {
        "6" or "87" or "159" => Ascii,
        "13" => new(Iso2022Set.Ascii, Iso2022Set.Katakana),
        "100" => G1Of(Iso2022Set.Latin1),
        "101" => G1Of(Iso2022Set.Latin2),
        "109" => G1Of(Iso2022Set.Latin3),
        "110" => G1Of(Iso2022Set.Latin4),
        "144" => G1Of(Iso2022Set.Cyrillic),
        "127" => G1Of(Iso2022Set.Arabic),
        "126" => G1Of(Iso2022Set.Greek),
        "138" => G1Of(Iso2022Set.Hebrew),
        "148" => G1Of(Iso2022Set.Latin5),
        "166" => G1Of(Iso2022Set.Thai),
        "203" => G1Of(Iso2022Set.Latin9),
        "149" => G1Of(Iso2022Set.Korean),
        "58" => G1Of(Iso2022Set.SimplifiedChinese),
        _ => null,
    };

    /// <summary>The effect of an escape sequence at the beginning of <paramref name="bytes"/>; 0 bytes when it is none of DICOM's.</summary>
    public Iso2022Designations After(ReadOnlySpan<byte> bytes, out int length)
    {
        length = 3;
        if (bytes.Length < 3)
        {
            length = 0;
            return this;
        }
        switch ((bytes[1], bytes[2]))
        {
            case ((byte)'(', (byte)'B'): return this with { G0 = Iso2022Set.Ascii };
            case ((byte)'(', (byte)'J'): return this with { G0 = Iso2022Set.Ascii };
            case ((byte)')', (byte)'I'): return this with { G1 = Iso2022Set.Katakana };
            case ((byte)'(', (byte)'I'): return this with { G0 = Iso2022Set.Katakana };
            case ((byte)'$', (byte)'B'): return this with { G0 = Iso2022Set.Kanji };
            case ((byte)'$', (byte)'@'): return this with { G0 = Iso2022Set.Kanji };
            case ((byte)'-', var final) when LatinSet(final) is not Iso2022Set.None and var set: return this with { G1 = set };
        }
        length = 4;
        if (bytes.Length >= 4 && bytes[1] == '$')
        {
            switch ((bytes[2], bytes[3]))
            {
                case ((byte)'(', (byte)'D'): return this with { G0 = Iso2022Set.SupplementaryKanji };
                case ((byte)'(', (byte)'B'): return this with { G0 = Iso2022Set.Kanji };
                case ((byte)')', (byte)'C'): return this with { G1 = Iso2022Set.Korean };
                case ((byte)')', (byte)'A'): return this with { G1 = Iso2022Set.SimplifiedChinese };
            }
        }
        length = 0;
        return this;
    }

    private static Iso2022Designations G1Of(Iso2022Set set) => new(Iso2022Set.Ascii, set);

    private static Iso2022Set LatinSet(byte final) => final switch
    {
        (byte)'A' => Iso2022Set.Latin1,
        (byte)'B' => Iso2022Set.Latin2,
        (byte)'C' => Iso2022Set.Latin3,
        (byte)'D' => Iso2022Set.Latin4,
        (byte)'L' => Iso2022Set.Cyrillic,
        (byte)'G' => Iso2022Set.Arabic,
        (byte)'F' => Iso2022Set.Greek,
        (byte)'H' => Iso2022Set.Hebrew,
        (byte)'M' => Iso2022Set.Latin5,
        (byte)'T' => Iso2022Set.Thai,
        (byte)'b' => Iso2022Set.Latin9,
        _ => Iso2022Set.None,
    };
}

/// <summary>A coded character set that ISO 2022 can designate.</summary>
internal enum Iso2022Set
{
    None,
    Ascii,
    Katakana,
    Kanji,
    SupplementaryKanji,
    Latin1,
    Latin2,
    Latin3,
    Latin4,
    Cyrillic,
    Arabic,
    Greek,
    Hebrew,
    Latin5,
    Thai,
    Latin9,
    Korean,
    SimplifiedChinese,
}
