using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>A file of an imported archive and what became of it.</summary>
/// <param name="Path">Relative, with <c>/</c>. May tell a patient's name: never printed.</param>
/// <param name="Outcome"><c>registered</c>, <c>quarantined</c>, <c>sent</c>, <c>report</c>, <c>not-sent</c>, or one of <see cref="SkipReasons"/>.</param>
/// <param name="Reason">Of a quarantine.</param>
/// <param name="Detail">Position of the problem in the package.</param>
/// <param name="Package">The package it went in.</param>
/// <param name="Entry">Which of its files it is, from 1.</param>
public sealed record ImportedFile(string Path, string Outcome, string? Reason, string? Detail, string? Package, int? Entry)
{
    /// <summary>Of a registered package single picture files may be quarantined; the reason is theirs, not that of the others.</summary>
    public ImportedFile AsOneOfItsPackage()
    {
        if (Outcome != "registered" || Reason is null)
        {
            return this;
        }

        return Entry is { } entry && UploadedPackage.LeftOut(Detail).Contains(entry) ? this with { Outcome = "quarantined" } : this with { Reason = null, Detail = null };
    }
}
