using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Pipeline.Registry;

/// <summary>A hospital (施設) that sends studies; names its containers <c>intake-{id}</c> and <c>named-{id}</c>.</summary>
[JsonConverter(typeof(CenterIdJsonConverter<FacilityId>))]
public readonly record struct FacilityId : IParsable<FacilityId>
{
    private readonly string? value;

    /// <exception cref="FormatException">The text is not a valid ID.</exception>
    public FacilityId(string value) => this.value = CenterId.Checked(value, "facility");

    /// <summary>The ID's text, e.g. <c>alpha</c>.</summary>
    public string Value => value ?? throw new InvalidOperationException("A default facility ID names nothing.");

    /// <inheritdoc/>
    public static FacilityId Parse(string s, IFormatProvider? provider) => new(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out FacilityId result)
    {
        bool valid = CenterId.IsValid(s);
        result = valid ? new FacilityId(s!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
