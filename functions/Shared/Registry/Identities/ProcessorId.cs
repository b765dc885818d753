using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Pipeline.Registry;

/// <summary>A certified processor (認定匿名加工医療情報作成事業者); names its container <c>delivery-{id}</c>.</summary>
[JsonConverter(typeof(CenterIdJsonConverter<ProcessorId>))]
public readonly record struct ProcessorId : IParsable<ProcessorId>
{
    private readonly string? value;

    /// <exception cref="FormatException">The text is not a valid ID.</exception>
    public ProcessorId(string value) => this.value = CenterId.Checked(value, "processor");

    /// <summary>The ID's text, e.g. <c>alpha</c>.</summary>
    public string Value => value ?? throw new InvalidOperationException("A default processor ID names nothing.");

    /// <inheritdoc/>
    public static ProcessorId Parse(string s, IFormatProvider? provider) => new(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ProcessorId result)
    {
        bool valid = CenterId.IsValid(s);
        result = valid ? new ProcessorId(s!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
