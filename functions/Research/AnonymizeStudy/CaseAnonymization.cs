using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Deidentification;
using Pipeline.Dicom;
using Pipeline.Imaging.Photographs;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>
/// Anonymises a case's objects one by one, streaming from the named storage into blobs of staging: a package's manifest
/// comes first and needs every hash, and neither memory nor a function's small disk holds a study. Nobody but this app reads
/// staging.
/// </summary>
public sealed class CaseAnonymization(
    RegistryContext registry, StorageAccounts accounts, IPseudonymKeys keys, ProjectProfiles profiles, StudyRulesReader rulesReader, OcrReader ocr,
    PhotographAnonymization photographs)
{
    /// <summary>Preview frames of one object, and of a copy; beside them the thumbnail.</summary>
    private const int FramesOfObject = 4;
    private const int FramesOfCopy = 12;

    /// <summary>Anonymises what can be proven clean, and says why the rest was left out.</summary>
    public async Task<AnonymizedCase> RunAsync(StagedCopy staged, CancellationToken cancellationToken)
    {
        List<Instance> all = await registry.Instances.AsNoTracking().Where(i => i.CaseId == staged.Case.Id && i.ContentVersion <= staged.Case.ContentVersion)
            .OrderBy(i => i.Id).ToListAsync(cancellationToken);
        List<Instance> instances = all.FindAll(i => i.Photograph is null);
        StudyRules rules = await rulesReader.ReadAsync(staged.Case.Id, cancellationToken);
        var deidentifier = new Deidentifier(rules.Rules) { Ocr = ocr.Text };
        Cloud.PseudonymKey stored;
        try
        {
            stored = await keys.GetOrCreateAsync(staged.Project.Id, staged.Facility.Id, cancellationToken);
        }
        catch (ExportClosedException)
        {
            return new AnonymizedCase([], null, [], null, [LeftOutInstance.OfWhole(staged.Facility.Id, CopyPublication.ExportClosed)], "", rules, []);
        }

        using var key = Deidentification.PseudonymKey.FromBytes(stored.Secret.Span);
        PatientContext patient = await PatientOfAsync(staged, instances, cancellationToken);
        List<AnonymizedObject> objects = [];
        List<LeftOutInstance> leftOut = [];
        SortedSet<string> used = new(StringComparer.Ordinal);
        byte[]? thumbnail = null;
        List<byte[]> frames = [];
        string? study = null;
        StudyFaces faces = await FacesAsync(instances, profiles.Of(staged.Project.Id), key, cancellationToken);
        for (int i = 0; i < instances.Count; i++)
        {
            try
            {
                bool wantsPreviews = thumbnail is null || frames.Count < FramesOfCopy;
                (AnonymizedObject made, Deidentified outcome) = await WriteAsync(deidentifier, staged, instances[i], i + 1, objects.Count + 1, patient, key, wantsPreviews, faces, cancellationToken);
                objects.Add(made);
                used.UnionWith(outcome.Record.DeviceRules);
                study ??= outcome.StudyInstanceUid;
                thumbnail ??= outcome.Thumbnail;
                frames.AddRange(outcome.Previews.Select(frame => frame.Jpeg).Take(Math.Min(FramesOfObject, FramesOfCopy - frames.Count)));
            }
            catch (LeftOutException e)
            {
                leftOut.Add(e.Instance);
            }
        }

        AnonymizedPhotographs pictures = await photographs.RunAsync(staged, all.FindAll(i => i.Photograph is not null), rules, FramesOfCopy - frames.Count, cancellationToken);
        objects.AddRange(pictures.Objects);
        frames.AddRange(pictures.Pictures.Select(picture => picture.Frame));
        thumbnail ??= pictures.Pictures.FirstOrDefault()?.Thumbnail;
        leftOut.AddRange(pictures.LeftOut.OrderBy(left => left.Reason == PhotographReasons.BeforeOrAfterProcedure));
        return new AnonymizedCase(
            objects, study ?? StudyOf(staged, key), thumbnail is null ? [] : [thumbnail, .. frames], ReportOf(staged, patient, key), leftOut, stored.Version, rules, [.. used]);
    }

    /// <summary>The study of picture files whose DICOM objects are all left out.</summary>
    private string StudyOf(StagedCopy staged, Deidentification.PseudonymKey key)
        => profiles.Of(staged.Project.Id).Has(ProfileOption.RetainUids) ? staged.Case.StudyInstanceUid : new Pseudonyms(key).Uid(staged.Case.StudyInstanceUid).Value;

    private async Task<(AnonymizedObject Made, Deidentified Outcome)> WriteAsync(
        Deidentifier deidentifier, StagedCopy staged, Instance instance, int position, int number, PatientContext patient, Deidentification.PseudonymKey key,
        bool wantsPreviews, StudyFaces faces, CancellationToken cancellationToken)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"objects/{number:D6}.dcm");
        string blobName = $"{staged.Attempt}/{name}";
        Deidentified? outcome = null;
        PackageFileEntry? entry = null;
        await using OpenedBlob input = await accounts[Containers.Named(instance.FacilityId)].OpenReadAsync(instance.BlobName, cancellationToken: cancellationToken);
        await accounts[Containers.ResearchStaging].WriteAsync(
            blobName,
            async (target, cancel) =>
            {
                await using var output = new HashingStream(target);
                outcome = await deidentifier.DeidentifyAsync(input.Content, output, patient, profiles.Of(staged.Project.Id), key, wantsPreviews, faces, cancel) switch
                {
                    Deidentified clean => clean,
                    Quarantined quarantined => throw new LeftOutException(
                        new LeftOutInstance(instance.Id, instance.FacilityId, instance.BlobName, quarantined.Reason, DetailOf(quarantined, position), quarantined.Review)),
                    _ => throw new InvalidOperationException("An outcome that nobody knows releases nothing."),
                };
                entry = new PackageFileEntry(name, output.Sha256(), output.Written);
            },
            "application/dicom",
            cancellationToken);
        return (new AnonymizedObject(entry!, blobName), outcome!);
    }

    /// <summary>Looks at the objects that may show a face or a room; no other is read for it.</summary>
    private Task<StudyFaces> FacesAsync(List<Instance> instances, DeidentificationProfile profile, Deidentification.PseudonymKey key, CancellationToken cancellationToken)
        => StudyFaces.FindAsync(
            instances.Where(instance => StudyFaces.LooksAt(instance.SopClassUid)).Select(instance => (Func<CancellationToken, ValueTask<Stream>>)(async cancel =>
                (await accounts[Containers.Named(instance.FacilityId)].OpenReadAsync(instance.BlobName, cancellationToken: cancel)).Content)),
            profile,
            key,
            cancellationToken);

    private static string DetailOf(Quarantined quarantined, int position)
    {
        string element = quarantined.Element is { } tag ? $", {tag}" : "";
        string offset = quarantined.Offset >= 0 ? string.Create(CultureInfo.InvariantCulture, $", byte {quarantined.Offset}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"file {position}{element}{offset}");
    }

    /// <summary>The registry keeps no names; the report is searched for those that the first readable object states.</summary>
    private async Task<PatientContext> PatientOfAsync(StagedCopy staged, List<Instance> instances, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = [];
        foreach (Instance instance in instances)
        {
            if (names.Count == 0)
            {
                names = await NamesInAsync(instance, cancellationToken);
            }
        }

        return new PatientContext
        {
            Facility = staged.Facility.Id,
            PatientId = staged.FacilityPatientId,
            Names = names,
            BirthDate = staged.Case.BirthDate,
            InstitutionNames = [staged.Facility.Name, staged.Facility.NameEnglish],
        };
    }

    private async Task<IReadOnlyList<string>> NamesInAsync(Instance instance, CancellationToken cancellationToken)
    {
        try
        {
            await using OpenedBlob blob = await accounts[Containers.Named(instance.FacilityId)].OpenReadAsync(instance.BlobName, cancellationToken: cancellationToken);
            await using DicomFile file = await DicomFile.OpenAsync(blob.Content, cancellation: cancellationToken);
            return [.. new[] { Tags.PatientName, Tags.OtherPatientNames, Tags.PatientBirthName }.SelectMany(tag => file.DataSet.GetStrings(tag) ?? []).Where(name => name.Length > 0)];
        }
        catch (DicomFormatException)
        {
            // the same object will be left out, with its reason
            return [];
        }
    }

    private string? ReportOf(StagedCopy staged, PatientContext patient, Deidentification.PseudonymKey key)
        => staged.Case.ReportJson is { } json && JsonSerializer.Deserialize<DomainReport>(json, JsonSerializerOptions.Web) is { } report
            ? JsonSerializer.Serialize(DomainReportCleaner.For(patient, profiles.Of(staged.Project.Id), key).Clean(report).Report, JsonSerializerOptions.Web)
            : null;
}
