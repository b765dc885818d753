using Azure;
using Pipeline.Cloud;

namespace Pipeline.CenterCli;

/// <summary>Uploads one package under the current grant, again where the network fails or storage refuses the grant.</summary>
internal sealed class PackageUpload(UploadGrants grants, Retries retries)
{
    private const int Forbidden = 403;

    /// <returns>When it returns, the blob is committed.</returns>
    /// <exception cref="CenterException">Storage cannot be reached, or does not let us in.</exception>
    /// <exception cref="PackageException">A file is not what the manifest says.</exception>
    /// <exception cref="LocalFileException">A file cannot be opened.</exception>
    public async Task SendAsync(
        string blob, PackageManifest manifest, Func<PackageFileEntry, Stream> open, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        try
        {
            await retries.RunAsync(cancel => OnceAsync(blob, manifest, open, progress, cancel), IsTransient, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == Forbidden)
        {
            throw new CenterException(ExitCodes.NoAccess, new("保存先が送信を許しません (403)。登録した IP アドレスの範囲から実行しているか確かめてください。", "Storage refuses the upload (403). See that you run this from the IP range on file."), e);
        }
        catch (Exception e) when (IsTransient(e) && !cancellationToken.IsCancellationRequested)
        {
            throw new CenterException(ExitCodes.NoAccess, new("保存先に接続できません。ネットワークを確かめてもう一度実行すると、続きから送ります。", "Cannot reach storage. Check the network and run again: it goes on where it stopped."), e);
        }
    }

    private async Task<ETag> OnceAsync(
        string blob, PackageManifest manifest, Func<PackageFileEntry, Stream> open, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        FacilityGrant grant = await grants.GetAsync(cancellationToken);
        try
        {
            return await grant.Open().UploadAsync(
                blob, grant.Receiver(), manifest with { Grant = grant.GrantId.ToString() }, (file, _) => Task.FromResult(open(file)), progress, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == Forbidden)
        {
            grants.Refuse(grant);
            throw;
        }
    }

    private static bool IsTransient(Exception e) => e switch
    {
        RequestFailedException { Status: 0 or Forbidden or 408 or 429 or >= 500 } => true,
        AggregateException { InnerExceptions: var inner } => inner.All(IsTransient),
        HttpRequestException or IOException or TaskCanceledException => true,
        _ => false,
    };
}

/// <summary>A file to be sent cannot be opened.</summary>
internal sealed class LocalFileException(string path, Exception innerException) : Exception("A file cannot be opened.", innerException)
{
    /// <summary>Relative. Never printed.</summary>
    public string Path { get; } = path;
}
