using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>Records which policies the release rules go by, whenever they are others than before: they are configuration, which leaves no trace of its own.</summary>
public sealed class RulesInEffect(RegistryContext registry, AuditTrail audit, IOptions<ReleaseSettings> settings)
{
    private const string Action = "rules.in-effect";

    /// <summary>Adds and saves the row if the policies changed.</summary>
    public async Task RecordAsync(CancellationToken cancellationToken)
    {
        string? before = await registry.AuditEntries.Where(row => row.Action == Action).OrderByDescending(row => row.Id).Select(row => row.Details).FirstOrDefaultAsync(cancellationToken);
        if (before != JsonSerializer.Serialize(settings.Value, JsonSerializerOptions.Web))
        {
            audit.Add(Action, "intake", details: settings.Value);
            await registry.SaveChangesAsync(cancellationToken);
        }
    }
}
