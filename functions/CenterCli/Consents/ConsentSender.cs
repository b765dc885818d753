using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>Sends a consent table, encrypted like a study, and asks what became of its lines.</summary>
/// <param name="api">Grants the upload, tells the result.</param>
/// <param name="names">Names the blob.</param>
/// <param name="clock">Dates the package, waits for the result.</param>
/// <param name="retries">How often and when to try again.</param>
public sealed class ConsentSender(CenterApi api, IRandomNames names, TimeProvider clock, Retries retries)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Skew = TimeSpan.FromDays(1);

    /// <summary>Uploads the table as it is; the center reads it.</summary>
    /// <param name="file">The table.</param>
    /// <param name="facility">The sender.</param>
    /// <param name="snapshot">It is the facility's whole table: whom it leaves out becomes unknown.</param>
    /// <param name="missing">Of a whole table: how many listed patients the sender knows to be missing in it.</param>
    /// <param name="cancellationToken">Cuts it.</param>
    /// <returns>The name of its blob.</returns>
    /// <exception cref="CenterException">The file cannot be read, or the center cannot be reached.</exception>
    public async Task<string> SendAsync(
        string file, FacilityId facility, bool snapshot = false, int? missing = null, CancellationToken cancellationToken = default)
    {
        try
        {
            PackageFileEntry entry;
            await using (FileStream content = File.OpenRead(file))
            {
                entry = await PackageFileEntry.OfAsync(PackageManifest.ConsentTableName, content, cancellationToken);
            }

            var manifest = new PackageManifest
            {
                Kind = PackageKind.Consents, Sender = facility.Value, Files = [entry], Created = clock.GetUtcNow(), Snapshot = snapshot ? true : null, Missing = missing,
            };
            string blob = $"consents/{names.NewName()}";
            using var grants = new UploadGrants(api, facility, clock);
            await new PackageUpload(grants, retries).SendAsync(blob, manifest, _ => File.OpenRead(file), progress: null, cancellationToken);
            return blob;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new CenterException(ExitCodes.Usage, new("同意表のファイルを読めません。名前と権限を確かめてください。", "The consent table cannot be read. Check its name and permissions."), e);
        }
        catch (PackageException e)
        {
            throw new CenterException(ExitCodes.Usage, new("同意表が送る間に変わりました。もう一度実行してください。", "The consent table changed while being sent. Run again."), e);
        }
    }

    /// <summary>Waits until the center has read the table.</summary>
    /// <returns>Null when it has not within <paramref name="longest"/>.</returns>
    /// <exception cref="CenterException">The center cannot be reached.</exception>
    public async Task<SentConsentTable?> WaitAsync(string blob, FacilityId facility, TimeSpan longest, CancellationToken cancellationToken = default)
    {
        DateTimeOffset began = clock.GetUtcNow();
        while (true)
        {
            List<SentConsentTable> tables = await api.GetConsentTablesAsync(facility, began - Skew, cancellationToken);
            if (tables.Find(table => table.IsDone && string.Equals(table.Blob, blob, StringComparison.Ordinal)) is { } found)
            {
                return found;
            }

            if (clock.GetUtcNow() - began >= longest)
            {
                return null;
            }

            await Task.Delay(Between, clock, cancellationToken);
        }
    }
}
