namespace Pipeline.CenterCli;

/// <summary>Where a path really leads, every link on its way followed, so that two paths can be compared.</summary>
internal static class RealPath
{
    /// <returns>A full path without a separator at its end; what does not exist is taken as written.</returns>
    /// <exception cref="CenterException">Links lead round in a circle.</exception>
    public static string Of(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string? parent = Path.GetDirectoryName(full);
        if (parent is null)
        {
            return full;
        }

        string here = Path.Combine(Of(parent), Path.GetFileName(full));
        try
        {
            return Directory.ResolveLinkTarget(here, returnFinalTarget: true) is { } target ? Of(target.FullName) : here;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return here;
        }
        catch (IOException e)
        {
            throw new CenterException(ExitCodes.Usage, new("INPUT か --out のリンクをたどれません。", "A link on the way to an INPUT or --out cannot be followed."), e);
        }
    }
}
