namespace Pipeline.CenterCli;

/// <summary>A file found below an input. Personal data: paths may name patients.</summary>
/// <param name="Path">To open it by, beginning as the command line named its input.</param>
/// <param name="RelativePath">Below its input; the same below the output folder.</param>
/// <param name="Length">Bytes when it was found.</param>
/// <param name="IsFolderLink">A link to a folder, which is not followed.</param>
internal readonly record struct InputFile(string Path, string RelativePath, long Length, bool IsFolderLink = false);
