using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Pipeline.Cloud;

namespace Pipeline.CenterCli;

/// <summary>
/// Where pulled packages lie: <c>{provision}/manifest.json</c> and its files, what is under way in <c>.partial</c>, and what
/// is known in <see cref="PullState.FileName"/>. Everything for its owner only: a processor's packages name patients.
/// </summary>
internal sealed class PullFolder : IAsyncDisposable
{
    public const string Manifest = "manifest.json";

    private const string PartialName = ".partial";
    private const string LockName = ".center-pull.lock";
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    private readonly string root;
    private readonly FileStream held;

    private PullFolder(string root, FileStream held, PullState state) => (this.root, this.held, State) = (root, held, state);

    public PullState State { get; }

    private string Partial => Path.Combine(root, PartialName);

    /// <exception cref="CenterException">It cannot be written, or another run holds it.</exception>
    public static PullFolder Open(string root)
    {
        FileStream lockFile;
        try
        {
            Create(root);
            Create(Path.Combine(root, PartialName));
            lockFile = new FileStream(Path.Combine(root, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new CenterException(ExitCodes.Usage, new(
                $"フォルダ {root} を使えません。書けないか、ほかの center が使っています。", $"The folder {root} cannot be used: it is read-only, or another center is at work in it."), e);
        }

        try
        {
            return new PullFolder(root, lockFile, PullState.Open(root));
        }
        catch (CenterException)
        {
            lockFile.Dispose();
            throw;
        }
    }

    /// <summary>Options of a file that only its owner can read.</summary>
    public static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        return options;
    }

    /// <summary>Creates a folder, unless it is there, that only its owner can enter.</summary>
    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerFolder);
        }
    }

    /// <summary>Where a package goes.</summary>
    public string Of(Guid provision) => Path.Combine(root, provision.ToString());

    /// <summary>Whether something lies where a package goes.</summary>
    public bool Holds(Guid provision) => Directory.Exists(Of(provision));

    /// <summary>The fetched plaintext of one version of a package.</summary>
    public string TarOf(Guid provision, ETag etag)
        => Path.Combine(Partial, $"{provision}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(etag.ToString())))[..16]}.tar");

    /// <summary>An empty folder beside, to be moved into place.</summary>
    public string NewBeside(Guid provision)
    {
        string beside = Path.Combine(Partial, provision.ToString());
        if (Directory.Exists(beside))
        {
            Directory.Delete(beside, recursive: true);
        }

        Create(beside);
        return beside;
    }

    /// <summary>Forgets what was fetched of a package.</summary>
    public void Drop(Guid provision, ETag etag)
    {
        File.Delete(TarOf(provision, etag));
        Directory.Delete(NewBeside(provision));
    }

    /// <summary>Deletes a package, whole or under way.</summary>
    public void Delete(Guid provision)
    {
        if (Holds(provision))
        {
            Directory.Delete(Of(provision), recursive: true);
        }

        foreach (string tar in Directory.EnumerateFiles(Partial, $"{provision}.*"))
        {
            File.Delete(tar);
        }

        Directory.Delete(NewBeside(provision));
    }

    /// <summary>After a run without failure nothing under way is needed any more: what is left is of packages withdrawn or replaced.</summary>
    public void Sweep() => Directory.Delete(Partial, recursive: true);

    /// <summary>Whether a package that a cut run had moved into place is all there.</summary>
    public async Task<bool> IsWholeAsync(Guid provision, CancellationToken cancellationToken)
    {
        try
        {
            byte[] json = await File.ReadAllBytesAsync(Path.Combine(Of(provision), Manifest), cancellationToken);
            PackageManifest manifest = JsonSerializer.Deserialize(json, CenterJson.Strict.PackageManifest)!;
            foreach (PackageFileEntry file in manifest.Files)
            {
                await using FileStream content = File.OpenRead(Path.Combine(Of(provision), file.Name));
                if (await PackageFileEntry.OfAsync(file.Name, content, cancellationToken) != file)
                {
                    return false;
                }
            }

            return true;
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => held.DisposeAsync();
}
