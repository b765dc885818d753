using System.Text.RegularExpressions;

namespace Pipeline.Infra.Tests;

/// <summary>The role assignments of <c>rbac.bicep</c>, each resolved to the operations it allows.</summary>
internal static partial class RoleTable
{
    private static readonly Dictionary<string, string> BuiltIn = new()
    {
        ["2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"] = "blob-read",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "blob-contributor",
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "blob-owner",
        ["4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0"] = "bus-receive",
        ["69a216fc-b8fb-44d8-bc22-1f3c2cd27a39"] = "bus-send",
        ["4633458b-17de-408a-875b-0445a86b69e6"] = "secret-read",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "metrics-publish",
    };

    private static readonly Dictionary<string, string> Operations = new()
    {
        ["${blobs}/read"] = "blob-read",
        ["${blobs}/write"] = "blob-write",
        ["${blobs}/add/action"] = "blob-add",
        ["${blobs}/delete"] = "blob-delete",
        ["Microsoft.Storage/storageAccounts/blobServices/containers/read"] = "container-find",
        ["Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action"] = "grant",
        ["Microsoft.KeyVault/vaults/keys/read"] = "public-key-read",
        ["Microsoft.KeyVault/vaults/keys/unwrap/action"] = "unwrap",
        ["${secrets}/readMetadata/action"] = "secret-find",
        ["${secrets}/getSecret/action"] = "secret-get",
        ["${secrets}/setSecret/action"] = "secret-set",
        ["${secrets}/delete"] = "secret-delete",
    };

    public static BicepFile File { get; } = BicepFile.Named("rbac.bicep");

    /// <summary>The tables' lines: who, on what (<c>account</c>, <c>account/container</c> or the vault's parameter), may do what.</summary>
    public static IReadOnlyList<(string App, string Resource, string Allowed)> Lines { get; } =
        [.. Line().Matches(File.Text).Select(match => (
            match.Groups["app"].Value,
            match.Groups["on"].Value + (match.Groups["container"].Success ? "/" + match.Groups["container"].Value : ""),
            Allowed(match.Groups["role"].Value)))];

    /// <summary>What a role of rbac.bicep allows, as sorted words.</summary>
    public static string Allowed(string role)
    {
        if (!role.StartsWith("roles.", StringComparison.Ordinal))
            return BuiltIn[Identifier().Match(File.Declared(role).Text).Value];
        BicepValue permission = BicepFile.Named("modules/roles.bicep").Declared(role["roles.".Length..]).Value.At("properties.permissions").Items.Single();
        permission["notActions"].Items.ShouldBeEmpty();
        permission["notDataActions"].Items.ShouldBeEmpty();
        return string.Join(' ', permission["actions"].Items.Concat(permission["dataActions"].Items).Select(one => Operations[one.Literal]).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\{ app: '(?<app>\w+)', (account: '|vault: )(?<on>\w+)'?(, container: '(?<container>[^']+)')?, role: (?<role>[\w.]+) \}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Line();

    [GeneratedRegex(@"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Identifier();
}
