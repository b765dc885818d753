using System.Globalization;
using System.Text;

namespace Pipeline.Deidentification.Tests;

/// <summary>
/// Makes report sentences from a vocabulary, the same ones for the same seed. Places in a pattern: p patient, pid, bd birth date, d date,
/// addr, zip, tel, mail, my 個人番号, ins* card numbers of so many digits, o another person, of by family name only, or in Latin letters,
/// k kin, h hospital; f a finding; n, x, s, g, e, r, m, y numbers that identify nobody.
/// </summary>
internal sealed class SentenceGenerator
{
    private readonly Vocabulary _vocabulary;
    private readonly Random _random;
    private readonly IdentifierWriter _writer;

    public SentenceGenerator(Vocabulary vocabulary, int seed)
    {
        _vocabulary = vocabulary;
        _random = new Random(seed);
        _writer = new IdentifierWriter(vocabulary, _random);
    }

    /// <summary>So many different sentences with identifiers, every pattern as often as the others.</summary>
    public IReadOnlyList<PlantedSentence> Planted(int count) => Different(count, i => Planted(_vocabulary.Patterns[i % _vocabulary.Patterns.Count]));

    /// <summary>So many different sentences without any.</summary>
    public IReadOnlyList<PlantedSentence> Plain(int count) => Different(count, i => Plain(i % 3 == 0 ? _vocabulary.Findings[i / 3 % _vocabulary.Findings.Count] : _vocabulary.NearMisses[i % _vocabulary.NearMisses.Count], i));

    private static List<PlantedSentence> Different(int count, Func<int, PlantedSentence> make)
    {
        Dictionary<string, PlantedSentence> made = [];
        for (int i = 0; made.Count < count; i++)
        {
            PlantedSentence sentence = make(i);
            made.TryAdd(sentence.Text, sentence);
        }

        return [.. made.Values];
    }

    private PlantedSentence Planted(string pattern)
    {
        Person person = Person.Of(_vocabulary, _random);
        string number = _random.Next(2) == 0 ? _writer.Digits(8) : "00" + _writer.Digits(5);
        var birth = new DateOnly(1930, 1, 1).AddDays(_random.Next(28_000));
        var known = new KnownIdentifiers { PatientNames = [person.Value], Numbers = [number], BirthDate = birth };
        var text = new StringBuilder();
        List<Planted> planted = [];
        Fill(pattern.Replace('|', '\n'), text, place =>
        {
            (string kind, string value, string[] parts) = Identifier(place, person, number, birth);
            if (kind.Length > 0) planted.Add(new Planted(kind, text.Length, value, parts));
            return value;
        });
        return new PlantedSentence(text.ToString(), pattern, known, planted);
    }

    private PlantedSentence Plain(string pattern, int i)
    {
        Person person = Person.Of(_vocabulary, _random);
        var known = new KnownIdentifiers { PatientNames = [person.Value], Numbers = [_writer.Digits(8)], BirthDate = new DateOnly(1930, 1, 1).AddDays(_random.Next(28_000)) };
        var text = new StringBuilder();
        string more = i % 2 == 0 ? "{f}" : i % 5 == 0 ? "\n{f}{f}" : "";
        Fill(pattern + more, text, place => Identifier(place, person, "", default).Text);
        return new PlantedSentence(text.ToString(), pattern, known, []);
    }

    private static void Fill(string pattern, StringBuilder text, Func<string, string> fill)
    {
        for (int i = 0; i < pattern.Length;)
        {
            if (pattern[i] != '{')
            {
                text.Append(pattern[i++]);
                continue;
            }

            int end = pattern.IndexOf('}', i);
            text.Append(fill(pattern[(i + 1)..end]));
            i = end + 1;
        }
    }

    private (string Kind, string Text, string[] Parts) Identifier(string place, Person person, string number, DateOnly birth)
    {
        switch (place)
        {
            case "p": return Of("patient name", _writer.Patient(person));
            case "pid": return Of("patient ID", _writer.Number(number));
            case "bd": return Of("birth date", _writer.BirthDate(birth));
            case "d": return Of("date", _writer.Date(new DateOnly(2018, 1, 1).AddDays(_random.Next(3000))));
            case "addr": return Of("address", _writer.Address());
            case "zip": return Of("postal code", _writer.Width($"{_writer.Digits(3)}-{_writer.Digits(4)}"));
            case "tel": return Of("telephone", _writer.Telephone());
            case "mail": return Of("mail address", _writer.Mail());
            case "my": return Of("My Number", _writer.MyNumber());
            case "ins2" or "ins5" or "ins7" or "ins8": return Of("insurance number", _writer.Width(_writer.Digits(place[3] - '0')));
            case "o": return Of("other person", _writer.Other(familyOnly: false));
            case "of": return Of("other person", _writer.Other(familyOnly: true));
            case "or": return Of("other person", _writer.Latin());
            case "k": return Of("kin", _writer.Kin());
            case "h": return Of("hospital", _random.Of(_vocabulary.Hospitals));
            case "f":
                var text = new StringBuilder();
                Fill(_random.Of(_vocabulary.Findings), text, Plain);
                return ("", text.ToString(), []);
            default: return ("", Plain(place), []);
        }
    }

    private static (string, string, string[]) Of(string kind, (string Text, string[] Parts) value) => (kind, value.Text, value.Parts);

    private static (string, string, string[]) Of(string kind, string value) => (kind, value, [value]);

    private string Plain(string place) => place switch
    {
        "n" => Whole(2, 60),
        "x" => Decimal(1, 15),
        "s" => Whole(1, 8),
        "g" => Whole(1, 6),
        "e" => Whole(30, 75),
        "r" => Decimal(0, 2),
        "m" => Whole(100, 300),
        "y" => Whole(30, 80),
        _ => throw new ArgumentOutOfRangeException(nameof(place), place, "no such place"),
    };

    private string Whole(int least, int most) => _random.Next(least, most + 1).ToString(CultureInfo.InvariantCulture);

    private string Decimal(int least, int most) => string.Create(CultureInfo.InvariantCulture, $"{_random.Next(least, most)}.{_random.Next(10)}");
}
