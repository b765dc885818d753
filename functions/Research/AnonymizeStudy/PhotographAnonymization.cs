using System.Globalization;
using Pipeline.Cloud;
using Pipeline.Deidentification;
using Pipeline.Imaging;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>
/// Anonymises a case's picture files, series by series: all of a series are looked at, then those that show the inside of a body
/// and nothing else are written into staging without what stands beside the picture, one file in memory at a time.
/// </summary>
public sealed class PhotographAnonymization(StorageAccounts accounts)
{
    /// <summary>Anonymises what can be proven clean, or was by a reviewer, and says why the rest was left out.</summary>
    /// <param name="staged">The copy.</param>
    /// <param name="photographs">The case's picture files.</param>
    /// <param name="rules">What reviewers said of them.</param>
    /// <param name="previews">Pictures that are wanted as previews, at most.</param>
    /// <param name="cancellationToken">Cuts it.</param>
    public async Task<AnonymizedPhotographs> RunAsync(
        StagedCopy staged, IReadOnlyCollection<Instance> photographs, StudyRules rules, int previews, CancellationToken cancellationToken)
    {
        var made = new AnonymizedPhotographs([], [], []);
        int series = 0;
        foreach (IGrouping<string, Instance> procedure in photographs.GroupBy(one => one.Photograph!.Series).OrderBy(group => group.Min(one => one.Id)))
        {
            Instance[] pictures = [.. procedure.OrderBy(one => one.Photograph!.Number).ThenBy(one => one.Id)];
            await RunAsync(staged, ++series, pictures, rules, previews, made, cancellationToken);
        }

        return made;
    }

    private async Task RunAsync(
        StagedCopy staged, int series, Instance[] pictures, StudyRules rules, int previews, AnonymizedPhotographs made, CancellationToken cancellationToken)
    {
        var findings = new PhotographFinding[pictures.Length];
        for (int i = 0; i < pictures.Length; i++)
        {
            findings[i] = PhotographFinding.Of(await ReadAsync(pictures[i], cancellationToken)) with { Verdict = rules.Photographs.GetValueOrDefault(pictures[i].Sha256)?.Verdict };
        }

        IReadOnlyList<PhotographVerdict> verdicts = PhotographProcedure.Judge(findings);
        for (int i = 0; i < pictures.Length; i++)
        {
            if (verdicts[i].Reason is not null)
            {
                made.LeftOut.Add(LeftOut(pictures[i], findings[i], verdicts[i], series, i + 1));
                continue;
            }

            try
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"{PackageManifest.PhotographFolder}{series}/{i + 1:D6}{pictures[i].Photograph!.Extension}");
                IReadOnlyList<MaskRectangle> hidden = rules.Photographs.GetValueOrDefault(pictures[i].Sha256)?.Hidden ?? [];
                CleanPhotograph clean = CleanPhotograph.Of(
                    await ReadAsync(pictures[i], cancellationToken), findings[i], [.. hidden.Select(r => new PixelRectangle(r.X, r.Y, r.Width, r.Height))]);
                made.Objects.Add(await WriteAsync(staged, name, clean.Bytes, pictures[i].Photograph!.MediaType, cancellationToken));
                if (made.Pictures.Count < previews && clean.Picture is { } picture)
                {
                    made.Pictures.Add(new PhotographPreview(FramePreviews.Encode(picture, FramePreviews.ThumbnailSide), FramePreviews.Encode(picture, FramePreviews.SequenceSide)));
                }
            }
            catch (ImageFormatException e)
            {
                made.LeftOut.Add(LeftOut(pictures[i], findings[i], new PhotographVerdict(e.Reason), series, i + 1));
            }
        }
    }

    private static LeftOutInstance LeftOut(Instance picture, PhotographFinding finding, PhotographVerdict verdict, int series, int number)
    {
        ReviewRequest? review = verdict.NeedsReviewer && finding.Size is var (rows, columns)
            ? new ReviewRequest(DeviceSignature.OfPhotograph(picture.Photograph!.MediaType, picture.Sha256, rows, columns), verdict.Reason!)
            : null;
        string detail = string.Create(CultureInfo.InvariantCulture, $"photograph {number} of series {series}");
        return new LeftOutInstance(picture.Id, picture.FacilityId, picture.BlobName, review is null ? verdict.Reason! : ReviewReasons.Waiting, detail, review);
    }

    private async Task<AnonymizedObject> WriteAsync(StagedCopy staged, string name, byte[] bytes, string mediaType, CancellationToken cancellationToken)
    {
        string blobName = $"{staged.Attempt}/{name}";
        using var content = new MemoryStream(bytes, writable: false);
        PackageFileEntry entry = await PackageFileEntry.OfAsync(name, content, cancellationToken);
        content.Position = 0;
        await accounts[Containers.ResearchStaging].WriteAsync(blobName, content, mediaType, cancellationToken);
        return new AnonymizedObject(entry, blobName);
    }

    private async Task<byte[]> ReadAsync(Instance picture, CancellationToken cancellationToken)
    {
        await using OpenedBlob blob = await accounts[Containers.Named(picture.FacilityId)].OpenReadAsync(picture.BlobName, cancellationToken: cancellationToken);
        return await PhotographFiles.ReadAsync(blob.Content, cancellationToken);
    }
}
