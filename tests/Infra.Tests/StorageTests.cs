using System.Text.RegularExpressions;

namespace Pipeline.Infra.Tests;

public sealed partial class StorageTests
{
    private static readonly BicepFile Storage = BicepFile.Named("modules/storage.bicep");
    private static readonly BicepFile Account = BicepFile.Named("modules/storage-account.bicep");

    [Fact]
    public void Every_account_is_made_by_the_one_module()
        => BicepFile.All.Where(file => file.Resources.Any(one => one.Type.StartsWith("Microsoft.Storage/storageAccounts@", StringComparison.Ordinal) && !one.IsExisting))
            .ShouldBe([Account]);

    [Theory]
    [InlineData("allowSharedKeyAccess", "false")]
    [InlineData("allowBlobPublicAccess", "false")]
    [InlineData("allowCrossTenantReplication", "false")]
    [InlineData("isLocalUserEnabled", "false")]
    [InlineData("supportsHttpsTrafficOnly", "true")]
    [InlineData("minimumTlsVersion", "'TLS1_2'")]
    public void An_account_takes_Entra_identities_over_TLS_only(string property, string value)
        => Account.Declared("account").Value.At("properties")[property].Text.ShouldBe(value);

    [Fact]
    public void An_account_is_closed_unless_it_is_the_intake_account()
    {
        Account.Declared("account").Value.At("properties.networkAcls.defaultAction").Text.ShouldBe("open ? 'Allow' : 'Deny'");
        Account.Declared("open").Text.ShouldEndWith("= false");
        Storage.Modules.Where(module => module.Value["params"].Properties.ContainsKey("open")).Select(module => module.Symbol).ShouldBe(["intake"]);
    }

    /// <summary>The network says the same as the roles.</summary>
    [Theory]
    [InlineData("named")]
    [InlineData("research")]
    [InlineData("delivery")]
    [InlineData("audit")]
    public void An_account_admits_exactly_the_subnets_of_the_apps_with_a_role_on_it(string account)
        => Parameters(account)["subnetIds"].Items.Select(subnet => subnet.Text).ShouldBe(
            RoleTable.Lines.Where(line => line.Resource.Split('/')[0] == account).Select(line => $"subnets.{line.App}").Distinct(), ignoreOrder: true);

    [Theory]
    [InlineData("upload", "intake", "uploadVault")]
    [InlineData("pseudonym", "research", "pseudonymVault")]
    public void A_vault_admits_the_subnet_of_the_one_app_with_a_role_on_it(string keys, string app, string module)
    {
        BicepFile.Named("main.bicep").Declared(module).Value.At("params.subnetId").Text.ShouldBe($"network.outputs.subnets.{app}");
        RoleTable.Lines.Where(line => line.Resource == $"{keys}VaultName").Select(line => line.App).ShouldBe([app]);
    }

    [Theory]
    [InlineData("intake", 0)]
    [InlineData("named", 14)]
    [InlineData("research", 0)]
    [InlineData("delivery", 0)]
    [InlineData("audit", 14)]
    [InlineData("host", 0)]
    public void What_is_recalled_is_gone(string account, int recoverableDays)
        => Parameters(account)["recoverableDays"].Text.ShouldBe($"{recoverableDays}");

    [Fact]
    public void No_account_keeps_versions_and_soft_delete_is_on_only_with_days()
    {
        BicepValue blobs = Account.Declared("blobs").Value["properties"];

        blobs["isVersioningEnabled"].Text.ShouldBe("false");
        blobs.At("changeFeed.enabled").Text.ShouldBe("false");
        blobs.At("restorePolicy.enabled").Text.ShouldBe("false");
        blobs.At("deleteRetentionPolicy.enabled").Text.ShouldBe("recoverableDays > 0");
        blobs.At("containerDeleteRetentionPolicy.enabled").Text.ShouldBe("recoverableDays > 0");
    }

    [Theory]
    [InlineData("intake", "concat(map(facilities, id => 'intake-${id}'), ['undelivered'])")]
    [InlineData("named", "concat(map(facilities, id => 'named-${id}'), ['review'])")]
    [InlineData("research", "concat(map(projects, project => 'research-${project.id}'), ['preview', 'staging'])")]
    [InlineData("delivery", "concat(map(processors, processor => 'delivery-${processor.id}'), ['staging'])")]
    [InlineData("audit", "['audit']")]
    public void An_account_holds_the_containers_of_its_family(string account, string containers)
        => Parameters(account)["containers"].Text.ShouldBe(containers);

    [Fact]
    public void A_role_on_a_container_is_on_one_that_exists()
    {
        foreach (string resource in RoleTable.Lines.Select(line => line.Resource).Where(resource => resource.Contains('/')))
            Parameters(resource.Split('/')[0])["containers"].Text.ShouldContain($"'{resource.Split('/')[1]}'");
    }

    [Theory]
    [InlineData("intake")]
    [InlineData("named")]
    [InlineData("research")]
    [InlineData("delivery")]
    [InlineData("audit")]
    public void Who_read_what_is_logged(string account)
    {
        Parameters(account)["workspaceId"].Text.ShouldBe("workspaceId");
        Account.Declared("log").Value.At("properties.logs").Items.Select(log => log["category"].Literal).ShouldBe(["StorageRead", "StorageWrite", "StorageDelete"]);
    }

    [Fact]
    public void The_audit_chain_can_grow_and_can_not_change()
    {
        BicepDeclaration policy = Storage.Declared("auditImmutability");

        policy.Value["parent"].Text.ShouldBe("auditContainer");
        policy.Value.At("properties.allowProtectedAppendWrites").Text.ShouldBe("true");
        policy.Value.At("properties.immutabilityPeriodSinceCreationInDays").Text.ShouldBe("auditRetentionDays");
        Default("auditRetentionDays").ShouldBeGreaterThanOrEqualTo(5 * 365);
    }

    [Fact]
    public void The_storage_deletes_only_uploads_and_long_after_Intake_should_have()
    {
        BicepValue rule = Storage.Declared("uploadBackstop").Value.At("properties.policy.rules").Items.Single();

        rule.At("definition.filters.prefixMatch").Items.Single().Literal.ShouldBe("intake-");
        Default("uploadBackstopDays").ShouldBeGreaterThan(90);
    }

    [Theory]
    [InlineData("enableRbacAuthorization", "true")]
    [InlineData("enableSoftDelete", "true")]
    [InlineData("enablePurgeProtection", "true")]
    [InlineData("softDeleteRetentionInDays", "recoverableDays")]
    public void A_vault_has_roles_and_loses_no_key(string property, string value)
        => BicepFile.Named("modules/key-vault.bicep").Declared("vault").Value.At("properties")[property].Text.ShouldBe(value);

    [Fact]
    public void The_upload_key_only_wraps_and_unwraps_and_rotates()
    {
        BicepValue key = BicepFile.Named("modules/key-vault.bicep").Declared("key").Value["properties"];

        key["keySize"].Text.ShouldBe("3072");
        key["keyOps"].Items.Select(one => one.Literal).ShouldBe(["wrapKey", "unwrapKey"]);
        key.At("rotationPolicy.lifetimeActions").Items.Single().At("action.type").Literal.ShouldBe("rotate");
    }

    [Fact]
    public void The_database_knows_no_password_and_keeps_backups()
    {
        BicepValue server = BicepFile.Named("modules/database.bicep").Declared("server").Value["properties"];

        server.At("authConfig.passwordAuth").Literal.ShouldBe("Disabled");
        server.At("backup.backupRetentionDays").Text.ShouldBe("35");
        server.At("backup.geoRedundantBackup").Literal.ShouldBe("Enabled");
        server.At("network.publicNetworkAccess").Text.ShouldBe("empty(operatorAddress) ? 'Disabled' : 'Enabled'");
    }

    [Fact]
    public void Data_stays_in_Japan()
        => BicepFile.Named("main.bicep").Text.ShouldContain("@allowed(['japaneast', 'japanwest'])\n");

    [Fact]
    public void No_file_asks_for_or_holds_a_shared_key()
    {
        foreach (BicepFile file in BicepFile.All)
            SharedKey().Match(file.Text).Value.ShouldBeEmpty(file.Name);
    }

    private static BicepValue Parameters(string account) => Storage.Modules.Single(module => module.Symbol == account).Value["params"];

    private static int Default(string parameter)
        => int.Parse(BicepFile.Named("main.bicep").Declared(parameter).Value.Text, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\blist\w*(Keys|Sas|Secrets)\(|\.list\w+\(|AccountKey=|SharedAccess|InstrumentationKey|Password=|accessPolicies", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SharedKey();
}
