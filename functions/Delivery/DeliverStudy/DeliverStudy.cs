using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Delivery;

/// <summary>
/// Provides a case to a processor. The record comes first, as staged; then the package is built where nobody can read it;
/// then, under the patient's lock, every rule is asked again and one copy makes it readable. Cut anywhere and run again, it
/// takes up the record it finds: a case's items are provided once.
/// </summary>
public sealed class DeliverStudy(DeliveryStaging staging, DeliveryPackages packages, DeliveryPublication publication) : IFunction<DeliverCase>
{
    /// <inheritdoc/>
    public async Task HandleAsync(DeliverCase message, CancellationToken cancellationToken)
    {
        while (await staging.NextAsync(message, cancellationToken) is { } staged)
        {
            StoredBlob package = await packages.BuildAsync(staged, cancellationToken);
            await publication.PublishAsync(message, staged, package, cancellationToken);
        }
    }
}
