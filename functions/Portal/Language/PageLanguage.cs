namespace Pipeline.Portal;

/// <summary>The languages pages are read in.</summary>
internal enum PageLanguage
{
    /// <summary>日本語, unless the reader chose otherwise.</summary>
    Japanese,

    /// <summary>English.</summary>
    English,
}
