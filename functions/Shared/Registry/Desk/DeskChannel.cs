namespace Pipeline.Registry;

/// <summary>How a request reached the desk. Any way will do: the law asks for no form.</summary>
public enum DeskChannel
{
    /// <summary>In person (窓口).</summary>
    Desk = 1,

    /// <summary>By post (郵送).</summary>
    Post = 2,

    /// <summary>By telephone (電話).</summary>
    Telephone = 3,

    /// <summary>Over the web or by e-mail (ウェブ・電子メール).</summary>
    Web = 4,

    /// <summary>Through the facility (施設経由).</summary>
    Facility = 5,
}
