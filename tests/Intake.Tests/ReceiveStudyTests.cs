using System.Text;
using Azure.Storage.Blobs.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Cloud;
using Pipeline.Dicom;
using Pipeline.Registry;
using Case = Pipeline.Registry.Case;

namespace Pipeline.Intake.Tests;

public sealed class ReceiveStudyTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_study_is_registered_once_with_its_objects_in_the_named_storage()
    {
        await using Center center = await Center.StartAsync(azurite);
        byte[][] files = [SampleObject.Bytes(1), SampleObject.Bytes(2)];
        BlobCreated uploaded = await center.UploadAsync(files);

        await center.RunAsync<ReceiveStudy, BlobCreated>(uploaded);
        await center.RunAsync<ReceiveStudy, BlobCreated>(uploaded);

        Case registered = await center.AskAsync(r => r.Cases.Include(c => c.Instances).Include(c => c.Patient).SingleAsync());
        registered.Patient.FacilityPatientId.ShouldBe(SampleObject.PatientId);
        registered.Modalities.ShouldBe(["US"]);
        registered.Age.ShouldBe(61);
        registered.ContentVersion.ShouldBe(1);
        registered.Instances.Count.ShouldBe(2);
        (await center.NamedAsync()).ShouldBe(registered.Instances.Select(i => i.BlobName).Order(), ignoreOrder: true);
        await using OpenedBlob stored = await center.All[Containers.Named(center.Facility)].OpenReadAsync(registered.Instances.Single(i => i.SopInstanceUid.EndsWith(".1", StringComparison.Ordinal)).BlobName);
        using MemoryStream copy = new();
        await stored.Content.CopyToAsync(copy);
        copy.ToArray().ShouldBe(files[0]);
        (await center.AskAsync(r => r.OutboxMessages.CountAsync(m => m.Queue == QueueNames.ReleaseReview))).ShouldBe(1);
        (await center.AskAsync(r => r.AuditEntries.CountAsync(a => a.Action == "study.registered"))).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_package_sent_twice_changes_nothing_and_leaves_no_double_behind()
    {
        await using Center center = await Center.StartAsync(azurite);
        await center.RunAsync<ReceiveStudy, BlobCreated>(await center.UploadAsync([SampleObject.Bytes()]));
        List<string> before = await center.NamedAsync();

        await center.RunAsync<ReceiveStudy, BlobCreated>(await center.UploadAsync([SampleObject.Bytes()]));

        (await center.NamedAsync()).ShouldBe(before);
        (await center.AskAsync(r => r.Cases.Select(c => c.ContentVersion).SingleAsync())).ShouldBe(1);
        (await center.AskAsync(r => r.UploadedPackages.CountAsync(p => p.State == PackageState.Registered))).ShouldBe(2);
        (await center.AskAsync(r => r.OutboxMessages.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task A_later_package_of_the_study_adds_to_its_case()
    {
        await using Center center = await Center.StartAsync(azurite);
        await center.RunAsync<ReceiveStudy, BlobCreated>(await center.UploadAsync([SampleObject.Bytes(1)]));

        await center.RunAsync<ReceiveStudy, BlobCreated>(await center.UploadAsync([SampleObject.Bytes(1), SampleObject.Bytes(2)]));

        Case registered = await center.AskAsync(r => r.Cases.Include(c => c.Instances).SingleAsync());
        registered.ContentVersion.ShouldBe(2);
        registered.Instances.OrderBy(i => i.SopInstanceUid).Select(i => i.ContentVersion).ShouldBe([1, 2]);
    }

    /// <summary>A package that cannot be registered, by what is wrong with it.</summary>
    public static TheoryData<string, string> BadStudies => new()
    {
        { "two patients", StudyReasons.TwoPatients },
        { "two studies", StudyReasons.TwoStudies },
        { "manifest names another patient", StudyReasons.PatientMismatch },
        { "manifest names another study", StudyReasons.UidMismatch },
        { "no patient ID", StudyReasons.PatientMissing },
        { "no SOP instance UID", StudyReasons.UidMissing },
        { "same UID with other content", StudyReasons.InstanceConflict },
        { "not DICOM", DicomReason.NotDicom },
        { "truncated object", DicomReason.Truncated },
        { "unknown transfer syntax", DicomReason.UnknownTransferSyntax },
        { "another facility's package", StudyReasons.Sender },
        { "no grant", StudyReasons.Grant },
        { "a consent table among the studies", StudyReasons.Kind },
        { "report that is none", StudyReasons.Report },
    };

    [Theory]
    [MemberData(nameof(BadStudies))]
    public async Task What_cannot_be_registered_is_quarantined_with_its_reason_and_the_next_study_goes_on(string problem, string reason)
    {
        await using Center center = await Center.StartAsync(azurite);
        BlobCreated bad = await UploadBadAsync(center, problem);

        await center.RunAsync<ReceiveStudy, BlobCreated>(bad);
        await center.RunAsync<ReceiveStudy, BlobCreated>(await center.UploadAsync([SampleObject.Bytes(77)]));

        UploadedPackage quarantined = await center.AskAsync(r => r.UploadedPackages.SingleAsync(p => p.State == PackageState.Quarantined));
        quarantined.Reason.ShouldBe(reason);
        (quarantined.ReasonDetail ?? "").ShouldNotContain(SampleObject.PatientId);
        (await center.AskAsync(r => r.Instances.CountAsync())).ShouldBe(1);
        (await center.NamedAsync()).Count.ShouldBe(1, "objects of the quarantined package are gone");
        (await center.All[Containers.Intake(center.Facility)].FindAsync(quarantined.BlobName)).ShouldNotBeNull("nothing is lost");
    }

    [Fact]
    public async Task A_known_instance_with_other_content_is_quarantined_and_the_first_stays()
    {
        await using Center center = await Center.StartAsync(azurite);
        await center.RunAsync<ReceiveStudy, BlobCreated>(await center.UploadAsync([SampleObject.Bytes()]));
        string hash = await center.AskAsync(r => r.Instances.Select(i => i.Sha256).SingleAsync());

        await center.RunAsync<ReceiveStudy, BlobCreated>(await center.UploadAsync([SampleObject.Bytes(pixel: 9)]));

        (await center.AskAsync(r => r.Instances.Select(i => i.Sha256).SingleAsync())).ShouldBe(hash);
        (await center.AskAsync(r => r.UploadedPackages.SingleAsync(p => p.State == PackageState.Quarantined))).Reason.ShouldBe(StudyReasons.InstanceConflict);
        (await center.NamedAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_package_for_another_key_is_quarantined()
    {
        await using Center center = await Center.StartAsync(azurite);
        LocalKeyFile stranger = LocalKeyFile.OpenOrCreate(Path.Combine(Directory.CreateTempSubdirectory().FullName, "key.json"), "stranger");

        await center.RunAsync<ReceiveStudy, BlobCreated>(await center.UploadAsync([SampleObject.Bytes()], receiver: stranger.Current));

        (await center.AskAsync(r => r.UploadedPackages.SingleAsync())).Reason.ShouldBe(PackageReasons.NotDecryptable);
    }

    [Theory]
    [InlineData(true, PackageReasons.Tampered)]
    [InlineData(false, PackageReasons.Truncated)]
    public async Task A_spoilt_blob_is_quarantined(bool tamper, string reason)
    {
        await using Center center = await Center.StartAsync(azurite);
        BlobCreated uploaded = await center.UploadAsync([SampleObject.Bytes()]);
        string name = uploaded.BlobName;
        var blob = center.All[Containers.Intake(center.Facility)].Client.GetBlobClient(name);
        BlobDownloadResult content = await blob.DownloadContentAsync();
        byte[] bytes = content.Content.ToArray();
        bytes = tamper ? [.. bytes[..40], (byte)(bytes[40] ^ 1), .. bytes[41..]] : bytes[..20];
        await blob.UploadAsync(new BinaryData(bytes), new BlobUploadOptions { Metadata = content.Details.Metadata });

        await center.RunAsync<ReceiveStudy, BlobCreated>(await center.EventOfAsync(name));

        string? found = (await center.AskAsync(r => r.UploadedPackages.SingleAsync())).Reason;
        found.ShouldBeOneOf(reason, tamper ? reason : PackageReasons.Tampered);
        (await center.NamedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_blob_overwritten_after_its_event_is_refused_and_its_own_event_is_taken()
    {
        await using Center center = await Center.StartAsync(azurite);
        BlobCreated first = await center.UploadAsync([SampleObject.Bytes(1)]);
        BlobCreated second = await center.UploadAsync([SampleObject.Bytes(2)]);
        var client = center.All[Containers.Intake(center.Facility)].Client;
        BlobDownloadResult newer = await client.GetBlobClient(second.BlobName).DownloadContentAsync();
        await client.GetBlobClient(first.BlobName).UploadAsync(newer.Content, new BlobUploadOptions { Metadata = newer.Details.Metadata });

        await center.RunAsync<ReceiveStudy, BlobCreated>(first);
        await center.RunAsync<ReceiveStudy, BlobCreated>(await center.EventOfAsync(first.BlobName));

        (await center.AskAsync(r => r.UploadedPackages.OrderBy(p => p.Id).Select(p => p.State).ToListAsync())).ShouldBe([PackageState.Quarantined, PackageState.Registered]);
        (await center.AskAsync(r => r.Instances.SingleAsync())).SopInstanceUid.ShouldEndWith(".2");
    }

    [Fact]
    public async Task A_package_under_a_closed_grant_is_refused()
    {
        await using Center center = await Center.StartAsync(azurite);
        await center.InScopeAsync(async services =>
        {
            RegistryContext registry = services.GetRequiredService<RegistryContext>();
            (await registry.UploadGrants.SingleAsync()).Revoked = center.Clock.GetUtcNow().AddMinutes(-1);
            await registry.SaveChangesAsync();
        });

        await center.RunAsync<ReceiveStudy, BlobCreated>(await center.UploadAsync([SampleObject.Bytes()]));

        (await center.AskAsync(r => r.UploadedPackages.SingleAsync())).Reason.ShouldBe(StudyReasons.Grant);
    }

    [Fact]
    public async Task Objects_that_disagree_about_the_birth_date_are_registered_and_held_for_a_person()
    {
        await using Center center = await Center.StartAsync(azurite);

        await center.RunAsync<ReceiveStudy, BlobCreated>(await center.UploadAsync(
            [SampleObject.Bytes(1), SampleObject.Bytes(2, d => d.SetDate(Tags.PatientBirthDate, new DateOnly(1966, 4, 1)))]));

        (await center.AskAsync(r => r.Cases.SingleAsync())).IdentityDoubt.ShouldBe(StudyReasons.IdentityDiffers);
    }

    [Fact]
    public async Task Two_deliveries_of_one_event_at_once_register_the_study_once()
    {
        await using Center center = await Center.StartAsync(azurite);
        BlobCreated uploaded = await center.UploadAsync([SampleObject.Bytes(1), SampleObject.Bytes(2)]);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try
            {
                await center.RunAsync<ReceiveStudy, BlobCreated>(uploaded);
            }
            catch (DbUpdateException)
            {
                // the broker brings it again
            }
        }));
        await center.RunAsync<ReceiveStudy, BlobCreated>(uploaded);

        Case registered = await center.AskAsync(r => r.Cases.Include(c => c.Instances).SingleAsync());
        registered.Instances.Count.ShouldBe(2);
        (await center.NamedAsync()).Count.ShouldBe(2);
        (await center.AskAsync(r => r.OutboxMessages.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task No_log_line_and_no_blob_name_tells_who_the_patient_is()
    {
        await using Center center = await Center.StartAsync(azurite);
        foreach (string problem in BadStudies.Select(row => row.Data.Item1))
        {
            await center.RunAsync<ReceiveStudy, BlobCreated>(await UploadBadAsync(center, problem));
        }

        await center.RunAsync<ReceiveStudy, BlobCreated>(await center.UploadAsync([SampleObject.Bytes()]));

        string[] told = [.. center.Log.Lines, .. await center.NamedAsync(), .. await center.AskAsync(r => r.OutboxMessages.Select(m => m.Body).ToListAsync()),
            .. await center.AskAsync(r => r.UploadedPackages.Select(p => p.ReasonDetail ?? "").ToListAsync())];
        told.ShouldNotBeEmpty();
        foreach (string secret in new[] { SampleObject.PatientId, SampleObject.StudyUid, "Yamada", "山田", "19650401" })
        {
            told.ShouldAllBe(line => !line.Contains(secret));
        }
    }

    private static Task<BlobCreated> UploadBadAsync(Center center, string problem) => problem switch
    {
        "two patients" => center.UploadAsync([SampleObject.Bytes(1), SampleObject.Bytes(2, d => d.SetString(Tags.PatientID, "MIHON-770002"))]),
        "two studies" => center.UploadAsync([SampleObject.Bytes(1), SampleObject.Bytes(2, d => d.SetString(Tags.StudyInstanceUID, "2.25.5"))]),
        "manifest names another patient" => center.UploadAsync([SampleObject.Bytes()], m => m with { PatientId = "MIHON-770009" }),
        "manifest names another study" => center.UploadAsync([SampleObject.Bytes()], m => m with { StudyInstanceUid = "2.25.9" }),
        "no patient ID" => center.UploadAsync([SampleObject.Bytes(1, d => d.Remove(Tags.PatientID))]),
        "no SOP instance UID" => center.UploadAsync([WithoutInstanceUid()]),
        "same UID with other content" => center.UploadAsync([SampleObject.Bytes(), SampleObject.Bytes(pixel: 8)]),
        "not DICOM" => center.UploadAsync([Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("this is a letter, not an image. ", 20)))]),
        "truncated object" => center.UploadAsync([SampleObject.Bytes()[..^9]]),
        "unknown transfer syntax" => center.UploadAsync([WithTransferSyntax("1.2.840.10008.1.2.77")]),
        "another facility's package" => center.UploadAsync([SampleObject.Bytes()], m => m with { Sender = "somebody-else" }),
        "no grant" => center.UploadAsync([SampleObject.Bytes()], m => m with { Grant = null }),
        "a consent table among the studies" => center.UploadAsync([SampleObject.Bytes()], m => m with { Kind = PackageKind.Consents }),
        "report that is none" => center.UploadAsync([SampleObject.Bytes()], m => m with { Report = System.Text.Json.JsonSerializer.SerializeToElement(new[] { 1 }) }),
        _ => throw new ArgumentOutOfRangeException(nameof(problem)),
    };

    private static byte[] WithoutInstanceUid()
    {
        byte[] file = SampleObject.Bytes();
        int at = IndexOf(file, [0x08, 0x00, 0x18, 0x00, (byte)'U', (byte)'I']);
        int length = BitConverter.ToUInt16(file, at + 6);
        return [.. file[..at], .. file[(at + 8 + length)..]];
    }

    private static byte[] WithTransferSyntax(string uid)
    {
        byte[] file = SampleObject.Bytes();
        byte[] known = Encoding.ASCII.GetBytes("1.2.840.10008.1.2.1\0");
        int at = IndexOf(file, known);
        Encoding.ASCII.GetBytes(uid.PadRight(known.Length, '\0')).CopyTo(file, at);
        return file;
    }

    private static int IndexOf(byte[] file, ReadOnlySpan<byte> part)
    {
        int at = file.AsSpan().IndexOf(part);
        at.ShouldBeGreaterThan(0);
        return at;
    }
}
