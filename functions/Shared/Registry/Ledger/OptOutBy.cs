namespace Pipeline.Registry;

/// <summary>Who asked that the data not be provided.</summary>
public enum OptOutBy
{
    /// <summary>本人.</summary>
    Patient = 1,

    /// <summary>保護者・法定代理人.</summary>
    Guardian = 2,

    /// <summary>遺族.</summary>
    Bereaved = 3,
}
