namespace Pipeline.Registry;

/// <summary>Patient's Sex (0010,0040) and 性別 of a consent table.</summary>
public enum Sex
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>M, 男.</summary>
    Male = 1,

    /// <summary>F, 女.</summary>
    Female = 2,

    /// <summary>O, その他.</summary>
    Other = 3,
}
