namespace Pipeline.Deidentification;

/// <summary>Finds one person's names in any script, order and spelling.</summary>
internal sealed class NameFinder
{
    private const string Separators = " ^・,、_.-=/\t";

    /// <summary>Spellings that are also words of reports: alone they are no name.</summary>
    private static readonly HashSet<string> Words = ["max", "min", "van", "son", "may", "can", "man", "san", "sin", "kan", "ban", "sen", "pan", "zone", "one", "tan", "test", "case", "rong", "right", "ret", "head", "neck", "hand", "art", "ct", "mr", "us"];

    /// <summary>Kanji that are words by themselves, so that alone they name nobody.</summary>
    private const string PlainKanji = "上下中左右前後大小東西南北内外高低長短深浅肝胆膵脾腎胃腸心肺骨頭首胸腹腰手足目耳鼻口歯年月日時分秒男女父母兄弟姉妹子孫";

    private static readonly string[] AfterNames = ["さん", "さま", "様", "氏", "殿", "先生", "くん", "ちゃん"];

    private readonly List<string> _anywhere = [];
    private readonly List<string> _single = [];
    private readonly List<string> _hiragana = [];
    private readonly List<string> _joined = [];
    private readonly List<(string Family, string Given)> _romaji = [];
    private readonly TextFinding _finding;

    public NameFinder(IEnumerable<string> names, TextFinding finding)
    {
        _finding = finding;
        foreach (NameForms form in names.SelectMany(NameForms.Of).Distinct())
        {
            if (form.IsLatin) _romaji.Add((Romaji.Canonical(form.Family), Romaji.Canonical(form.Given)));
            else Add(form);
        }
    }

    public void Find(FoldedText text, List<TextSpan> spans)
    {
        foreach (string part in _anywhere) FindAnywhere(text, part, spans);
        foreach (string part in _single) FindAlone(text, part, spans);
        foreach (string part in _hiragana) FindInKana(text, part, spans);
        if (_joined.Count > 0) FindJoined(text, spans);
        if (_romaji.Count > 0)
        {
            FindLatin(text, spans);
            FindKana(text, spans);
        }
    }

    /// <summary>Like <see cref="Find"/> in a text of ASCII, where only Latin letters can name anyone.</summary>
    public void FindAscii(FoldedText text, List<TextSpan> spans)
    {
        if (_romaji.Count > 0) FindLatin(text, spans);
    }

    private void Add(NameForms form)
    {
        bool kana = form.IsKana;
        foreach (string part in form.Parts.Distinct())
        {
            if (kana && part.Length is 2 or 3) _hiragana.Add(part);
            else if (part.Length >= 2) _anywhere.Add(part);
            else if (FoldedText.IsKanji(part[0]) && !PlainKanji.Contains(part[0])) _single.Add(part);
        }

        _joined.AddRange(form.Joined.Where(joined => joined.Length >= 2));
        if (kana) _romaji.Add((Romaji.OfKana(form.Family), Romaji.OfKana(form.Given)));
    }

    private void FindAnywhere(FoldedText text, string part, List<TextSpan> spans)
    {
        for (int at = text.Text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.Text.IndexOf(part, at + 1, StringComparison.Ordinal))
            spans.Add(new TextSpan(at, at + part.Length, _finding));
    }

    /// <summary>A name of one kanji, where no other kanji touches it.</summary>
    private void FindAlone(FoldedText text, string part, List<TextSpan> spans)
    {
        for (int at = text.Text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.Text.IndexOf(part, at + 1, StringComparison.Ordinal))
        {
            bool before = at > 0 && FoldedText.IsKanji(text.Text[at - 1]), after = at + 1 < text.Length && FoldedText.IsKanji(text.Text[at + 1]);
            if (!before && (!after || IsBeforeHonorific(text, at + 1))) spans.Add(new TextSpan(at, at + 1, _finding));
        }
    }

    /// <summary>A short name in kana: a word of its own, not two syllables of one such as しかない.</summary>
    private void FindInKana(FoldedText text, string part, List<TextSpan> spans)
    {
        for (int at = text.Text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.Text.IndexOf(part, at + 1, StringComparison.Ordinal))
        {
            int end = at + part.Length;
            bool hiragana = FoldedText.IsHiragana(text.Plain[at]);
            bool begins = at == 0 || !FoldedText.IsKana(text.Text[at - 1]) || FoldedText.IsHiragana(text.Plain[at - 1]) != hiragana;
            bool ends = end == text.Length || !FoldedText.IsKana(text.Text[end]) || FoldedText.IsHiragana(text.Plain[end]) != hiragana;
            bool particle = hiragana && part.Length > 2 && end < text.Length && "はがのにをとへも".Contains(text.Plain[end]);
            if (IsBeforeHonorific(text, end) || (begins && ((ends && part.Length > 2) || particle))) spans.Add(new TextSpan(at, end, _finding));
        }
    }

    private static bool IsBeforeHonorific(FoldedText text, int end)
    {
        if (end < text.Length && text.Plain[end] == ' ') end++;
        return Array.Exists(AfterNames, word => string.CompareOrdinal(text.Plain, end, word, 0, word.Length) == 0);
    }

    private void FindJoined(FoldedText text, List<TextSpan> spans)
    {
        (string squeezed, int[] places) = Squeeze(text.Text);
        foreach (string joined in _joined)
        {
            for (int at = squeezed.IndexOf(joined, StringComparison.Ordinal); at >= 0; at = squeezed.IndexOf(joined, at + 1, StringComparison.Ordinal))
                spans.Add(new TextSpan(places[at], places[at + joined.Length - 1] + 1, _finding));
        }
    }

    private void FindLatin(FoldedText text, List<TextSpan> spans)
    {
        List<(int Start, int End, string Sound)> words = [];
        foreach ((int start, int end) in Runs(text.Text, c => char.IsAsciiLetterLower(c) || c == '\'')) words.Add((start, end, Romaji.Canonical(text.Text.AsSpan(start..end))));
        for (int i = 0; i < words.Count; i++)
        {
            foreach ((string family, string given) in _romaji)
            {
                if (IsName(words[i].Sound, family, given)) spans.Add(new TextSpan(words[i].Start, words[i].End, _finding));
                if (i + 1 < words.Count && family.Length > 0 && AreParts(words[i].Sound, words[i + 1].Sound, family, given))
                    spans.Add(new TextSpan(words[i].Start, words[i + 1].End, _finding));
            }
        }
    }

    private void FindKana(FoldedText text, List<TextSpan> spans)
    {
        foreach ((int start, int end) in Runs(text.Text, FoldedText.IsKana).Where(run => run.End - run.Start >= 3))
        {
            // A run of hiragana is a clause: a name in it is found as it is written, not by its sound.
            if (FoldedText.IsHiragana(text.Plain[start]) && end - start > 8) continue;
            string sound = Romaji.OfKana(text.Text.AsSpan(start..end));
            bool hiragana = FoldedText.IsHiragana(text.Plain[start]);
            if (_romaji.Exists(name => IsName(sound, name.Family, name.Given) && (!hiragana || sound == name.Family || sound == name.Given || sound == name.Family + name.Given || sound == name.Given + name.Family)))
                spans.Add(new TextSpan(start, end, _finding));
        }
    }

    private static bool IsName(string sound, string family, string given)
    {
        if (sound.Length < 3) return false;
        if (family.Length > 0 && family.Length + given.Length >= 5 && (sound.Contains(family + given, StringComparison.Ordinal) || sound.Contains(given + family, StringComparison.Ordinal))) return true;
        return IsPart(sound, family) || IsPart(sound, given);
    }

    private static bool IsPart(string sound, string part)
        => part.Length >= 3 && !Words.Contains(part) && (sound == part || (part.Length >= 5 && sound.Contains(part, StringComparison.Ordinal)));

    private static bool AreParts(string first, string second, string family, string given)
        => (first == family && second == given) || (first == given && second == family);

    private static (string Text, int[] Places) Squeeze(string text)
    {
        int[] places = new int[text.Length];
        char[] squeezed = new char[text.Length];
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (Separators.Contains(text[i])) continue;
            (squeezed[count], places[count]) = (text[i], i);
            count++;
        }

        return (new string(squeezed, 0, count), places);
    }

    private static IEnumerable<(int Start, int End)> Runs(string text, Func<char, bool> belongs)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!belongs(text[i])) continue;
            int start = i;
            while (i < text.Length && belongs(text[i])) i++;
            yield return (start, i);
        }
    }
}
