using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>Reads one profile file, collecting every error before it refuses.</summary>
internal sealed partial class ProfileReader
{
    private const int DefaultShiftDays = 365;
    private const int LargestFile = 1 << 20;

    private static readonly Dictionary<string, ProfileOption> OptionNames = Enum.GetValues<ProfileOption>()
        .Where(option => option is not (ProfileOption.RetainFullDates or ProfileOption.RetainModifiedDates))
        .ToDictionary(option => JsonNamingPolicy.CamelCase.ConvertName(option.ToString()));

    private readonly List<string> _errors = [];

    public DeidentificationProfile Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length > LargestFile) throw new InvalidProfileException([$"larger than {LargestFile} bytes"]);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            DeidentificationProfile? profile = ReadRoot(document.RootElement);
            return profile ?? throw new InvalidProfileException(_errors);
        }
        catch (JsonException exception)
        {
            throw new InvalidProfileException([$"not JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}"]);
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}\z")]
    private static partial Regex NamePattern { get; }

    private DeidentificationProfile? ReadRoot(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            _errors.Add("is not an object");
            return null;
        }

        Known("", root, "$schema", "name", "description", "dates", "pseudonyms", "options", "exceptions");
        Text("", root, "$schema", required: false, 0, 1000);
        Text("", root, "description", required: false, 0, 1000);
        string name = Text("", root, "name", required: true, 1, 40);
        if (name.Length > 0 && !NamePattern.IsMatch(name)) _errors.Add("name: only letters, digits, space . _ - and it begins with a letter or digit");
        (DatesMode dates, int days) = ReadDates(root);
        PseudonymMode pseudonyms = ReadPseudonyms(root);
        List<ProfileOption> options = ReadOptions(root, dates);
        List<ProfileException> exceptions = ReadExceptions(root);
        return _errors.Count == 0 ? new DeidentificationProfile(name, dates, days, pseudonyms, options, exceptions) : null;
    }

    private (DatesMode Mode, int Days) ReadDates(JsonElement root)
    {
        if (!root.TryGetProperty("dates", out JsonElement dates) || dates.ValueKind != JsonValueKind.Object)
        {
            _errors.Add("dates: is missing or not an object");
            return (DatesMode.Remove, DefaultShiftDays);
        }

        Known("dates.", dates, "mode", "maximumShiftDays");
        string mode = Text("dates.", dates, "mode", required: true, 1, 20);
        DatesMode? parsed = mode switch { "remove" => DatesMode.Remove, "modified" => DatesMode.Modified, "full" => DatesMode.Full, _ => null };
        if (mode.Length > 0 && parsed is null) _errors.Add("dates.mode: is none of remove, modified, full");
        int days = DefaultShiftDays;
        if (dates.TryGetProperty("maximumShiftDays", out JsonElement shift))
        {
            if (parsed != DatesMode.Modified) _errors.Add("dates.maximumShiftDays: only with mode modified");
            if (shift.ValueKind != JsonValueKind.Number || !shift.TryGetInt32(out days) || days is < 30 or > 3650) _errors.Add("dates.maximumShiftDays: is no whole number from 30 to 3650");
        }

        return (parsed ?? DatesMode.Remove, days);
    }

    private PseudonymMode ReadPseudonyms(JsonElement root)
    {
        string mode = Text("", root, "pseudonyms", required: false, 1, 20);
        if (mode is not ("" or "kept" or "oneTime")) _errors.Add("pseudonyms: is none of kept, oneTime");
        return mode == "oneTime" ? PseudonymMode.OneTime : PseudonymMode.Kept;
    }

    private List<ProfileOption> ReadOptions(JsonElement root, DatesMode dates)
    {
        List<ProfileOption> options = dates switch { DatesMode.Modified => [ProfileOption.RetainModifiedDates], DatesMode.Full => [ProfileOption.RetainFullDates], _ => [] };
        if (!root.TryGetProperty("options", out JsonElement listed) || listed.ValueKind != JsonValueKind.Array)
        {
            _errors.Add("options: is missing or not a list");
            return options;
        }

        int index = 0;
        foreach (JsonElement item in listed.EnumerateArray())
        {
            string place = $"options[{index++}]: ";
            if (item.ValueKind != JsonValueKind.String || !OptionNames.TryGetValue(item.GetString()!, out ProfileOption option)) _errors.Add(place + "is none of " + string.Join(", ", OptionNames.Keys));
            else if (options.Contains(option)) _errors.Add(place + "stands twice");
            else options.Add(option);
        }

        if (!options.Contains(ProfileOption.CleanPixelData)) _errors.Add("options: cleanPixelData is missing, without which no image may be released");
        return options;
    }

    private List<ProfileException> ReadExceptions(JsonElement root)
    {
        List<ProfileException> exceptions = [];
        if (!root.TryGetProperty("exceptions", out JsonElement listed)) return exceptions;
        if (listed.ValueKind != JsonValueKind.Array)
        {
            _errors.Add("exceptions: is not a list");
            return exceptions;
        }

        int index = 0;
        foreach (JsonElement item in listed.EnumerateArray())
        {
            int before = _errors.Count;
            ProfileException exception = ReadException($"exceptions[{index++}]", item);
            if (_errors.Count > before) continue;
            if (exceptions.Exists(other => other.Tag == exception.Tag)) _errors.Add($"exceptions[{index - 1}].tag: stands twice");
            exceptions.Add(exception);
        }

        return exceptions;
    }

    private ProfileException ReadException(string place, JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            _errors.Add(place + ": is not an object");
            return new ProfileException(default, ExceptionAction.Remove, "");
        }

        Known(place + ".", item, "tag", "action", "reason");
        string tagText = Text(place + ".", item, "tag", required: true, 9, 9);
        string action = Text(place + ".", item, "action", required: true, 1, 10);
        string reason = Text(place + ".", item, "reason", required: true, 10, 500);
        ExceptionAction? parsed = action switch { "remove" => ExceptionAction.Remove, "empty" => ExceptionAction.Empty, "clean" => ExceptionAction.Clean, _ => null };
        if (action.Length > 0 && parsed is null) _errors.Add(place + ".action: is none of remove, empty, clean");
        Tag tag = default;
        if (tagText.Length > 0 && !Tag.TryParse(tagText, out tag)) _errors.Add(place + ".tag: is not written gggg,eeee");
        else if (tagText.Length > 0) Allowed(place, tag, parsed);
        return new ProfileException(tag, parsed ?? ExceptionAction.Remove, reason);
    }

    /// <summary>An exception may make a value stricter, or clean one; it may never touch what the pass itself stands on.</summary>
    private void Allowed(string place, Tag tag, ExceptionAction? action)
    {
        if (tag.IsPrivate) _errors.Add(place + ".tag: is private; option retainSafePrivate is the only way to keep such");
        else if (DicomDictionary.Find(tag) is null) _errors.Add(place + ".tag: is not in the data dictionary");
        else if (RetainedAttributes.IsEssential(tag)) _errors.Add(place + ".tag: the object would not be valid without it as the profile writes it");
        else if (action == ExceptionAction.Clean && PatientAttributes.IsDirectIdentifier(tag)) _errors.Add(place + ".tag: names the patient or another person and cannot be kept");
    }

    private void Known(string place, JsonElement parent, params ReadOnlySpan<string> names)
    {
        foreach (JsonProperty property in parent.EnumerateObject())
        {
            if (!names.Contains(property.Name)) _errors.Add($"{place}{property.Name}: is not known");
        }
    }

    private string Text(string place, JsonElement parent, string name, bool required, int minimum, int maximum)
    {
        if (!parent.TryGetProperty(name, out JsonElement value))
        {
            if (required) _errors.Add($"{place}{name}: is missing");
            return "";
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Length >= minimum && text.Length <= maximum) return text;
        _errors.Add($"{place}{name}: is no text of {minimum} to {maximum} characters");
        return "";
    }
}
