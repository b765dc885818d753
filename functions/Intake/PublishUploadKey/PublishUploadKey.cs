using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>Publishes the public half of the current upload key in the registry, so that grants hand out the newest after a rotation.</summary>
public sealed class PublishUploadKey(RegistryContext registry, IPackageKeys keys, AuditTrail audit, TimeProvider clock) : IFunction<TimerInfo>
{
    /// <inheritdoc/>
    public async Task HandleAsync(TimerInfo message, CancellationToken cancellationToken)
    {
        PublicKey current = await keys.GetCurrentAsync(cancellationToken);
        if (await registry.UploadKeys.AnyAsync(k => k.KeyId == current.KeyId, cancellationToken))
        {
            return;
        }

        registry.UploadKeys.Add(new UploadKey
        {
            KeyId = current.KeyId,
            Modulus = current.Modulus,
            Exponent = current.Exponent,
            Published = clock.GetUtcNow(),
        });
        audit.Add("upload-key.published", "intake", details: new { key = current.KeyId });
        await registry.SaveChangesAsync(cancellationToken);
    }
}
