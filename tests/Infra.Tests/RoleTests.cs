namespace Pipeline.Infra.Tests;

/// <summary>The architecture's table "app | may | may not", held against <c>rbac.bicep</c>.</summary>
public sealed class RoleTests
{
    private static readonly string[] Expected =
    [
        // app      | on                              | may
        "intake     | intake                          | blob-delete blob-read",
        "intake     | named/named-${id}               | blob-add blob-delete blob-write",
        "intake     | audit                           | blob-add",
        "intake     | uploadVaultName                 | public-key-read unwrap",
        "research   | named/named-${id}               | blob-read",
        "research   | named/review                    | blob-add blob-delete blob-write",
        "research   | research                        | blob-add blob-delete blob-read blob-write container-find",
        "research   | pseudonymVaultName              | secret-delete secret-find secret-get secret-set",
        "delivery   | named/named-${id}               | blob-read",
        "delivery   | delivery                        | blob-add blob-delete blob-read blob-write container-find",
        "portal     | intake                          | blob-add blob-write grant",
        "portal     | named/review                    | blob-read",
        "portal     | portalVaultName                 | secret-read",
        "portal     | research/preview                | blob-read",
        "portal     | research/research-${project.id} | blob-read",
        "events     | intake/undelivered              | blob-contributor",
    ];

    [Fact]
    public void Each_app_may_do_exactly_what_the_table_says()
        => RoleTable.Lines.Select(line => $"{line.App} | {line.Resource} | {line.Allowed}").Order(StringComparer.Ordinal)
            .ShouldBe(Expected.Select(line => string.Join(" | ", line.Split('|', StringSplitOptions.TrimEntries))).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("intake", "research", "")]
    [InlineData("intake", "delivery", "")]
    [InlineData("research", "uploadVaultName", "")]
    [InlineData("research", "delivery", "")]
    [InlineData("research", "intake", "")]
    [InlineData("delivery", "uploadVaultName", "")]
    [InlineData("delivery", "pseudonymVaultName", "")]
    [InlineData("intake", "portalVaultName", "")]
    [InlineData("research", "portalVaultName", "")]
    [InlineData("delivery", "portalVaultName", "")]
    [InlineData("delivery", "research", "")]
    [InlineData("delivery", "intake", "")]
    [InlineData("portal", "uploadVaultName", "")]
    [InlineData("portal", "pseudonymVaultName", "")]
    [InlineData("portal", "named/named-", "")]
    [InlineData("portal", "intake", "blob-read")]
    [InlineData("research", "named/review", "blob-read")]
    [InlineData("portal", "named/review", "blob-write")]
    [InlineData("portal", "named/review", "blob-delete")]
    [InlineData("delivery", "named/review", "")]
    [InlineData("intake", "named/review", "")]
    public void What_the_table_forbids_has_no_line(string app, string resource, string operation)
        => RoleTable.Lines.ShouldNotContain(line =>
            line.App == app && line.Resource.StartsWith(resource, StringComparison.Ordinal) && line.Allowed.Contains(operation, StringComparison.Ordinal));

    [Fact]
    public void Every_line_is_read_and_every_table_is_used()
    {
        RoleTable.File.Text.Split("{ app:").Length.ShouldBe(RoleTable.Lines.Count + 1);
        RoleTable.File.Declared("onContainers").Text.ShouldContain("concat(onFixedContainers, onFacilityContainers, onProjectContainers)");
    }

    /// <summary>The resources that assign roles, what each loops over and what it gives.</summary>
    [Theory]
    [InlineData("appOnAccount", "onAccounts", "account[i]", "line.role", "principals[line.app]")]
    [InlineData("appOnContainer", "onContainers", "container[i]", "line.role", "principals[line.app]")]
    [InlineData("appOnVault", "onVaults", "vault[i]", "line.role", "principals[line.app]")]
    [InlineData("processorPulls", "processors", "processorContainer[i]", "blobReader", "processor.principalId")]
    [InlineData("projectPulls", "projects", "projectContainer[i]", "blobReader", "project.principalId")]
    [InlineData("exportReads", "exports", "exportedContainer[i]", "blobReader", "line.principalId")]
    [InlineData("sender", "queues", "queue[i]", "busSender", "principals[line.sender]")]
    [InlineData("receiver", "queues", "queue[i]", "busReceiver", "principals[line.receiver]")]
    [InlineData("deadLetters", "queues", "queue[i]", "busReceiver", "principals[deadLetterReader]")]
    [InlineData("appOnHost", "apps", "hostAccount[i]", "blobOwner", "principals[app]")]
    [InlineData("appTelemetry", "apps", "applicationInsights", "metricsPublisher", "principals[app]")]
    public void A_role_assignment_gives_the_tables_role_where_the_table_says(string symbol, string table, string scope, string role, string principal)
    {
        BicepDeclaration assignment = RoleTable.File.Declared(symbol);

        assignment.Text.ShouldContain($" in {table}: ");
        assignment.Value["scope"].Text.ShouldBe(scope);
        assignment.Value.At("properties.roleDefinitionId").Text.ShouldBe(role);
        assignment.Value.At("properties.principalId").Text.ShouldBe(principal);
        foreach (string part in new[] { role, principal })
            assignment.Value["name"].Text.ShouldContain(part, customMessage: "two assignments must never share a name");
    }

    /// <summary>An index into existing resources is right only when both loop over the same table.</summary>
    [Theory]
    [InlineData("account", "onAccounts", "accounts[line.account]")]
    [InlineData("container", "onContainers", "'${accounts[line.account]}/default/${line.container}'")]
    [InlineData("vault", "onVaults", "line.vault")]
    [InlineData("processorContainer", "processors", "'${accounts.delivery}/default/delivery-${processor.id}'")]
    [InlineData("projectContainer", "projects", "'${accounts.research}/default/research-${project.id}'")]
    [InlineData("exportedContainer", "exports", "'${accounts.named}/default/named-${line.facility}'")]
    [InlineData("queue", "queues", "line.name")]
    [InlineData("hostAccount", "apps", "hosts[app]")]
    public void A_scope_is_the_resource_of_the_same_line(string symbol, string table, string name)
    {
        BicepDeclaration existing = RoleTable.File.Declared(symbol);

        existing.IsExisting.ShouldBeTrue();
        existing.Text.ShouldContain($" in {table}: ");
        existing.Value["name"].Text.ShouldBe(name);
    }

    [Fact]
    public void Auditors_read_the_audit_container_and_nobody_is_one_unless_named()
    {
        BicepDeclaration assignment = RoleTable.File.Declared("auditorsRead");

        assignment.Text.ShouldContain("if (!empty(auditors))");
        assignment.Value["scope"].Text.ShouldBe("auditContainer");
        assignment.Value.At("properties.roleDefinitionId").Text.ShouldBe("blobReader");
        assignment.Value.At("properties.principalId").Text.ShouldBe("auditors");
        RoleTable.File.Declared("auditContainer").Value["name"].Text.ShouldBe("'${accounts.audit}/default/audit'");
        BicepFile.Named("main.bicep").Text.ShouldContain("param auditorsGroupId string = ''");
    }

    [Fact]
    public void Roles_are_assigned_in_one_file_only()
    {
        const string Assignment = "Microsoft.Authorization/roleAssignments@";
        BicepFile.All.Where(file => file.Text.Contains(Assignment, StringComparison.Ordinal)).ShouldBe([RoleTable.File]);
        RoleTable.File.Resources.Count(one => one.Type.StartsWith(Assignment, StringComparison.Ordinal)).ShouldBe(12, "a new one belongs in the table above");
    }

    [Theory]
    [InlineData("blobReader", "blob-read")]
    [InlineData("blobContributor", "blob-contributor")]
    [InlineData("blobOwner", "blob-owner")]
    [InlineData("secretReader", "secret-read")]
    [InlineData("busReceiver", "bus-receive")]
    [InlineData("busSender", "bus-send")]
    [InlineData("metricsPublisher", "metrics-publish")]
    public void A_built_in_role_is_the_one_its_name_says(string role, string allowed)
        => RoleTable.Allowed(role).ShouldBe(allowed);

    [Fact]
    public void Every_custom_role_is_handed_out_under_its_own_name()
    {
        BicepFile roles = BicepFile.Named("modules/roles.bicep");
        IReadOnlyDictionary<string, BicepValue> ids = roles.Declarations.Single(one => one.Keyword == "output").Value.Properties;

        ids.Keys.ShouldBe(roles.Resources.Select(role => role.Symbol), ignoreOrder: true);
        ids.ShouldAllBe(id => id.Value.Text == id.Key + ".id");
        roles.Resources.Select(role => role.Value["name"].Text).ShouldBeUnique();
        foreach (string used in RoleTable.File.Text.Split("role: roles.").Skip(1).Select(rest => rest.Split(' ')[0]))
            ids.Keys.ShouldContain(used);
    }
}
