using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Pipeline.CenterCli.Tests.Society;

public sealed class SocietyCommandTests(Storage storage) : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private TestPortal portal = null!;
    private string identity = "";

    public async ValueTask InitializeAsync()
    {
        portal = await TestPortal.StartAsync(storage);
        identity = portal.WriteIdentity(folder, "operator", "operator");
    }

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_long_list_of_letters_goes_in_parts_and_refused_lines_are_told()
    {
        portal.Society = (path, body) => Results.Json(new { recorded = body["lines"]!.AsArray().Count - 1, already = 0, refused = new[] { new { line = body["lines"]![0]!["line"], reason = new { code = "letters.died", ja = "亡", en = "Died." } } } });
        await File.WriteAllTextAsync(folder["posted.csv"], "患者ID,方法\n" + string.Concat(Enumerable.Range(0, 300).Select(n => $"P{n},郵送\n")), TestContext.Current.CancellationToken);

        CommandRun run = await RunAsync("notices", "sent", "--facility", "alpha", "--file", folder["posted.csv"], "--date", "2026-05-20", "--wording", "2026-04", "--kind", "both");

        run.ExitCode.ShouldBe(ExitCodes.Refusals, run.Error);
        run.Output.ShouldContain("Recorded: 298, on record before: 0, lines refused: 2");
        run.Output.ShouldContain("2\tDied.\n252\tDied.");
        portal.SocietyRequests.Select(request => request.Path).Distinct().ShouldBe(["facilities/alpha/notices/letters"]);
        JsonObject first = portal.SocietyRequests.First().Body;
        (first["posted"]!.ToString(), first["wording"]!.ToString(), first["kind"]!.ToString(), first["lines"]![0]!["patient"]!.ToString()).ShouldBe(("2026-05-20", "2026-04", "both", "P0"));
    }

    [Fact]
    public async Task The_list_is_saved_readable_by_its_owner_only()
    {
        portal.Society = (_, _) => Results.Text("\uFEFF患者ID Patient\r\nP1\r\n", "text/csv");

        CommandRun saved = await RunAsync("notices", "list", "--facility", "alpha", "--out", folder["list.csv"]);
        CommandRun shown = await RunAsync("notices", "list", "--facility", "alpha");

        saved.ExitCode.ShouldBe(ExitCodes.Done, saved.Error);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(folder["list.csv"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        shown.Output.ShouldContain("P1");
    }

    [Fact]
    public async Task An_opt_out_tells_the_receipts_number_and_where_to_print_it()
    {
        portal.Society = (_, _) => Results.Json(new
        {
            receipt = new { number = "20261122-7K3M9QXT", facility = "alpha", patient = "P1", kind = "optOut", by = "bereaved", channel = "telephone", taken = "2026-11-22T03:00:00+00:00", takenBy = "学会", keptUntil = "2029-11-22" },
        });

        CommandRun run = await RunAsync("desk", "opt-out", "--facility", "alpha", "--patient", "P1", "--by", "bereaved", "--channel", "telephone", "--unknown-patient");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        run.Output.ShouldContain("Receipt number: 20261122-7K3M9QXT");
        run.Output.ShouldContain($"{portal.Address}desk/receipts/20261122-7K3M9QXT");
        (string path, JsonObject body) = portal.SocietyRequests.ShouldHaveSingleItem();
        path.ShouldBe("facilities/alpha/desk");
        (body["kind"]!.ToString(), body["by"]!.ToString(), body["channel"]!.ToString(), (bool)body["unknownPatient"]!).ShouldBe(("optOut", "bereaved", "telephone", true));
        Guid.Parse(body["id"]!.ToString()).ShouldNotBe(Guid.Empty);
    }

    [Fact]
    public async Task Enrolment_sends_what_was_stated_and_nothing_else()
    {
        portal.Society = (_, _) => Results.NoContent();
        using RSA rsa = RSA.Create(3072);
        await File.WriteAllTextAsync(folder["key.pem"], rsa.ExportSubjectPublicKeyInfoPem(), TestContext.Current.CancellationToken);

        string[][] lines =
        [
            ["facility", "enrol", "alpha", "--posted-until", "2026-12-31", "--clear", "networks"],
            ["facility", "contract", "alpha", "--processor", "kamo", "--until", "2027-03-31"],
            ["facility", "participate", "alpha", "--project", "liver", "--from", "2026-04-01"],
            ["processor", "enrol", "kamo", "--use", "pseudonymised", "--key", folder["key.pem"], "--key-id", "k1"],
            ["project", "enrol", "liver", "--modality", "US", "--member", "person:heart,breast", "--member", "other"],
        ];
        foreach (string[] line in lines)
        {
            CommandRun run = await RunAsync(line);
            run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        }

        (string Path, JsonObject Body)[] sent = [.. portal.SocietyRequests];
        sent.Select(request => request.Path).ShouldBe(["facilities/alpha", "facilities/alpha/contracts/kamo", "facilities/alpha/participations/liver", "processors/kamo", "projects/liver"]);
        sent[0].Body.ToJsonString().ShouldBe("""{"postedUntil":"2026-12-31","cleared":["uploadRange"]}""");
        sent[1].Body.ToJsonString().ShouldBe("""{"until":"2027-03-31","noEnd":false}""");
        sent[3].Body["publicKeyPem"]!.ToString().ShouldStartWith("-----BEGIN PUBLIC KEY-----");
        sent[4].Body["members"]!.ToJsonString().ShouldBe("""{"person":["heart","breast"],"other":[]}""");
        sent[4].Body["domains"].ShouldBeNull();
    }

    [Fact]
    public async Task A_facilitys_enrolment_is_shown_as_periods()
    {
        portal.Society = (_, _) => Results.Json(new { id = "alpha", name = "α病院", nameEnglish = "Alpha", posted = "2026-04-01", contracts = new[] { new { with = "kamo", from = "2026-04-01", until = "2027-03-31" } }, participations = Array.Empty<object>() });

        CommandRun run = await RunAsync("facility", "show", "alpha");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        run.Output.ShouldContain("contract\tkamo\t2026-04-01 … 2027-03-31");
        run.Output.ShouldContain("Posted: 2026-04-01 …");
    }

    [Theory]
    [InlineData("notices", "sent", "--facility", "alpha", "--file", "x.csv", "--date", "2026-05-20", "--wording", "1")]
    [InlineData("notices", "list")]
    [InlineData("desk", "opt-out", "--facility", "alpha", "--patient", "P1")]
    [InlineData("desk", "death", "--facility", "alpha", "--patient", "P1", "--channel", "post", "--reason", "x")]
    [InlineData("desk", "consent-withdrawn", "--facility", "alpha", "--patient", "P1", "--channel", "post")]
    [InlineData("facility", "contract", "alpha", "--from", "2026-04-01")]
    [InlineData("facility", "enrol", "alpha", "--posted", "tomorrow")]
    public async Task What_is_needed_must_be_stated(params string[] line)
        => (await RunAsync(line)).ExitCode.ShouldBe(ExitCodes.Usage);

    private Task<CommandRun> RunAsync(params string[] line) => CommandRun.OfAsync([.. line, "--identity", identity, "--lang", "en"]);
}
