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

    /// <summary>Keeps what is to be told of a whole slice until its series is judged.</summary>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public StagedSlice Stage(InputFile file, string partial, long length, Deidentified result)
    {
        ReportLine? line = report?.Stage(file, output.PathOf(file.RelativePath), result);
        counts.Staged(file.Length);
        return new StagedSlice(file, partial, length, line);
    }

    /// <summary>Gives a slice its name now that its series is known to show no face.</summary>
    public void Release(StagedSlice slice)
    {
        counts.Unstaged(slice.File.Length);
        try
        {
            output.Publish(slice.Partial!, slice.File.RelativePath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(slice.Partial!);
            Refuse(slice.File, DeidentifyReasons.Unwritable);
            return;
        }

        counts.Written(slice.File.Length, slice.Length);
        if (slice.Line is { } line)
        {
            report?.AddStaged(line);
        }
    }

    /// <summary>Throws a slice's result away: its series is looked at first.</summary>
    public void TakeBack(StagedSlice slice)
    {
        if (slice.Partial is { } partial)
        {
            counts.Unstaged(slice.File.Length);
            File.Delete(partial);
        }
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
