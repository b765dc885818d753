using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Pipeline.Registry;

/// <summary>A research project; names its container <c>research-{id}</c>.</summary>
[JsonConverter(typeof(CenterIdJsonConverter<ProjectId>))]
public readonly record struct ProjectId : IParsable<ProjectId>
{
    private readonly string? value;

    /// <exception cref="FormatException">The text is not a valid ID.</exception>
    public ProjectId(string value) => this.value = CenterId.Checked(value, "project");

    /// <summary>The ID's text, e.g. <c>alpha</c>.</summary>
    public string Value => value ?? throw new InvalidOperationException("A default project ID names nothing.");

    /// <inheritdoc/>
    public static ProjectId Parse(string s, IFormatProvider? provider) => new(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ProjectId result)
    {
        bool valid = CenterId.IsValid(s);
        result = valid ? new ProjectId(s!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
