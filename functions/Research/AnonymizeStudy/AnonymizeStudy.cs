using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>
/// Makes a case's anonymised copy for a project. The record comes first, as staged; then objects and package are made where
/// only this app can read; then, under the patient's lock, every rule is asked again and one copy makes the package readable.
/// Cut anywhere and run again, it takes up the record it finds.
/// </summary>
public sealed class AnonymizeStudy(CopyStaging staging, CaseAnonymization anonymization, ReviewQueue reviews, CopyPackages packages, CopyPublication publication)
    : IFunction<AnonymizeCase>
{
    /// <inheritdoc/>
    public async Task HandleAsync(AnonymizeCase message, CancellationToken cancellationToken)
    {
        while (await staging.NextAsync(message, cancellationToken) is { } staged)
        {
            AnonymizedCase made = await reviews.PrepareAsync(staged, await anonymization.RunAsync(staged, cancellationToken), cancellationToken);
            if (made.Objects.Count == 0)
            {
                await publication.QuarantineAsync(message, staged, made, cancellationToken);
            }
            else
            {
                StoredBlob package = await packages.BuildAsync(staged, made, cancellationToken);
                await publication.PublishAsync(message, staged, made, package, cancellationToken);
            }
        }
    }
}
