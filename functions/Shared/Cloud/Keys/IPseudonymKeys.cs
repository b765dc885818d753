using System.Globalization;
using Pipeline.Registry;

namespace Pipeline.Cloud;

/// <summary>A secret that pseudonyms of one facility's patients in one project are derived from.</summary>
/// <param name="Version">Names this very secret. Record it with what was derived from it.</param>
/// <param name="Secret">256 random bits.</param>
public sealed record PseudonymKey(string Version, ReadOnlyMemory<byte> Secret)
{
    internal const int SecretLength = 32;

    /// <summary>Never tells the secret.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"PseudonymKey {Version}");
}

/// <summary>
/// Pseudonym secrets, one per project and facility, held apart from the data. Only the research app has a role for them.
/// </summary>
public interface IPseudonymKeys
{
    /// <summary>The oldest version, created when there is none: a project keeps its pseudonyms.</summary>
    /// <exception cref="ExportClosedException">The export was closed.</exception>
    Task<PseudonymKey> GetOrCreateAsync(ProjectId project, FacilityId facility, CancellationToken cancellationToken = default);

    /// <summary>A recorded version.</summary>
    /// <returns>Null when it was destroyed or never was.</returns>
    Task<PseudonymKey?> FindAsync(ProjectId project, FacilityId facility, string version, CancellationToken cancellationToken = default);

    /// <summary>Destroys every version: from then on nobody can link the project's pseudonyms of that facility to patients.</summary>
    Task DeleteAsync(ProjectId project, FacilityId facility, CancellationToken cancellationToken = default);

    /// <summary>
    /// Closes a one-time export (匿名加工): destroys every version, and for ever lets no new one be made, so that no object can
    /// join the export later. Cut anywhere and run again, it does the same.
    /// </summary>
    Task CloseAsync(ProjectId project, FacilityId facility, CancellationToken cancellationToken = default);
}
