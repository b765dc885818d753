using System.Globalization;

namespace Pipeline.Deidentification.Tests;

/// <summary>Writes identifiers in the many ways of reports.</summary>
internal sealed class IdentifierWriter(Vocabulary vocabulary, Random random)
{
    private static readonly string[] Eras = ["明治:M:1868", "大正:T:1912", "昭和:S:1926", "平成:H:1989", "令和:R:2019"];

    public (string Text, string[] Parts) Patient(Person person)
    {
        (string family, string given) = random.Next(8) switch
        {
            <= 2 => (person.Family, person.Given),
            3 => (person.FamilyKana, person.GivenKana),
            4 => (Scripts.Katakana(person.FamilyKana), Scripts.Katakana(person.GivenKana)),
            5 => (Scripts.HalfKatakana(person.FamilyKana), Scripts.HalfKatakana(person.GivenKana)),
            _ => Romaji(person),
        };
        bool latin = char.IsAsciiLetter(family[0]) || family[0] is >= 'Ａ' and <= 'ｚ';
        string between = latin ? random.Of([" ", ", ", "^", "_"]) : random.Of(["", "", " ", "　", "・"]);
        return random.Next(10) switch
        {
            0 => (given + (between == ", " ? " " : between) + family, [family, given]),
            1 when person.Family.Length > 1 && family.Length > 2 => (family, [family]),
            2 when person.Given.Length > 1 && given.Length > 2 => (given, [given]),
            _ => (family + between + given, [family, given]),
        };
    }

    public (string Text, string[] Parts) Other(bool familyOnly)
    {
        Person person = Person.Of(vocabulary, random);
        if (familyOnly || random.Next(3) == 0) return (person.Family, [person.Family]);
        return (person.Family + random.Of(["", " ", "　"]) + person.Given, [person.Family, person.Given]);
    }

    public (string Text, string[] Parts) Latin()
    {
        Person person = Person.Of(vocabulary, random);
        string family = Person.Title(Romanized.Of(person.FamilyKana, random.Next(Romanized.Ways)));
        return (random.Next(3) == 0 ? family.ToUpperInvariant() : family) is var text ? (text, [text]) : default;
    }

    public (string Text, string[] Parts) Kin()
    {
        Person person = Person.Of(vocabulary, random);
        while (person.Given.Length < 2) person = Person.Of(vocabulary, random);
        return random.Next(3) == 0 ? (person.Family + random.Of(["", " ", "　"]) + person.Given, [person.Family, person.Given]) : (person.Given, [person.Given]);
    }

    public string Number(string number)
    {
        string text = random.Next(5) == 0 && number.Length > 6 ? number[..3] + "-" + number[3..] : random.Next(6) == 0 ? number.TrimStart('0') : number;
        return Width(text);
    }

    public string Date(DateOnly date) => Width(random.Next(13) switch
    {
        0 => Text(date, "yyyy/M/d"),
        1 => Text(date, "yyyy/MM/dd"),
        2 => Text(date, "yyyy-MM-dd"),
        3 or 4 => Text(date, "yyyy年M月d日"),
        5 => Text(date, "yyyy.M.d"),
        6 => Text(date, "yyyyMMdd"),
        7 or 8 => Era(date, 0) + Text(date, "年M月d日"),
        9 => Era(date, 1) + Text(date, ".M.d"),
        10 => Era(date, 1) + Text(date, "/MM/dd"),
        11 => Era(date, 1) + "年" + Text(date, "M月d日"),
        _ => Text(date, "yyyy年M月"),
    });

    public string BirthDate(DateOnly date) => Width(random.Next(9) switch
    {
        0 => Text(date, "yyyy/M/d"),
        1 => Text(date, "yyyy年M月d日"),
        2 => Text(date, "yyyy-MM-dd"),
        3 => Text(date, "yyyyMMdd"),
        4 or 5 => Era(date, 0) + Text(date, "年M月d日"),
        6 => Era(date, 1) + Text(date, ".M.d"),
        7 => Era(date, 1) + Text(date, ".MM.dd"),
        _ => Era(date, 0) + Text(date, "年MM月dd日"),
    });

    public (string Text, string[] Parts) Address()
    {
        string municipality = random.Of(vocabulary.Municipalities), town = random.Of(vocabulary.Towns);
        int a = random.Next(1, 9), b = random.Next(1, 40), c = random.Next(1, 60);
        string block = random.Next(6) switch
        {
            0 => $"{a}丁目{b}番{c}号",
            1 => $"{a}丁目{b}-{c}",
            2 => $"{100 * a}番地{c}",
            3 => $"{100 * a + b}番地",
            4 => $"{"〇一二三四五六七八九"[a]}丁目{b}番{c}号",
            _ => $"{a}-{b}-{c}",
        };
        block = Width(block);
        string building = random.Next(4) == 0 ? random.Of(vocabulary.Buildings) : "";
        string text = (random.Next(3) == 0 ? "" : random.Of(vocabulary.Prefectures)) + municipality + town + block + (building.Length > 0 ? random.Of([" ", "　"]) + building : "");
        return (text, building.Length > 0 ? [municipality, town + block, building] : [municipality, town + block]);
    }

    public (string Text, string[] Parts) Telephone()
    {
        string a = Digits(4), b = Digits(4), two = Digits(2);
        string text = random.Next(9) switch
        {
            0 => $"0{random.Next(3, 7)}-{a}-{b}",
            1 => $"0{Digits(3)}-{two}-{b}",
            2 => $"(0{random.Next(3, 7)}){a}-{b}",
            3 => $"0{random.Next(3, 7)}({a}){b}",
            4 or 5 => $"0{random.Of([7, 8, 9])}0-{a}-{b}",
            6 => $"0{random.Of([7, 8, 9])}0{a}{b}",
            7 => $"+81-{random.Of([7, 8, 9])}0-{a}-{b}",
            _ => $"0{random.Next(3, 7)}{a}{b}",
        };
        text = random.Next(4) == 0 ? Scripts.FullWidth(text).Replace('－', random.Of(['－', 'ー', '‐', '−'])) : text;
        return (text, [text, text[^4..]]);
    }

    public string MyNumber()
    {
        string between = random.Of(["", " ", "-", "　"]);
        return Width(Digits(4) + between + Digits(4) + between + Digits(4));
    }

    public string Mail() => $"{Romanized.Of(random.Of(vocabulary.Surnames).Split(':')[1], 1)}.{random.Next(10, 99)}@{random.Of(vocabulary.MailDomains)}";

    public string Digits(int count) => random.Next(1, 10).ToString(CultureInfo.InvariantCulture) + string.Concat(Enumerable.Range(1, count - 1).Select(_ => random.Next(10).ToString(CultureInfo.InvariantCulture)));

    public string Width(string ascii) => random.Next(5) == 0 ? Scripts.FullWidth(ascii) : ascii;

    private (string Family, string Given) Romaji(Person person)
    {
        int way = random.Next(Romanized.Ways);
        string family = Person.Title(Romanized.Of(person.FamilyKana, way)), given = Person.Title(Romanized.Of(person.GivenKana, way));
        return random.Next(4) switch
        {
            0 => (family.ToUpperInvariant(), given.ToUpperInvariant()),
            1 => (Scripts.FullWidth(family), Scripts.FullWidth(given)),
            _ => (family, given),
        };
    }

    private static string Era(DateOnly date, int part)
    {
        string[] era = Eras.Last(era => int.Parse(era.Split(':')[2], CultureInfo.InvariantCulture) is var first && (first != 2019 || date >= new DateOnly(2019, 5, 1)) && first <= date.Year).Split(':');
        int year = date.Year - int.Parse(era[2], CultureInfo.InvariantCulture) + 1;
        return era[part] + (part == 0 && year == 1 ? "元" : year.ToString(CultureInfo.InvariantCulture));
    }

    private static string Text(DateOnly date, string format) => date.ToString(format, CultureInfo.InvariantCulture);
}
