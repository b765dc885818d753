using System.Security.Cryptography;

namespace Pipeline.Registry;

/// <summary>Names from the operating system's random source; row identifiers sort by time (UUID version 7).</summary>
public sealed class RandomNames(TimeProvider clock) : IRandomNames
{
    /// <inheritdoc/>
#pragma warning disable RS0030 // the one place identifiers come from
    public Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());
#pragma warning restore RS0030

    /// <inheritdoc/>
    public string NewName() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
