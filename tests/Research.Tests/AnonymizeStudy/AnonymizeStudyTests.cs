using System.Text;
using System.Text.Json;
using Pipeline.Cloud;
using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Imaging.Jpeg;
using Pipeline.Outlets.Tests;
using Pipeline.Registry;

namespace Pipeline.Research.Tests;

public sealed class AnonymizeStudyTests(Storage storage)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_opens_with_its_projects_key_and_names_nobody()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync(jpeg: true), await center.CineAsync(jpeg: false));

        AnonymizeCase message = await center.AnonymizeAsync(source.Id);

        ResearchCopy copy = await center.CopyAsync();
        (copy.State, copy.Instances, copy.InstancesLeftOut, copy.Reason).ShouldBe((ResearchCopyState.Published, 2, 0, null));
        copy.Published.ShouldNotBeNull();
        copy.Size.ShouldBe((await center.Container(center.Target).FindAsync(copy.BlobName, Cancel))!.Length);
        (await center.BlobsAsync(center.Target)).ShouldBe([copy.BlobName]);
        (PackageManifest manifest, IReadOnlyList<byte[]> files) = await center.OpenAsync(center.Target, copy.BlobName);
        (manifest.Kind, manifest.Sender, manifest.PatientId, manifest.Provision).ShouldBe((PackageKind.Research, center.Facility.Value, null, null));
        manifest.StudyInstanceUid!.ShouldStartWith("2.25.");
        manifest.Files.Select(f => f.Name).ShouldBe(["objects/000001.dcm", "objects/000002.dcm"]);
        files.ShouldAllBe(file => DicomFile.Open(new MemoryStream(file), null, false).DataSet.GetString(Tags.StudyInstanceUID) == manifest.StudyInstanceUid);
        byte[][] released = [.. files, JsonSerializer.SerializeToUtf8Bytes(manifest, MessageJson.Options), Encoding.UTF8.GetBytes(copy.ReportJson!)];
        foreach (byte[] identifier in IdentifiersOf(center, source))
        {
            Array.FindIndex(released, bytes => bytes.AsSpan().IndexOf(identifier) >= 0).ShouldBe(-1, Encoding.UTF8.GetString(identifier));
        }

        (await center.BlobsAsync(Containers.ResearchStaging)).ShouldBeEmpty();
        (await center.AuditAsync()).ShouldBe(["research.published"]);
        (await center.IsConsumedAsync(message)).ShouldBeTrue();
        center.Log.All.ShouldNotContain(line => line.Contains(center.FacilityPatientId) || line.Contains(Cine.StudyUid) || line.Contains(source.StudyInstanceUid) || line.Contains("山田"));
    }

    [Fact]
    public async Task Previews_are_jpegs_without_the_burned_in_strip()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync());

        await center.AnonymizeAsync(source.Id);

        ResearchCopy copy = await center.CopyAsync();
        copy.Previews.ShouldBe(1 + Cine.Frames);
        (await center.BlobsAsync(Containers.Preview)).ShouldBe(Enumerable.Range(0, copy.Previews).Select(n => $"{copy.PreviewPrefix}/{n}.jpg"));
        for (int n = 0; n < copy.Previews; n++)
        {
            await using OpenedBlob opened = await center.Container(Containers.Preview).OpenReadAsync($"{copy.PreviewPrefix}/{n}.jpg", cancellationToken: Cancel);
            using var jpeg = new MemoryStream();
            await opened.Content.CopyToAsync(jpeg, Cancel);
            opened.ContentType.ShouldBe("image/jpeg");
            DisplayImage shown = JpegDecoder.Decode(jpeg.ToArray(), PhotometricInterpretation.YbrFull422);
            for (int y = Cine.Text.Top; y < Cine.Text.Bottom; y++)
            {
                for (int x = Cine.Text.Left; x < Cine.Text.Right; x++)
                {
                    ((int)shown[x, y].ToArray().Max()).ShouldBeLessThan(16, $"preview {n} at {x},{y}");
                }
            }
        }
    }

    [Fact]
    public async Task Its_report_keeps_codes_and_loses_what_names_the_patient()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync());

        await center.AnonymizeAsync(source.Id);

        DomainReport report = JsonSerializer.Deserialize<DomainReport>((await center.CopyAsync()).ReportJson!, JsonSerializerOptions.Web)!;
        report.Diagnoses.ShouldBe([new ReportDiagnosis("K76.0", "脂肪肝")]);
        report.Findings.ShouldBeNull();
    }

    [Fact]
    public async Task New_content_renews_the_copy_under_the_same_pseudonyms()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync());
        await center.AnonymizeAsync(source.Id);
        string first = (await center.CopyAsync()).BlobName;
        byte[] before = (await center.OpenAsync(center.Target, first)).Files[0];
        await center.GrowAsync(source.Id, await center.CineAsync());

        await center.AnonymizeAsync(source.Id);

        List<ResearchCopy> copies = await center.CopiesAsync();
        copies.Single(c => c.BlobName == first).State.ShouldBe(ResearchCopyState.Withdrawn);
        ResearchCopy renewed = copies.Single(c => c.State == ResearchCopyState.Published);
        (renewed.ContentVersion, renewed.Instances).ShouldBe((2, 2));
        (await center.BlobsAsync(center.Target)).ShouldBe([renewed.BlobName]);
        (await center.BlobsAsync(Containers.Preview)).ShouldAllBe(name => name.StartsWith(renewed.PreviewPrefix, StringComparison.Ordinal));
        byte[] after = (await center.OpenAsync(center.Target, renewed.BlobName)).Files[0];
        foreach (Tag tag in new[] { Tags.PatientID, Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.SOPInstanceUID, Tags.StudyDate })
        {
            string? pseudonym = DicomFile.Open(new MemoryStream(before), null, false).DataSet.GetString(tag);
            pseudonym.ShouldNotBeNullOrEmpty();
            DicomFile.Open(new MemoryStream(after), null, false).DataSet.GetString(tag).ShouldBe(pseudonym);
        }
    }

    [Fact]
    public async Task An_instance_that_cannot_be_proven_clean_is_left_out_and_counted()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync(hasRegions: false), await center.CineAsync(), Encoding.UTF8.GetBytes("no DICOM"));

        await center.AnonymizeAsync(source.Id);

        ResearchCopy copy = await center.CopyAsync();
        (copy.State, copy.Instances, copy.InstancesLeftOut, copy.Reason).ShouldBe((ResearchCopyState.Published, 1, 2, ReviewReasons.Waiting));
        copy.ReasonDetail!.ShouldStartWith("file 1");
        (await center.OpenAsync(center.Target, copy.BlobName)).Files.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_case_of_which_nothing_can_be_proven_clean_is_quarantined_with_its_reason()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync(hasRegions: false));

        AnonymizeCase message = await center.AnonymizeAsync(source.Id);
        await center.AnonymizeAsync(message);

        ResearchCopy copy = await center.CopyAsync();
        (copy.State, copy.Reason, copy.InstancesLeftOut).ShouldBe((ResearchCopyState.Quarantined, ReviewReasons.Waiting, 1));
        (await center.BlobsAsync(center.Target)).ShouldBeEmpty();
        (await center.BlobsAsync(Containers.Preview)).ShouldBeEmpty();
        (await center.BlobsAsync(Containers.ResearchStaging)).ShouldBeEmpty();
        (await center.AuditAsync()).ShouldBe(["research.quarantined"]);
        (await center.IsConsumedAsync(message)).ShouldBeTrue();
    }

    [Fact]
    public async Task An_object_of_another_patient_is_not_released()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await Cine.FileAsync("ALPHA-999999", 1));

        await center.AnonymizeAsync(source.Id);

        (await center.CopyAsync()).State.ShouldBe(ResearchCopyState.Quarantined);
        (await center.CopyAsync()).Reason.ShouldBe("deidentify.other-patient");
        await center.ShouldHoldNothingAsync();
    }

    [Fact]
    public async Task A_consent_withdrawn_during_publishing_leaves_nothing_readable()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync());
        AnonymizeCase message = await center.AskAsync(source.Id);
        StagedCopy staged = (await center.RunAsync<CopyStaging, StagedCopy?>(s => s.NextAsync(message, Cancel)))!;
        AnonymizedCase made = await center.RunAsync<CaseAnonymization, AnonymizedCase>(a => a.RunAsync(staged, Cancel));
        StoredBlob package = await center.RunAsync<CopyPackages, StoredBlob>(p => p.BuildAsync(staged, made, Cancel));

        await center.WithdrawConsentAsync();
        await center.RunAsync<CopyPublication>(p => p.PublishAsync(message, staged, made, package, Cancel));

        ResearchCopy copy = await center.CopyAsync();
        (copy.State, copy.Reason, copy.Published).ShouldBe((ResearchCopyState.Withdrawn, "R1", null));
        await center.ShouldHoldNothingAsync();
        (await center.IsConsumedAsync(message)).ShouldBeTrue();
    }

    [Fact]
    public async Task Copies_of_a_message_handled_at_once_publish_once()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync());
        AnonymizeCase message = await center.AskAsync(source.Id);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => center.AnonymizeAsync(message), Cancel)));

        ResearchCopy copy = await center.CopyAsync();
        copy.State.ShouldBe(ResearchCopyState.Published);
        (await center.OpenAsync(center.Target, copy.BlobName)).Files.Count.ShouldBe(1);
        (await center.BlobsAsync(Containers.ResearchStaging)).ShouldBeEmpty();
        (await center.AuditAsync()).ShouldBe(["research.published"]);
    }

    [Fact]
    public async Task A_message_about_nothing_known_is_harmless()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        AnonymizeCase message = await center.AskAsync(center.Names.NewId());

        await center.AnonymizeAsync(message);

        (await center.CopiesAsync()).ShouldBeEmpty();
        (await center.IsConsumedAsync(message)).ShouldBeTrue();
    }

    [Fact]
    public async Task Killed_anywhere_and_run_again_a_copy_is_published_once()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        int point = 0;
        for (bool struck = true; struck; point++)
        {
            Case source = await center.AddCaseAsync(await center.CineAsync());
            AnonymizeCase message = await center.AskAsync(source.Id);

            struck = await center.KilledAtAsync(point, () => center.AnonymizeAsync(message), () => Task.CompletedTask);

            ResearchCopy copy = (await center.CopiesAsync()).Single(c => c.CaseId == source.Id);
            copy.State.ShouldBe(ResearchCopyState.Published, $"point {point}");
            (await center.OpenAsync(center.Target, copy.BlobName)).Files.Count.ShouldBe(1);
            (await center.BlobsAsync(Containers.Preview)).Count(name => name.StartsWith(copy.PreviewPrefix, StringComparison.Ordinal)).ShouldBe(copy.Previews);
            (await center.BlobsAsync(center.Target)).Count.ShouldBe(point + 1);
            (await center.BlobsAsync(Containers.ResearchStaging)).ShouldBeEmpty($"point {point}");
            (await center.RowsAsync<AuditEntry>()).Count(e => e.CaseId == source.Id && e.Action == "research.published").ShouldBe(1);
            (await center.IsConsumedAsync(message)).ShouldBeTrue();
        }

        // commit, object, package, four previews, copy, commit, deletions: each with a point before and after
        point.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Killed_anywhere_with_a_withdrawal_before_the_second_run_nothing_stays_readable()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        for (int point = 0; point < 100; point++)
        {
            Case source = await center.AddCaseAsync(await center.CineAsync());
            AnonymizeCase message = await center.AskAsync(source.Id);
            if (!await center.KilledAtAsync(point, () => center.AnonymizeAsync(message), center.WithdrawConsentAsync))
            {
                point.ShouldBeGreaterThan(20);
                return;
            }

            foreach (OutboxMessage recall in (await center.RowsAsync<OutboxMessage>()).Where(m => m.Queue == QueueNames.RecallResearch && m.Consumed == null))
            {
                await center.RecallAsync(CenterMessages.Deserialize<RecallFromResearch>(recall.Body));
            }

            await center.ShouldHoldNothingAsync($"point {point}");
            (await center.CopiesAsync()).ShouldAllBe(c => c.State == ResearchCopyState.Withdrawn);
            await center.ConsentAgainAsync();
        }

        Assert.Fail("It never ended.");
    }

    /// <summary>Every identifier in every encoding that hospitals write.</summary>
    private static IEnumerable<byte[]> IdentifiersOf(ResearchCenter center, Case source)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Encoding[] encodings = [Encoding.UTF8, Encoding.GetEncoding("shift_jis"), Encoding.GetEncoding("euc-jp"), Encoding.Unicode];
        string[] texts = [center.FacilityPatientId, "Yamada", "Tarou", "山田", "太郎", "やまだ", Cine.BirthDate, "1961-02-03", Cine.StudyUid, source.StudyInstanceUid, "ACC-4711-99", "鈴木", "α病院"];
        return encodings.SelectMany(encoding => texts.Select(encoding.GetBytes));
    }
}
