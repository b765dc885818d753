using Pipeline.Deidentification;

namespace Pipeline.CenterCli;

/// <summary>Accounts for files: each gets its name or is refused, is counted and told of. Safe on any number of threads.</summary>
internal sealed class FileResults(OutputFolder output, DeidentifyReport? report, DeidentifyCounts counts)
{
    /// <summary>Gives a whole DICOM file its name.</summary>
    /// <exception cref="IOException">It cannot have it.</exception>
    public void Publish(InputFile file, string partial, long length, Deidentified result)
    {
        output.Publish(partial, file.RelativePath);
        counts.Written(file.Length, length);
        report?.AddWritten(file, output.PathOf(file.RelativePath), result);
    }

    /// <summary>Gives a whole picture file its name.</summary>
    /// <exception cref="IOException">It cannot have it.</exception>
    public void PublishPhotograph(InputFile file, string partial, long length)
    {
        output.Publish(partial, file.RelativePath);
        counts.Written(file.Length, length);
        report?.AddPhotograph(file, output.PathOf(file.RelativePath));
    }

    /// <summary>Nothing is written for the file, and nothing stays of an earlier run.</summary>
    public void Refuse(InputFile file, string reason, Quarantined? why = null)
    {
        string told = output.TryWithdraw(file.RelativePath) ? reason : DeidentifyReasons.Unwritable;
        counts.NotWritten(file.Length, told);
        report?.AddQuarantined(file, told, why);
    }
}
