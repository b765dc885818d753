using Pipeline.Deidentification;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>The device rules in force, read again only when there are new ones: compiling their patterns costs more than asking.</summary>
public sealed class CurrentDeviceRules
{
    private volatile Snapshot? last;

    /// <summary>The rules, and the number of their state.</summary>
    public async Task<(DeviceRules Rules, int Number)> ReadAsync(DeviceRuleBook book, CancellationToken cancellationToken)
    {
        int number = await book.NumberAsync(cancellationToken);
        if (last is not { } known || known.Number != number)
        {
            // Rules that came in between make the number too low: the next reading, and the check at publishing, see it.
            last = known = new Snapshot(DeviceRules.Of(await book.CurrentAsync(cancellationToken)), number);
        }

        return (known.Rules, known.Number);
    }

    private sealed record Snapshot(DeviceRules Rules, int Number);
}
