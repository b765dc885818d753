using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Pipeline.Deidentification;

/// <summary>The de-identification report of one object: every attribute touched, never an old value.</summary>
public sealed class DeidentificationRecord
{
    private readonly Lazy<IReadOnlyList<AttributeAction>> _actions;

    internal DeidentificationRecord(string profile, ActionLog log, PixelTreatment pixels)
    {
        Profile = profile;
        Pixels = pixels;
        _actions = new Lazy<IReadOnlyList<AttributeAction>>(() => log.Actions);
    }

    /// <summary>The profile's name.</summary>
    public string Profile { get; }

    /// <summary>The edition of Table E.1-1.</summary>
    public string Edition { get; } = BasicProfile.Edition;

    /// <summary>In the order of the object; one entry a place, however many items it has.</summary>
    public IReadOnlyList<AttributeAction> Actions => _actions.Value;

    /// <summary>What was done to the pixels.</summary>
    public PixelTreatment Pixels { get; }

    /// <summary>The device rules that this rests on, each with its version, e.g. <c>aloka-noblus@1</c>.</summary>
    public IReadOnlyList<string> DeviceRules { get; init; } = [];

    /// <summary>One line of JSON, without its end.</summary>
    public string ToJsonLine()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteTo(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes the properties into an object that is open.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteString("profile", Profile);
        json.WriteString("edition", Edition);
        json.WriteString("pixels", Camel(Pixels.ToString()));
        if (DeviceRules.Count > 0)
        {
            json.WriteStartArray("deviceRules");
            foreach (string rule in DeviceRules) json.WriteStringValue(rule);
            json.WriteEndArray();
        }

        json.WriteStartArray("actions");
        foreach (AttributeAction action in Actions)
        {
            json.WriteStartObject();
            json.WriteString("place", action.Place);
            json.WriteString("outcome", Camel(action.Outcome.ToString()));
            json.WriteString("source", Camel(action.Source.ToString()));
            if (action.Basic != BasicAction.None) json.WriteString("rule", Camel(action.Basic.ToString()));
            if (action.Option is { } option) json.WriteString("option", Camel(option.ToString()));
            if (action.Findings.Count > 0)
            {
                json.WriteStartArray("findings");
                foreach (TextFinding finding in action.Findings) json.WriteStringValue(Camel(finding.ToString()));
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
