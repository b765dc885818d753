using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>Brings given-up messages into the registry; a study whose upload event was given up is quarantined, never forgotten.</summary>
public sealed class DeadLetterRecord(RegistryContext registry, Outbox outbox, AuditTrail audit)
{
    /// <summary>Reason of a package that could not be handled in any of its deliveries.</summary>
    public const string GaveUp = "package.gave-up";

    /// <summary>Records one message of a queue.</summary>
    public async Task AddAsync(string queue, JsonElement message, CancellationToken cancellationToken)
    {
        if (queue == QueueNames.StudyUploaded)
        {
            await QuarantineAsync(message, cancellationToken);
        }

        await outbox.RecordDeadLetterAsync(queue, message.GetRawText(), cancellationToken);
    }

    private async Task QuarantineAsync(JsonElement message, CancellationToken cancellationToken)
    {
        if (BlobOf(message) is not { } blob)
        {
            return;
        }

        UploadedPackage? package = await registry.UploadedPackages.SingleOrDefaultAsync(
            p => p.FacilityId == blob.Facility && p.BlobName == blob.Name && p.ETag == blob.ETag && p.State == PackageState.Receiving,
            cancellationToken);
        if (package is not null)
        {
            package.State = PackageState.Quarantined;
            package.Reason = GaveUp;
            audit.Add("study.quarantined", "intake", package.FacilityId, details: new { package = package.Id, reason = GaveUp });
        }
    }

    private static (FacilityId Facility, string Name, string ETag)? BlobOf(JsonElement message)
    {
        try
        {
            BlobCreated created = message.Deserialize<BlobCreated>(MessageJson.Options)!;
            return Containers.TryFacilityOfIntake(created.ContainerName, out FacilityId facility)
                ? (facility, created.BlobName, created.ETag.ToString())
                : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }
}
