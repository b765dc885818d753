namespace Pipeline.Dicom;

/// <summary>A unique identifier (PS3.5 §9): 1–64 characters, numbers separated by dots, no leading zeros.</summary>
public readonly record struct DicomUid
{
    private readonly string? _value;

    /// <summary>Takes a UID as it stands; <see cref="IsValid"/> says whether it keeps PS3.5 §9.1.</summary>
    public DicomUid(string value) => _value = value;

    /// <summary>The characters, without padding; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether PS3.5 §9.1 allows it.</summary>
    public bool IsValid
    {
        get
        {
            string value = Value;
            if (value.Length is 0 or > 64)
                return false;
            for (int i = 0, start = 0; i <= value.Length; i++)
            {
                if (i < value.Length && char.IsAsciiDigit(value[i]))
                    continue;
                if (i < value.Length && value[i] != '.')
                    return false;
                if (i == start || (value[start] == '0' && i - start > 1))
                    return false;
                start = i + 1;
            }
            return true;
        }
    }

    /// <summary>Our implementation class UID, written in (0002,0012): a fixed UUID under 2.25 (PS3.5 §B.2).</summary>
    public static DicomUid Implementation => new("2.25.190264193375917346219843711907264851937");

    /// <summary>Written in (0002,0013), at most 16 characters.</summary>
    public const string ImplementationVersion = "PIPELINE_1";

    /// <inheritdoc/>
    public override string ToString() => Value;
}
