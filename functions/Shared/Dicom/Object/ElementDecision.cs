using System.Text;

namespace Pipeline.Dicom;

internal enum ElementDecisionKind
{
    Keep,
    Remove,
    Recurse,
    Replace,
}

/// <summary>What becomes of an element; the default keeps it.</summary>
public readonly struct ElementDecision
{
    private ElementDecision(ElementDecisionKind kind, Vr vr = Vr.None, ReadOnlyMemory<byte> value = default)
    {
        Kind = kind;
        Vr = vr;
        Value = value;
    }

    /// <summary>Stays as it is; a sequence with all its items, unseen.</summary>
    public static ElementDecision Keep => default;

    /// <summary>Goes.</summary>
    public static ElementDecision Remove => new(ElementDecisionKind.Remove);

    /// <summary>The elements of every item are decided one by one; an element that is no sequence stays as it is.</summary>
    public static ElementDecision Recurse => new(ElementDecisionKind.Recurse);

    /// <summary>Stays with no value; a sequence with no items.</summary>
    public static ElementDecision Empty => new(ElementDecisionKind.Replace);

    internal ElementDecisionKind Kind { get; }

    internal Vr Vr { get; }

    internal ReadOnlyMemory<byte> Value { get; }

    /// <summary>Gets these bytes (little-endian, padded by us), in the representation it has or another. Empties a sequence.</summary>
    public static ElementDecision Replace(ReadOnlyMemory<byte> value, Vr vr = Vr.None) => new(ElementDecisionKind.Replace, vr, value);

    /// <summary>Gets this text, backslashes separating values; written in <c>ISO_IR 192</c>.</summary>
    public static ElementDecision Replace(string value, Vr vr = Vr.None) => Replace(Encoding.UTF8.GetBytes(value), vr);
}
