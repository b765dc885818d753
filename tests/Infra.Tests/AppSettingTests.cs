using System.Text.RegularExpressions;

namespace Pipeline.Infra.Tests;

/// <summary>An app is configured for what it may touch, and for nothing else: both are read from the same role table.</summary>
public sealed partial class AppSettingTests
{
    private static readonly BicepFile Apps = BicepFile.Named("modules/function-apps.bicep");

    public static TheoryData<string> EachApp => new("intake", "research", "delivery", "portal");

    [Theory]
    [MemberData(nameof(EachApp))]
    public void An_app_knows_exactly_the_accounts_it_has_a_role_on(string app)
    {
        string[] accounts = [.. RoleTable.Lines.Where(line => line.App == app && !line.Resource.EndsWith("VaultName", StringComparison.Ordinal))
            .Select(line => line.Resource.Split('/')[0]).Distinct().Order(StringComparer.Ordinal)];

        Settings(app).Keys.Where(key => key.StartsWith("Center__Accounts__", StringComparison.Ordinal))
            .Select(key => key["Center__Accounts__".Length..].ToLowerInvariant()).Order(StringComparer.Ordinal)
            .ShouldBe(accounts);
        foreach (string account in accounts)
            Settings(app)[$"Center__Accounts__{char.ToUpperInvariant(account[0])}{account[1..]}"].Text.ShouldBe($"'https://${{accounts.{account}}}.${{blobHost}}/'");
    }

    [Theory]
    [MemberData(nameof(EachApp))]
    public void An_app_knows_exactly_the_vaults_it_has_a_role_on(string app)
    {
        Settings(app).ContainsKey("Center__UploadKey").ShouldBe(Has(app, "uploadVaultName"));
        Settings(app).ContainsKey("Center__PseudonymVault").ShouldBe(Has(app, "pseudonymVaultName"));
        App(app).Text.Contains("uploadKeyUri", StringComparison.Ordinal).ShouldBe(Has(app, "uploadVaultName"));
        App(app).Text.Contains("pseudonymVaultUri", StringComparison.Ordinal).ShouldBe(Has(app, "pseudonymVaultName"));
    }

    [Theory]
    [MemberData(nameof(EachApp))]
    public void An_app_knows_Service_Bus_when_it_sends_or_receives(string app)
        => Settings(app).Keys.Any(key => key.StartsWith("ServiceBusConnection__", StringComparison.Ordinal))
            .ShouldBe(Queue.All.Any(queue => queue.Sender == app || queue.Receiver == app));

    [Theory]
    [MemberData(nameof(EachApp))]
    public void An_app_is_told_nothing_else(string app)
        => Settings(app).Keys.Where(key => !key.StartsWith("Center__Accounts__", StringComparison.Ordinal))
            .Except(["Center__Database", "Center__UploadKey", "Center__PseudonymVault"])
            .Except(app == "portal"
                ? ["Center__Authority", "Center__Audience", "Center__ClientId", "Center__ClientSecret", "Center__CookieKey"]
                : ["ServiceBusConnection__fullyQualifiedNamespace", "ServiceBusConnection__credential", "ServiceBusConnection__clientId"])
            .ShouldBeEmpty();

    /// <summary>Held against the composition root's own words, so that neither side can name a setting the other does not know.</summary>
    [Theory]
    [MemberData(nameof(EachApp))]
    public void An_app_is_told_every_setting_it_reads_and_reads_every_setting_it_is_told(string app)
    {
        string root = Source($"{Folder(app)}/{Folder(app)}App.cs");
        string[] read =
        [
            .. Registrations.Where(line => root.Contains(line.Call, StringComparison.Ordinal)).Select(line => line.Setting),
            .. root.Contains("PortalSettings.From", StringComparison.Ordinal) ? PortalSettingNames() : [],
        ];

        Settings(app).Keys.Where(key => key.StartsWith("Center__", StringComparison.Ordinal)).Select(key => key.Split("__")[1]).Distinct()
            .ShouldBe(read.Except(Optional), ignoreOrder: true);
    }

    [Theory]
    [InlineData("Center__ClientSecret", "clientSecret")]
    [InlineData("Center__CookieKey", "cookieKey")]
    public void The_portals_secrets_stay_in_its_vault(string setting, string secret)
    {
        Settings("portal")[setting].Text.ShouldBe($"'@Microsoft.KeyVault(VaultName=${{portalVaultName}};SecretName=${{portalSecretNames.{secret}}})'");
        BicepFile.Named("modules/function-app.bicep").Declared("site").Value.At("properties.keyVaultReferenceIdentity").Text.ShouldBe("identity.id");
    }

    [Fact]
    public void An_app_runs_on_tokens_instead_of_a_database_password()
    {
        Apps.Declared("databaseConnection").Text.ShouldNotContain("Password", Case.Insensitive);
        foreach (string app in EachApp.Select(row => row.Data))
            Source($"{Folder(app)}/{Folder(app)}App.cs").ShouldContain("AddCenterRegistry(");
    }

    [Theory]
    [MemberData(nameof(EachApp))]
    public void An_app_runs_as_itself_in_its_own_subnet_on_its_own_host_account(string app)
    {
        BicepValue parameters = App(app).Value["params"];

        parameters["app"].Literal.ShouldBe(app);
        parameters["identity"].Text.ShouldBe(app);
        parameters["hostAccountName"].Text.ShouldBe($"hosts.{app}");
        parameters["subnetId"].Text.ShouldBe($"subnets.{app}");
        Settings(app)["Center__Database"].Text.ShouldBe($"'${{databaseConnection}};Username=${{{app}.name}}'");
        foreach (string other in EachApp.Select(row => row.Data).Where(other => other != app))
            App(app).Text.ShouldNotContain($"{other}.clientId");
    }

    [Theory]
    [MemberData(nameof(EachApp))]
    public void Main_hands_each_app_and_role_its_own_identity(string app)
    {
        BicepFile main = BicepFile.Named("main.bicep");

        main.Declared("functionApps").Value.At($"params.{app}").Text.ShouldBe($"identities.outputs.{app}");
        main.Declared("rbac").Value.At($"params.principals.{app}").Text.ShouldBe($"identities.outputs.{app}.principalId");
        BicepFile.Named("modules/identities.bicep").Declarations.Single(one => one.Keyword == "output" && one.Symbol == app)
            .Value["principalId"].Text.ShouldBe($"{app}Identity.properties.principalId");
    }

    [Fact]
    public void Only_the_portal_answers_from_outside()
        => Apps.Modules.Where(app => app.Value["params"].Properties.TryGetValue("open", out BicepValue? open) && open.Text == "true")
            .Select(app => app.Symbol).ShouldBe(["portalApp"]);

    [Fact]
    public void An_app_is_a_custom_handler_on_Flex_Consumption_without_passwords()
    {
        BicepFile app = BicepFile.Named("modules/function-app.bicep");
        BicepValue site = app.Declared("site").Value;

        site["kind"].Literal.ShouldBe("functionapp,linux");
        site.At("properties.functionAppConfig.runtime.name").Literal.ShouldBe("custom");
        site.At("properties.functionAppConfig.runtime.version").Literal.ShouldBe("1.0");
        site.At("properties.functionAppConfig.deployment.storage.authentication.type").Literal.ShouldBe("UserAssignedIdentity");
        app.Declared("plan").Value.At("sku.name").Literal.ShouldBe("FC1");
        app.Declared("noFtpPassword").Value.At("properties.allow").Text.ShouldBe("false");
        app.Declared("noDeploymentPassword").Value.At("properties.allow").Text.ShouldBe("false");
        app.Declared("hostSettings").Value["AzureWebJobsStorage__credential"].Literal.ShouldBe("managedidentity");
    }

    [Fact]
    public void What_azd_deploys_are_the_four_apps()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, "azure.yaml"));
        string[] projects = [.. lines.Where(line => line.Contains("project:", StringComparison.Ordinal)).Select(line => line.Split(':')[1].Trim())];

        projects.Select(project => project["functions/".Length..].ToLowerInvariant()).ShouldBe(EachApp.Select(row => row.Data));
        projects.ShouldAllBe(project => Directory.Exists(Path.Combine(Repository.Root, project)));
        foreach (string app in EachApp.Select(row => row.Data))
            lines.ShouldContain($"  {app}:");
    }

    /// <summary>What a composition root calls, and the setting of the section <c>Center</c> that the call reads.</summary>
    private static readonly (string Call, string Setting)[] Registrations =
    [
        ("AddCenterRegistry(", "Database"),
        ("AddStorageAccounts(", "Accounts"),
        ("AddPackageKeys(", "UploadKey"),
        ("AddPseudonymKeys(", "PseudonymVault"),
    ];

    /// <summary>The portal's address is the platform's <c>WEBSITE_HOSTNAME</c>.</summary>
    private static readonly string[] Optional = ["PortalAddress"];

    private static string[] PortalSettingNames()
        => [.. Property().Matches(Source("Portal/PortalSettings.cs")).Select(match => match.Groups["name"].Value)];

    private static string Folder(string app) => char.ToUpperInvariant(app[0]) + app[1..];

    private static string Source(string file) => File.ReadAllText(Path.Combine(Repository.Root, "functions", file));

    [GeneratedRegex(@"public [\w?]+ (?<name>\w+) \{ get; set; \}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Property();

    private static bool Has(string app, string vault) => RoleTable.Lines.Any(line => line.App == app && line.Resource == vault);

    private static BicepDeclaration App(string app) => Apps.Declared(app + "App");

    private static IReadOnlyDictionary<string, BicepValue> Settings(string app) => App(app).Value.At("params.settings").Properties;
}
