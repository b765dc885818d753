using System.Collections.Frozen;
using System.Text;

namespace Pipeline.Deidentification;

/// <summary>
/// How a project's objects are de-identified: one readable JSON file, whose schema is <c>profile.schema.json</c>.
/// Immutable; safe on any number of threads.
/// </summary>
public sealed class DeidentificationProfile
{
    /// <summary>Ages above this many years are written as this many (domain rule: 90歳以上).</summary>
    public const int OldestAge = 90;

    private static readonly Lazy<DeidentificationProfile> BuiltIn = new(() => Parse(ReadResource("research.json")));

    internal DeidentificationProfile(
        string name, DatesMode dates, int maximumShiftDays, PseudonymMode pseudonyms, IEnumerable<ProfileOption> options, IEnumerable<ProfileException> exceptions)
    {
        Name = name;
        Dates = dates;
        MaximumShiftDays = maximumShiftDays;
        Pseudonyms = pseudonyms;
        Options = options.ToFrozenSet();
        Exceptions = [.. exceptions];
        Rules = new ProfileRules(this);
    }

    /// <summary>
    /// The built-in research profile: Basic + modified dates + patient characteristics (age capped) + clean descriptors,
    /// structured content, graphics, pixel data, recognizable features. Manufacturer and model stay, other device identity goes.
    /// </summary>
    public static DeidentificationProfile Research => BuiltIn.Value;

    /// <summary>The JSON schema of a profile file.</summary>
    public static string Schema => ReadResource("profile.schema.json");

    /// <summary>The profile's name, written into (0012,0063).</summary>
    public string Name { get; }

    /// <summary>What becomes of dates.</summary>
    public DatesMode Dates { get; }

    /// <summary>Dates move back by 1 to this many days.</summary>
    public int MaximumShiftDays { get; }

    /// <summary>How long the key of the pseudonyms lives, and with it recall.</summary>
    public PseudonymMode Pseudonyms { get; }

    /// <summary>The options of PS3.15 Annex E.3 in force, those that follow from <see cref="Dates"/> included.</summary>
    public FrozenSet<ProfileOption> Options { get; }

    /// <summary>Attributes treated otherwise.</summary>
    public IReadOnlyList<ProfileException> Exceptions { get; }

    internal ProfileRules Rules { get; }

    /// <summary>Reads a profile file.</summary>
    /// <exception cref="InvalidProfileException">It is no profile; holds all errors at once.</exception>
    public static DeidentificationProfile Parse(string json) => new ProfileReader().Read(Encoding.UTF8.GetBytes(json));

    /// <summary>Whether an option is in force.</summary>
    public bool Has(ProfileOption option) => Options.Contains(option);

    private static string ReadResource(string name)
    {
        using Stream stream = typeof(DeidentificationProfile).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
