using System.Text.Json;
using Pipeline.Dicom;
using Pipeline.EndToEnd.Centers;
using Pipeline.LocalCenter.Demo;

namespace Pipeline.EndToEnd;

/// <summary>Images that no rule can judge: held, shown to a reviewer, decided by command, and made anew.</summary>
public sealed class ReviewTests
{
    private const string Copies = "SELECT State, Instances, COALESCE(Reason, '') FROM ResearchCopies WHERE State <> 3 ORDER BY Id";
    private const string Published = "2";
    private const string Quarantined = "4";
    private static readonly DemoPatient Patient = new Deck(new DateOnly(2026, 4, 1)).Patients.First(patient => patient.Study.Picture == DemoPicture.Gray);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unknown_device_waits_for_a_reviewer_whose_rule_masks_it_and_the_next_study_passes_at_once()
    {
        using WorkFolder folder = new();
        string data = folder.In("data");
        await WriteAsync(folder.In("input", "unknown"), "1", "Unknown 1");
        await WriteAsync(folder.In("input", "worksheet"), "2", "Unknown 2");
        await using CenterProcess center = CenterProcess.Start(data, "--input", folder.In("input"));
        await center.PrintedAsync("Ctrl+C ends it", Cancel);

        RegistryFile.Rows(data, Copies).ShouldBe([[Quarantined, "0", "review"], [Quarantined, "0", "review"]]);
        Dictionary<string, Guid> items = (await ReviewAsync(data, "list", "--json")).EnumerateArray()
            .ToDictionary(item => item.GetProperty("signature").GetProperty("model").GetString()!, item => item.GetProperty("id").GetGuid());
        items.Keys.ShouldBe(["Unknown 1", "Unknown 2"], ignoreOrder: true);
        string picture = folder.In("frame.png");
        await CenterAsync(data, "review", "show", items["Unknown 1"].ToString(), "--out", picture);
        (await File.ReadAllBytesAsync(picture, Cancel)).AsSpan(1, 3).SequenceEqual("PNG"u8).ShouldBeTrue();

        await CenterAsync(data, "review", "decide", items["Unknown 1"].ToString(), "--mask", "0,0,640,64", "--mask", "0,448,640,32", "--rule", "--reason", "name above, romaji below");
        await CenterAsync(data, "review", "decide", items["Unknown 2"].ToString(), "--reject", "--reason", "worksheet");
        await RegistryFile.UntilAsync(data, Copies, rows => rows.Count(row => row[0] == Published) == 1 && rows.Any(row => row[2] == "review.rejected"), Cancel);

        string again = folder.In("again");
        await WriteAsync(again, "3", "Unknown 1");
        await Programs.CenterAsync(0, Cancel, "send", again, "--facility", "alpha", "--identity", Path.Combine(data, "identities", "alpha.json"));
        await RegistryFile.UntilAsync(data, Copies, rows => rows.Count(row => row[0] == Published) == 2, Cancel);
        (await ReviewAsync(data, "list", "--json")).GetArrayLength().ShouldBe(0);
        RegistryFile.Rows(data, "SELECT COUNT(*) FROM AuditEntries WHERE Action = 'review.frame-viewed'").ShouldBe([["1"]]);

        string pulled = folder.In("pulled");
        await Programs.CenterAsync(0, Cancel, "pull", "--project", "echo-atlas", "--identity", Path.Combine(data, "identities", "echo-atlas.json"), "--out", pulled);
        string[] objects = PulledCopies.Objects(pulled);
        objects.Length.ShouldBe(4);
        foreach (string file in objects)
        {
            await ShouldBeMaskedAsync(file);
        }
    }

    /// <summary>The strips are black in every frame, the image between them is there.</summary>
    private static async Task ShouldBeMaskedAsync(string path)
    {
        await using DicomFile file = await DicomFile.OpenAsync(File.OpenRead(path), cancellation: Cancel);
        using MemoryStream pixels = new();
        await file.Streamed!.OpenRead().CopyToAsync(pixels, Cancel);
        const int frame = 640 * 480;
        (pixels.Length / frame).ShouldBe(12);
        for (int start = 0; start + frame <= pixels.Length; start += frame)
        {
            ReadOnlySpan<byte> samples = pixels.GetBuffer().AsSpan(start, frame);
            samples[..(64 * 640)].ContainsAnyExcept((byte)0).ShouldBeFalse();
            samples[(448 * 640)..].ContainsAnyExcept((byte)0).ShouldBeFalse();
            samples[(64 * 640)..(448 * 640)].ContainsAnyExcept((byte)0).ShouldBeTrue();
        }
    }

    /// <summary>A study of the same patient, told apart by a suffix, as a scanner that nobody knows made it.</summary>
    private static async Task WriteAsync(string folder, string suffix, string model)
    {
        foreach (string path in await StudyFiles.WriteAsync(Patient, folder, Cancel))
        {
            await StudyFiles.RewriteAsync(
                path,
                data =>
                {
                    data.SetString(Tags.ManufacturerModelName, model);
                    foreach (Tag uid in new[] { Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.SOPInstanceUID })
                    {
                        data.SetString(uid, $"{data.GetString(uid)}.{suffix}");
                    }
                },
                Cancel);
        }
    }

    private static Task<string> CenterAsync(string data, params string[] arguments)
        => Programs.CenterAsync(0, Cancel, [.. arguments, "--identity", Path.Combine(data, "identities", "reviewer.json")]);

    private static async Task<JsonElement> ReviewAsync(string data, params string[] arguments)
        => JsonSerializer.Deserialize<JsonElement>(await CenterAsync(data, ["review", .. arguments]));
}
