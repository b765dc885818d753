using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Pipeline.EndToEnd.Centers;
using Pipeline.LocalCenter.Demo;
using Pipeline.Registry;

namespace Pipeline.EndToEnd;

/// <summary>
/// A facility and a processor that use Debian's Python SDK for storage and nothing of ours: the documented format suffices to
/// send, pull, verify, confirm and delete.
/// </summary>
public sealed class PartnerTests(DemoCenter center)
{
    private const string Script = "partner.py";
    private const string PatientId = "BETA-779001";

    private const string DeliveryOf =
        $"SELECT d.State, d.Pulled, d.DeletionRequested, d.DeletionAcknowledged, lower(d.Id) FROM Deliveries d JOIN Cases c ON c.Id = d.CaseId JOIN Patients p ON p.Id = c.PatientId WHERE p.FacilityPatientId = '{PatientId}'";

    private static readonly DemoPatient Patient = new(
        PatientId, Deck.Beta, PatientId, new DemoName("Takahashi^Saburou", "高橋^三郎", "タカハシ^サブロウ"), new DateOnly(1958, 7, 21), Sex.Male,
        new DemoStudy("abdomen", "K76.0", "脂肪肝", "2200", DemoPicture.Jpeg), null);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Python_sends_a_study_and_pulls_verifies_confirms_and_deletes_its_package()
    {
        await Programs.PythonIsThereOrSkipAsync("azure.storage.blob, cryptography", "python3-azure-storage or python3-cryptography", Cancel);
        await center.LiveAsync(Cancel);
        string[] objects = await StudyFiles.WriteAsync(Patient, center.In("partner"), Cancel);
#pragma warning disable RS0030 // the center beside it runs by the real time
        string noticed = JapaneseDay.Of(TimeProvider.System.GetUtcNow()).AddDays(-45).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
#pragma warning restore RS0030
        JsonElement table = await TableAsync($"患者ID,生年月日,性別,次世代法通知,通知種別\r\n{PatientId},1958/7/21,男,{noticed},両方\r\n");
        (table.GetProperty("linesAccepted").GetInt32(), table.GetProperty("linesRefused").GetInt32()).ShouldBe((1, 0));

        JsonElement sent = await PartnerAsync("send", "beta", Path.GetDirectoryName(objects[0])!, PatientId, DemoStudyFiles.StudyUid(Patient));
        (sent.GetProperty("state").GetString(), sent.GetProperty("files").GetInt32()).ShouldBe(("registered", objects.Length), sent.ToString());
        string provision = (await RegistryFile.UntilAsync(center.Data, DeliveryOf, rows => rows is [["2", ..]], Cancel))[0][4];

        JsonElement pulled = (await PartnerAsync("pull", "nintei-mihon", center.In("by-python"), provision)).EnumerateArray().ShouldHaveSingleItem();
        pulled.GetProperty("patient").GetString().ShouldBe(PatientId);
        pulled.GetProperty("study").GetString().ShouldBe(DemoStudyFiles.StudyUid(Patient));
        pulled.GetProperty("legalBasis").GetString()!.ShouldContain("次世代医療基盤法");
        pulled.GetProperty("files").EnumerateArray().Select(file => file.GetString()).ShouldBe(objects.Select(HashOf), ignoreOrder: true);
        Directory.EnumerateFiles(center.In("by-python"), "*.dcm", SearchOption.AllDirectories).Select(HashOf).ShouldBe(objects.Select(HashOf), ignoreOrder: true);
        RegistryFile.Rows(center.Data, DeliveryOf)[0][1].ShouldNotBeEmpty("the receipt is recorded");

        await TableAsync($"患者ID,オプトアウト\r\n{PatientId},○\r\n");
        await RegistryFile.UntilAsync(center.Data, DeliveryOf, rows => rows is [["3", _, not "", "", _]], Cancel);
        (await PartnerAsync("delete", "nintei-mihon", center.In("by-python"))).EnumerateArray().Select(one => one.GetString()).ShouldBe([provision]);
        RegistryFile.Rows(center.Data, DeliveryOf)[0][3].ShouldNotBeEmpty("the deletion is acknowledged");
    }

    private async Task<JsonElement> TableAsync(string content)
    {
        await File.WriteAllTextAsync(center.In("partner.csv"), content, Cancel);
        return await PartnerAsync("consents", "beta", center.In("partner.csv"));
    }

    private async Task<JsonElement> PartnerAsync(string what, string identity, params string[] more)
        => JsonSerializer.Deserialize<JsonElement>(await Programs.PythonAsync(Script, Cancel, [what, center.Identity(identity), .. more]));

    private static string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
