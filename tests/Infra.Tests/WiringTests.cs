using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pipeline.Infra.Tests;

/// <summary>What a compiler would say about how the files hang together.</summary>
public sealed partial class WiringTests
{
    public static TheoryData<string> EachFile => new(BicepFile.All.Select(file => file.Name));

    [Theory]
    [MemberData(nameof(EachFile))]
    public void A_module_gets_exactly_the_parameters_it_has(string name)
    {
        BicepFile file = BicepFile.Named(name);
        foreach (BicepDeclaration module in file.Modules)
        {
            BicepDeclaration[] parameters = [.. file.Target(module).Parameters];
            IReadOnlyDictionary<string, BicepValue> given = module.Value.Properties.TryGetValue("params", out BicepValue? value) ? value.Properties : new Dictionary<string, BicepValue>();

            given.Keys.Except(parameters.Select(one => one.Symbol)).ShouldBeEmpty($"{module.Symbol}: not a parameter");
            parameters.Where(one => !one.HasValue).Select(one => one.Symbol).Except(given.Keys).ShouldBeEmpty($"{module.Symbol}: missing");
            foreach ((string parameter, BicepValue argument) in given)
                Kinds(argument.Text).ShouldContain(Kind(parameters.Single(one => one.Symbol == parameter).Type), $"{module.Symbol}.{parameter}");
        }
    }

    [Theory]
    [MemberData(nameof(EachFile))]
    public void Every_output_that_is_read_exists(string name)
    {
        BicepFile file = BicepFile.Named(name);
        foreach (Match read in Output().Matches(file.Text))
        {
            BicepFile target = file.Target(file.Declared(read.Groups["module"].Value));
            BicepDeclaration? output = target.Declarations.SingleOrDefault(one => one.Keyword == "output" && one.Symbol == read.Groups["output"].Value);

            output.ShouldNotBeNull(read.Value);
            if (read.Groups["member"].Success)
                output.Value.Properties.Keys.ShouldContain(read.Groups["member"].Value, read.Value);
        }
    }

    [Theory]
    [MemberData(nameof(EachFile))]
    public void Nothing_is_declared_and_left_unused(string name)
    {
        BicepFile file = BicepFile.Named(name);
        foreach (BicepDeclaration one in file.Declarations.Where(one => one.Keyword is "param" or "var" or "type" || one.IsExisting))
            Regex.Count(file.Text, $@"\bin {one.Symbol}\b|(?<![\w.'/]){one.Symbol}\b(?!:)", RegexOptions.None, TimeSpan.FromSeconds(5)).ShouldBeGreaterThan(1, one.Symbol);
    }

    [Theory]
    [MemberData(nameof(EachFile))]
    public void Everything_is_declared_once_and_described(string name)
    {
        BicepFile file = BicepFile.Named(name);

        file.Declarations.Where(one => one.Keyword != "output").Select(one => one.Symbol).ShouldBeUnique();
        Regex.Count(file.Text, @"^@description\('.+'\)\n(@\w+\(.*\)\n)*param ", RegexOptions.Multiline, TimeSpan.FromSeconds(5))
            .ShouldBe(file.Parameters.Count());
    }

    [Fact]
    public void Every_module_of_the_subscription_lands_in_the_resource_group()
        => BicepFile.Named("main.bicep").Modules.ShouldAllBe(module => module.Value["scope"].Text == "group");

    [Fact]
    public void Deployments_in_one_file_have_names_of_their_own()
    {
        foreach (BicepFile file in BicepFile.All)
            file.Modules.Select(module => module.Value["name"].Text).ShouldBeUnique(file.Name);
    }

    [Fact]
    public void Every_file_is_used()
        => BicepFile.All.Where(file => file.Name != "main.bicep").Select(file => file.Name)
            .ShouldBe(BicepFile.All.SelectMany(file => file.Modules.Select(module => file.Target(module).Name)).Distinct(), ignoreOrder: true);

    [Fact]
    public void The_apps_start_and_events_flow_only_once_roles_exist()
    {
        BicepFile main = BicepFile.Named("main.bicep");

        main.Declared("functionApps").Value["dependsOn"].Items.Select(one => one.Text).ShouldContain("rbac");
        main.Declared("events").Value["dependsOn"].Items.Select(one => one.Text).ShouldContain("rbac");
        main.Declared("rbac").Value["dependsOn"].Items.Select(one => one.Text).ShouldContain("storage");
    }

    [Fact]
    public void The_parameter_file_gives_what_main_requires_and_nothing_else()
    {
        BicepFile main = BicepFile.Named("main.bicep");
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(Path.Combine(BicepFile.Folder, "main.parameters.json")));
        string[] given = [.. file.RootElement.GetProperty("parameters").EnumerateObject().Select(one => one.Name)];

        given.Except(main.Parameters.Select(one => one.Symbol)).ShouldBeEmpty();
        main.Parameters.Where(one => !one.HasValue).Select(one => one.Symbol).Except(given).ShouldBeEmpty();
    }

    [Fact]
    public void The_workbook_asks_the_workspace()
    {
        using JsonDocument workbook = JsonDocument.Parse(File.ReadAllText(Path.Combine(BicepFile.Folder, "workbook.json")));
        JsonElement[] queries = [.. workbook.RootElement.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("type").GetInt32() == 3)];

        queries.Length.ShouldBeGreaterThanOrEqualTo(5);
        queries.ShouldAllBe(query => query.GetProperty("content").GetProperty("resourceType").GetString() == "microsoft.operationalinsights/workspaces");
        queries.Select(query => query.GetProperty("content").GetProperty("title").GetString()).ShouldBeUnique();
    }

    [Fact]
    public void The_script_after_provisioning_uses_only_what_main_puts_out()
    {
        string[] outputs = [.. BicepFile.Named("main.bicep").Declarations.Where(one => one.Keyword == "output").Select(one => one.Symbol)];

        Variable().Matches(File.ReadAllText(Path.Combine(BicepFile.Folder, "postprovision.sh"))).Select(match => match.Groups["name"].Value)
            .Except(["OPERATOR_ADDRESS", "PGPASSWORD", "AZURE_SUBSCRIPTION_ID"]).Except(outputs).ShouldBeEmpty();
    }

    private static string Kind(string type) => type switch
    {
        "string" or "int" or "bool" or "object" => type,
        _ => "array",
    };

    private static string[] Kinds(string argument) => argument switch
    {
        ['\'', ..] => ["string"],
        ['[', ..] => ["array"],
        ['{', ..] => ["object"],
        "true" or "false" => ["bool"],
        [>= '0' and <= '9', ..] => ["int"],
        _ when argument.StartsWith("concat(", StringComparison.Ordinal) || argument.StartsWith("flatten(", StringComparison.Ordinal) => ["array"],
        _ => ["string", "int", "bool", "object", "array"],
    };

    [GeneratedRegex(@"\b(?<module>\w+)\.outputs\.(?<output>\w+)(\.(?<member>\w+))?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Output();

    [GeneratedRegex(@"\$\{?(?<name>[A-Z_]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Variable();
}
