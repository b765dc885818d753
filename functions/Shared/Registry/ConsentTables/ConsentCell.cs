namespace Pipeline.Registry;

/// <summary>What a ○/× cell of a consent table states.</summary>
public enum ConsentMark
{
    /// <summary>Blank: no statement.</summary>
    None = 0,

    /// <summary>○ or a date.</summary>
    Yes = 1,

    /// <summary>×.</summary>
    No = 2,
}

/// <summary>A cell of a consent table.</summary>
/// <param name="Mark">What it states.</param>
/// <param name="Date">The date it states (JST); none: ○ alone, ×, or blank.</param>
public readonly record struct ConsentCell(ConsentMark Mark, DateOnly? Date = null);
