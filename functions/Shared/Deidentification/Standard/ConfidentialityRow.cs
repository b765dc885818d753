namespace Pipeline.Deidentification;

/// <summary>A row of PS3.15 Table E.1-1. The default value is no row.</summary>
/// <param name="packed">As the generator packs it.</param>
public readonly struct ConfidentialityRow(uint packed) : IEquatable<ConfidentialityRow>
{
    private readonly uint _packed = packed;

    /// <summary>The Basic Profile's action.</summary>
    public BasicAction Basic => (BasicAction)(_packed & 15);

    /// <summary>Whether the attribute is in a standard composite IOD; null where the table does not say.</summary>
    public bool? InStandardCompositeIod => (_packed >> 24) switch { 1 => false, 2 => true, _ => null };

    /// <summary>What an option of E.3.3–E.3.11 does; nothing for the two pixel options, which the table does not list.</summary>
    public OptionAction this[ProfileOption option]
        => option > ProfileOption.CleanGraphics ? OptionAction.None : (OptionAction)((_packed >> (4 + (2 * (int)option))) & 3);

    /// <inheritdoc/>
    public bool Equals(ConfidentialityRow other) => other._packed == _packed;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ConfidentialityRow other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)_packed;

    /// <summary>Whether both say the same.</summary>
    public static bool operator ==(ConfidentialityRow left, ConfidentialityRow right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(ConfidentialityRow left, ConfidentialityRow right) => !left.Equals(right);
}
