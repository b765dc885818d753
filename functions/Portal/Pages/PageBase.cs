using Microsoft.AspNetCore.Components;

namespace Pipeline.Portal;

/// <summary>What every page and part of a page knows: its reader and the reader's language.</summary>
public abstract class PageBase : ComponentBase
{
    [Inject]
    private protected Reader Reader { get; set; } = null!;

    /// <summary>The text in the reader's language.</summary>
    protected string T(string japanese, string english) => Reader.Text(japanese, english);

    /// <summary>The text in the reader's language.</summary>
    protected string T(Bilingual text) => Reader.Text(text.Japanese, text.English);
}
