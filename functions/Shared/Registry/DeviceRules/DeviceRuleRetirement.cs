namespace Pipeline.Registry;

/// <summary>Takes device rules back. What was published by them stays: recalling is another decision.</summary>
public sealed class DeviceRuleRetirement(RegistryContext registry, DeviceRuleBook book, AuditTrail audit, IRandomNames names, TimeProvider clock)
{
    /// <summary>Puts a last version in the place of a rule's current one. False: there is no such rule. Done again, nothing more happens.</summary>
    public async Task<bool> RetireAsync(string rule, string why, string reviewer, CancellationToken cancellationToken = default)
    {
        await using var transaction = await registry.Database.BeginTransactionAsync(cancellationToken);
        await book.LockAsync(cancellationToken);
        DeviceRuleVersion? current = (await book.CurrentAsync(cancellationToken)).SingleOrDefault(row => row.Rule == rule);
        if (current is null or { Treatment: DeviceTreatment.Retired })
        {
            return current is not null;
        }

        var last = new DeviceRuleVersion
        {
            Id = names.NewId(),
            Rule = current.Rule,
            Version = current.Version + 1,
            Match = current.Match,
            Treatment = DeviceTreatment.Retired,
            Why = why,
            ApprovedBy = reviewer,
            Approved = clock.GetUtcNow(),
        };
        registry.DeviceRules.Add(last);
        audit.Add("device-rule.retired", reviewer, details: new { rule = last.Name });
        await registry.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
