using System.Security.Cryptography;
using Pipeline.CenterCli.Tests;
using Pipeline.EndToEnd.Centers;
using Pipeline.LocalCenter.Demo;

namespace Pipeline.EndToEnd;

/// <summary>Picture files of an endoscopy beside a study, from the facility's folder to processor and researchers.</summary>
public sealed class PhotographTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_processor_gets_pictures_as_they_came_and_researchers_stripped_mucosa_alone()
    {
        using WorkFolder folder = new();
        string data = folder.In("data");
        string input = folder.In("input");
        await StudyFiles.WriteAsync(new Deck(new DateOnly(2026, 4, 1)).Patients[0], input, Cancel);
        string pictures = Path.Combine(Directory.GetDirectories(input).Single(), "YamadaTaro");
        Directory.CreateDirectory(pictures);
        byte[] room = [.. SamplePicture.Of('R'), .. "Yamada"u8];
        byte[][] files = [room, SamplePicture.Of('N'), SamplePicture.Of('O'), SamplePicture.Of('R')];
        for (int i = 0; i < files.Length; i++)
        {
            await File.WriteAllBytesAsync(Path.Combine(pictures, $"{i + 8}.jpg"), files[i], Cancel);
        }

        await using CenterProcess center = CenterProcess.Start(data, "--input", input);
        await center.PrintedAsync("Ctrl+C ends it", Cancel);
        string named = await PullAsync(folder, data, "--processor", "nintei-mihon");
        string research = await PullAsync(folder, data, "--project", "echo-atlas");

        Pictures(named).Select(Hash).ShouldBe(files.Select(Hash), "byte for byte, in the order they were taken");
        Pictures(research).ShouldBe([SamplePicture.Of('M'), SamplePicture.Of('O')]);
        byte[] place = SamplePicture.Place.ToArray();
        foreach (string file in Directory.EnumerateFiles(research, "*", SearchOption.AllDirectories))
        {
            byte[] content = await File.ReadAllBytesAsync(file, Cancel);
            new[] { "Yamada"u8.ToArray(), place, room[^206..^6] }.Count(secret => content.AsSpan().IndexOf(secret) >= 0).ShouldBe(0);
        }

        RegistryFile.Rows(data, "SELECT ItemsStated FROM Deliveries").ShouldBe([["医用画像等（DICOM）2件、写真4件"]]);
    }

    private static async Task<string> PullAsync(WorkFolder folder, string data, string kind, string name)
    {
        string pulled = folder.In(name);
        await Programs.CenterAsync(0, Cancel, "pull", kind, name, "--identity", Path.Combine(data, "identities", $"{name}.json"), "--out", pulled);
        return pulled;
    }

    private static byte[][] Pictures(string pulled)
        => [.. Directory.EnumerateFiles(pulled, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    private static string Hash(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));
}
