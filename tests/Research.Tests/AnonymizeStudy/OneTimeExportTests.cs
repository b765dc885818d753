using System.Text;
using Pipeline.Deidentification;
using Pipeline.Outlets.Tests;
using Pipeline.Registry;

namespace Pipeline.Research.Tests;

/// <summary>A project whose profile asks for one-time pseudonyms (匿名加工).</summary>
public sealed class OneTimeExportTests(Storage storage)
{
    private const string Profile = """
        {"name":"once","dates":{"mode":"modified"},"pseudonyms":"oneTime",
         "options":["retainPatientCharacteristics","cleanDescriptors","cleanStructuredContent","cleanGraphics","cleanPixelData","cleanRecognizableVisualFeatures"]}
        """;

    [Fact]
    public async Task After_the_export_closes_no_store_holds_its_key_and_nothing_can_join_it()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage, Profile);
        Case first = await center.AddCaseAsync(await center.CineAsync());
        await center.AnonymizeAsync(first.Id);
        (await center.CopyAsync()).State.ShouldBe(ResearchCopyState.Published);
        Cloud.PseudonymKey key = await center.KeyAsync();
        Holds(await center.StoredAsync(), key).ShouldBeTrue("while the export is open its key is kept");

        await ApproveUntilAsync(center, center.Today.AddDays(-1));
        await center.ReconcileAsync();
        await center.ReconcileAsync();

        Holds(await center.StoredAsync(), key).ShouldBeFalse();
        center.Log.All.ShouldNotContain(line => Forms(key).Any(form => line.Contains(Encoding.Latin1.GetString(form), StringComparison.Ordinal)));
        (await center.AuditAsync()).Count(action => action == "research.export-closed").ShouldBe(1);

        await ApproveUntilAsync(center, null);
        Case later = await center.AddCaseAsync(await center.CineAsync());
        await center.AnonymizeAsync(later.Id);
        ResearchCopy refused = (await center.CopiesAsync()).Single(copy => copy.CaseId == later.Id);
        (refused.State, refused.Reason).ShouldBe((ResearchCopyState.Quarantined, CopyPublication.ExportClosed));
        (await center.BlobsAsync(center.Target)).ShouldNotContain(refused.BlobName);
    }

    [Fact]
    public async Task While_the_project_is_approved_the_export_stays_open_and_its_cases_share_their_pseudonyms()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage, Profile);
        await center.AnonymizeAsync((await center.AddCaseAsync(await center.CineAsync())).Id);
        Cloud.PseudonymKey key = await center.KeyAsync();
        await ApproveUntilAsync(center, center.Today);

        await center.ReconcileAsync();
        await center.AnonymizeAsync((await center.AddCaseAsync(await center.CineAsync())).Id);

        (await center.KeyAsync()).Version.ShouldBe(key.Version);
        (await center.CopiesAsync()).ShouldAllBe(copy => copy.State == ResearchCopyState.Published);
    }

    [Fact]
    public void A_bad_profile_of_any_project_ends_the_start_with_all_errors_of_all_files()
    {
        string folder = Directory.CreateTempSubdirectory("profiles").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "liver.json"), """{"name":"liver"}""");
            File.WriteAllText(Path.Combine(folder, "Not A Project.json"), Profile);
            IReadOnlyList<string> errors = Should.Throw<InvalidProfileException>(() => ProjectProfiles.Read(folder)).Errors;
            errors.ShouldContain("Not A Project.json: is not named after a project");
            errors.ShouldContain("liver.json: dates: is missing or not an object");
            errors.ShouldContain("liver.json: options: is missing or not a list");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task ApproveUntilAsync(ResearchCenter center, DateOnly? day)
        => center.ChangeAsync(async registry => (await registry.Projects.FindAsync([center.Project], TestContext.Current.CancellationToken))!.ApprovedUntil = day);

    private static bool Holds(IEnumerable<byte[]> stored, Cloud.PseudonymKey key)
        => stored.Any(bytes => Forms(key).Any(form => bytes.AsSpan().IndexOf(form) >= 0));

    /// <summary>The key as bytes, in both cases of hexadecimal, in both alphabets of base64 and as JSON escapes the latter.</summary>
    private static byte[][] Forms(Cloud.PseudonymKey key)
    {
        string base64 = Convert.ToBase64String(key.Secret.Span);
        string[] texts = [Convert.ToHexString(key.Secret.Span), Convert.ToHexStringLower(key.Secret.Span), base64, base64.Replace('+', '-').Replace('/', '_').TrimEnd('='), base64.Replace("+", "\\u002B", StringComparison.Ordinal)];
        return [key.Secret.ToArray(), .. texts.Select(Encoding.ASCII.GetBytes)];
    }
}
