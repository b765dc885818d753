namespace Pipeline.Registry;

/// <summary>
/// A consent withdrawn, or a notice found void, at the desk. A consent table that still says ○ was written before it, whenever
/// it arrives: only a day stated after <paramref name="On"/>, or the desk itself, gives the right again.
/// </summary>
/// <param name="Kind"><see cref="LedgerEventKind.NoticeVoided"/> or <see cref="LedgerEventKind.ResearchConsentWithdrawn"/>.</param>
/// <param name="ToGuardian">Of a notice: it went to the guardian.</param>
/// <param name="ProjectId">Of a withdrawal: the project; none: all.</param>
/// <param name="On">The day (JST) it names or the day it was recorded on, whichever is later: it takes effect as it is recorded.</param>
public sealed record DeskTakeBack(LedgerEventKind Kind, bool ToGuardian, ProjectId? ProjectId, DateOnly On)
{
    internal static DeskTakeBack Of(LedgerEvent entry)
    {
        DateOnly recorded = JapaneseDay.Of(entry.Recorded);
        return new DeskTakeBack(entry.Kind, entry.ToGuardian, entry.ProjectId, entry.Effective > recorded ? entry.Effective : recorded);
    }

    /// <summary>Whether a statement of that kind would give again what was taken back. A broad consent does not reach a project left by name.</summary>
    internal bool Concerns(LedgerEventKind kind, bool toGuardian, ProjectId? project) => Kind == LedgerEventKind.NoticeVoided
        ? kind == LedgerEventKind.Notice && (toGuardian == ToGuardian || !ToGuardian)
        : kind == LedgerEventKind.ResearchConsent && (ProjectId is null || ProjectId == project);

    /// <summary>Whether the desk's own entry records anew what was taken back.</summary>
    internal bool IsUndoneBy(LedgerEvent entry)
        => Kind == LedgerEventKind.NoticeVoided
            ? entry.Kind == LedgerEventKind.Notice && entry.ToGuardian == ToGuardian
            : entry.Kind == LedgerEventKind.ResearchConsent && entry.ProjectId == ProjectId;
}
