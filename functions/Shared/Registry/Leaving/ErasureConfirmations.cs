using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>Records what an app found when it looked for what is left of a facility.</summary>
public static class ErasureConfirmations
{
    /// <summary>Replaces what that app had found before, and saves.</summary>
    public static async Task RecordAsync(
        RegistryContext registry, Guid erasure, string app, DateTimeOffset at, int looked, int found, List<string> leftovers, CancellationToken cancellationToken)
    {
        ErasureConfirmation? row = await registry.ErasureConfirmations.SingleOrDefaultAsync(one => one.ErasureId == erasure && one.App == app, cancellationToken);
        if (row is null)
        {
            row = new ErasureConfirmation { ErasureId = erasure, App = app };
            registry.ErasureConfirmations.Add(row);
        }

        (row.At, row.Checked, row.Found, row.Leftovers) = (at, looked, found, leftovers);
        await registry.SaveChangesAsync(cancellationToken);
    }
}
