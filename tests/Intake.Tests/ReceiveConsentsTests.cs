using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake.Tests;

public sealed class ReceiveConsentsTests(AzuriteFixture azurite)
{
    private const string Header = "患者ID,生年月日,性別,次世代法通知,オプトアウト,研究同意\r\n";

    [Fact]
    public async Task Good_lines_are_kept_and_bad_ones_told_one_by_one()
    {
        await using Center center = await Center.StartAsync(azurite);

        await center.RunAsync<ReceiveConsents, BlobCreated>(await center.UploadTableAsync(
            Header + "MIHON-1,1965/4/1,男,2026-09-01,,○\r\nMIHON-2,1965/13/1,男,○,,\r\nMIHON-3,昭和40年4月1日,女,R8.9.1,×,たぶん\r\nMIHON-4,1970-01-01,女,○,○,\r\n"));

        ConsentUpload upload = await center.AskAsync(r => r.ConsentUploads.Include(u => u.Problems).SingleAsync());
        upload.Completed.ShouldNotBeNull();
        (upload.LinesAccepted, upload.LinesRefused).ShouldBe((2, 2));
        upload.Problems.Select(p => (p.Line, p.Reason)).Order().ShouldBe([(3, ConsentReasons.NotADate), (4, ConsentReasons.NotAMark)]);
        (await center.AskAsync(r => r.Patients.Select(p => p.FacilityPatientId).ToListAsync())).ShouldBe(["MIHON-1", "MIHON-4"], ignoreOrder: true);
        (await center.AskAsync(r => r.LedgerEvents.CountAsync(e => e.Kind == LedgerEventKind.OptOut))).ShouldBe(1);
    }

    [Fact]
    public async Task An_opt_out_in_a_refused_line_is_followed_and_the_line_told()
    {
        await using Center center = await Center.StartAsync(azurite);
        await center.RunAsync<ReceiveConsents, BlobCreated>(await center.UploadTableAsync(Header + "MIHON-1,1965/4/1,男,2026-09-01,,○\r\nMIHON-2,1965/4/1,男,2026-09-01,,○\r\n"));

        await center.RunAsync<ReceiveConsents, BlobCreated>(await center.UploadTableAsync(Header + "MIHON-1,1965/13/1,男,○,○,○\r\nMIHON-2,1965/4/1,男,○,いいえ,○\r\n"));

        ConsentUpload upload = await center.AskAsync(r => r.ConsentUploads.Include(u => u.Problems).OrderBy(u => u.Id).LastAsync());
        (upload.LinesAccepted, upload.LinesRefused).ShouldBe((0, 2));
        upload.Problems.Select(p => (p.Line, p.Column, p.Reason)).Order().ShouldBe(
            [(2, "birth_date", ConsentReasons.NotADate), (3, "opt_out", ConsentReasons.OptOutUnreadable)]);
        (await center.AskAsync(r => r.LedgerEvents.Where(e => e.ConsentUploadId == upload.Id).OrderBy(e => e.Line).Select(e => new { e.Kind, e.Line }).ToListAsync()))
            .ShouldBe([new { Kind = LedgerEventKind.OptOut, Line = (int?)2 }, new { Kind = LedgerEventKind.OptOut, Line = (int?)3 }]);
    }

    [Fact]
    public async Task A_full_table_leaves_whom_it_lacks_unknown_and_says_how_many()
    {
        await using Center center = await Center.StartAsync(azurite);
        await center.RunAsync<ReceiveConsents, BlobCreated>(await center.UploadTableAsync(
            Header + "MIHON-1,1965/4/1,男,2026-09-01,,○\r\nMIHON-2,1965/4/1,男,2026-09-01,,○\r\nMIHON-3,1965/4/1,男,2026-09-01,,○\r\n"));
        BlobCreated whole = await center.UploadTableAsync(Header + "MIHON-1,1965/4/1,男,2026-09-01,,○\r\nMIHON-2,1965/13/1,男,2026-09-01,,○\r\n", Whole);

        await center.RunAsync<ReceiveConsents, BlobCreated>(whole);
        await center.RunAsync<ReceiveConsents, BlobCreated>(whole);

        ConsentUpload upload = await center.AskAsync(r => r.ConsentUploads.SingleAsync(u => u.IsSnapshot));
        (upload.LinesAccepted, upload.LinesRefused, upload.PatientsMissing, upload.PatientsUnlisted).ShouldBe((1, 1, 1, 1));
        string unlisted = await center.AskAsync(r => r.Patients.Where(p => p.Events.Any(e => e.Kind == LedgerEventKind.Unlisted)).Select(p => p.FacilityPatientId).SingleAsync());
        unlisted.ShouldBe("MIHON-3", "who is named in a refused line is not missing");
    }

    [Fact]
    public async Task An_older_full_table_that_comes_late_is_refused_but_for_its_opt_outs()
    {
        await using Center center = await Center.StartAsync(azurite);
        BlobCreated older = await center.UploadTableAsync(
            Header + "MIHON-1,1965/4/1,男,2026-09-01,,○\r\nMIHON-2,1965/4/1,男,2026-09-01,○,\r\n", m => Whole(m) with { Created = m.Created.AddHours(-1) });
        await center.RunAsync<ReceiveConsents, BlobCreated>(await center.UploadTableAsync(
            Header + "MIHON-2,1965/4/1,男,2026-09-01,,\r\nMIHON-3,1965/4/1,男,2026-09-01,,○\r\n", Whole));

        await center.RunAsync<ReceiveConsents, BlobCreated>(older);

        ConsentUpload upload = await center.AskAsync(r => r.ConsentUploads.OrderBy(u => u.Id).LastAsync());
        (upload.Refusal, upload.LinesAccepted, upload.PatientsUnlisted).ShouldBe((ConsentReasons.Overtaken, 0, 0));
        (await center.AskAsync(r => r.LedgerEvents.SingleAsync(e => e.ConsentUploadId == upload.Id))).Kind.ShouldBe(LedgerEventKind.OptOut);
        (await center.AskAsync(r => r.LedgerEvents.CountAsync(e => e.Kind == LedgerEventKind.Unlisted))).ShouldBe(0);
    }

    [Theory]
    [InlineData("a header alone", "", ConsentReasons.SnapshotEmpty, null)]
    [InlineData("no line whose patient can be read", "MIHON-9,1965\r\n", ConsentReasons.SnapshotEmpty, null)]
    [InlineData("a last line cut short", "MIHON-1,1965/4/1,男,2026-09-01,,○\r\nMIHON-2,19", null, ConsentReasons.SnapshotUnreadable)]
    public async Task A_full_table_that_looks_cut_short_unlists_nobody(string fault, string lines, string? refusal, string? doubt)
    {
        await using Center center = await Center.StartAsync(azurite);
        await center.RunAsync<ReceiveConsents, BlobCreated>(await center.UploadTableAsync(Header + "MIHON-1,1965/4/1,男,2026-09-01,,○\r\nMIHON-2,1965/4/1,男,2026-09-01,,○\r\n"));

        await center.RunAsync<ReceiveConsents, BlobCreated>(await center.UploadTableAsync(Header + lines, Whole));

        ConsentUpload upload = await center.AskAsync(r => r.ConsentUploads.Include(u => u.Problems).SingleAsync(u => u.IsSnapshot));
        upload.Refusal.ShouldBe(refusal, fault);
        upload.Problems.Select(p => p.Reason).Where(reason => reason.StartsWith("consents.snapshot", StringComparison.Ordinal)).SingleOrDefault().ShouldBe(doubt, fault);
        (await center.AskAsync(r => r.LedgerEvents.CountAsync(e => e.Kind == LedgerEventKind.Unlisted))).ShouldBe(0);
        (await center.AskAsync(r => r.Incidents.CountAsync())).ShouldBe(doubt is null ? 0 : 1);
    }

    [Fact]
    public async Task The_same_table_taken_again_adds_nothing_to_the_ledger()
    {
        await using Center center = await Center.StartAsync(azurite);
        BlobCreated uploaded = await center.UploadTableAsync(Header + "MIHON-1,1965/4/1,男,2026-09-01,,○\r\n");
        await center.RunAsync<ReceiveConsents, BlobCreated>(uploaded);
        int events = await center.AskAsync(r => r.LedgerEvents.CountAsync());

        await center.RunAsync<ReceiveConsents, BlobCreated>(uploaded);
        await center.RunAsync<ReceiveConsents, BlobCreated>(await center.UploadTableAsync(Header + "MIHON-1,1965/4/1,男,2026-09-01,,○\r\n"));

        (await center.AskAsync(r => r.LedgerEvents.CountAsync())).ShouldBe(events);
        (await center.AskAsync(r => r.ConsentUploads.CountAsync(u => u.Completed != null))).ShouldBe(2);
    }

    [Theory]
    [InlineData("no column of patients", "氏名,通知\r\nA,○\r\n", ConsentReasons.NoPatientColumn)]
    [InlineData("an unknown column, which may be a misspelt opt-out", "患者ID,オプトアゥト\r\nA,○\r\n", ConsentReasons.UnknownColumn)]
    [InlineData("nothing", "", ConsentReasons.Empty)]
    public async Task A_table_that_is_none_is_refused_whole(string problem, string csv, string reason)
    {
        await using Center center = await Center.StartAsync(azurite);

        await center.RunAsync<ReceiveConsents, BlobCreated>(await center.UploadTableAsync(csv));

        (await center.AskAsync(r => r.ConsentUploads.SingleAsync())).Refusal.ShouldBe(reason, problem);
    }

    [Fact]
    public async Task A_table_under_no_grant_or_of_another_sender_is_refused()
    {
        await using Center center = await Center.StartAsync(azurite);

        await center.RunAsync<ReceiveConsents, BlobCreated>(await center.UploadTableAsync(Header, m => m with { Grant = null }));
        await center.RunAsync<ReceiveConsents, BlobCreated>(await center.UploadTableAsync(Header, m => m with { Sender = "somebody-else" }));

        (await center.AskAsync(r => r.ConsentUploads.OrderBy(u => u.Id).Select(u => u.Refusal).ToListAsync())).ShouldBe([StudyReasons.Grant, StudyReasons.Sender]);
        (await center.AskAsync(r => r.LedgerEvents.CountAsync())).ShouldBe(0);
    }

    private static PackageManifest Whole(PackageManifest manifest) => manifest with { Snapshot = true };

    [Fact]
    public async Task A_study_before_its_table_is_held_and_decided_again_when_the_table_comes()
    {
        await using Center center = await Center.StartAsync(azurite);
        await center.RunAsync<ReceiveStudy, BlobCreated>(await center.UploadAsync([SampleObject.Bytes()]));
        int before = await center.AskAsync(r => r.OutboxMessages.CountAsync(m => m.Queue == QueueNames.ReleaseReview));

        await center.RunAsync<ReceiveConsents, BlobCreated>(await center.UploadTableAsync(Header + $"{SampleObject.PatientId},1965/4/1,男,2026-09-01,,○\r\n"));

        (await center.AskAsync(r => r.OutboxMessages.CountAsync(m => m.Queue == QueueNames.ReleaseReview))).ShouldBeGreaterThan(before);
        (await center.AskAsync(r => r.Patients.CountAsync())).ShouldBe(1, "table and study name one patient");
    }
}
