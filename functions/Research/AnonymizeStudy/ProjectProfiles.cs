using Pipeline.Deidentification;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>The de-identification profile of each project: <c>{project}.json</c> in one folder, or else the built-in research profile.</summary>
public sealed class ProjectProfiles
{
    private readonly Dictionary<ProjectId, DeidentificationProfile> profiles = [];

    private ProjectProfiles()
    {
    }

    /// <summary>The projects that have a profile of their own.</summary>
    public IEnumerable<ProjectId> Projects => profiles.Keys;

    /// <summary>Reads every profile of a folder, so that a bad one is met at the start and not by an object.</summary>
    /// <param name="folder">None: every project has the built-in profile.</param>
    /// <exception cref="InvalidProfileException">Any of them is refused; holds all errors of all files.</exception>
    public static ProjectProfiles Read(string? folder)
    {
        var read = new ProjectProfiles();
        List<string> errors = [];
        string[] paths = string.IsNullOrEmpty(folder) ? [] : Directory.GetFiles(folder, "*.json");
        foreach (string path in paths.Order(StringComparer.Ordinal))
        {
            read.Add(path, errors);
        }

        return errors.Count == 0 ? read : throw new InvalidProfileException(errors);
    }

    /// <summary>A project's profile.</summary>
    public DeidentificationProfile Of(ProjectId project) => profiles.GetValueOrDefault(project, DeidentificationProfile.Research);

    private void Add(string path, List<string> errors)
    {
        string file = Path.GetFileName(path);
        if (!ProjectId.TryParse(Path.GetFileNameWithoutExtension(path), null, out ProjectId project))
        {
            errors.Add($"{file}: is not named after a project");
            return;
        }

        try
        {
            profiles[project] = DeidentificationProfile.Parse(File.ReadAllText(path));
        }
        catch (InvalidProfileException e)
        {
            errors.AddRange(e.Errors.Select(error => $"{file}: {error}"));
        }
    }
}
