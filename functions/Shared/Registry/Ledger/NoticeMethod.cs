namespace Pipeline.Registry;

/// <summary>How a notice is delivered.</summary>
public enum NoticeMethod
{
    /// <summary>Handed over at a visit (再来時文書交付).</summary>
    Visit = 1,

    /// <summary>By post (郵送).</summary>
    Post = 2,
}
