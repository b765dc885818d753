namespace Pipeline.Infra.Tests;

/// <summary>One declaration: <c>resource account 'Microsoft.Storage/storageAccounts@…' = {…}</c>.</summary>
/// <param name="Keyword"><c>param</c>, <c>var</c>, <c>resource</c>, <c>module</c>, <c>output</c> or <c>type</c>.</param>
/// <param name="Symbol">Its symbolic name.</param>
/// <param name="Type">The type, or a module's path.</param>
/// <param name="Text">The whole declaration.</param>
internal sealed record BicepDeclaration(string Keyword, string Symbol, string Type, string Text)
{
    public bool IsExisting => Keyword == "resource" && Text.Contains("' existing =", StringComparison.Ordinal);

    /// <summary>Has a value or default.</summary>
    public bool HasValue => Text.Contains(" = ", StringComparison.Ordinal);

    /// <summary>What is declared, past the loop and the condition that may stand before it.</summary>
    public BicepValue Value
    {
        get
        {
            string expression = Text[(Text.IndexOf(" = ", StringComparison.Ordinal) + 3)..].Trim();
            return BicepValue.Parse(expression);
        }
    }
}
