namespace Pipeline.LocalCenter.Host;

/// <summary>The center cannot start; says in both languages why and what to do.</summary>
internal sealed class CenterStartException(string japanese, string english, Exception? cause = null) : Exception(english, cause)
{
    /// <summary>The sentence in the chosen language.</summary>
    public string Say(bool inJapanese) => inJapanese ? japanese : Message;
}
