using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>Records letters line by line. A line refused never stops the others; the answer names lines, not patients.</summary>
internal sealed class LetterRecording(NoticeLetters letters)
{
    /// <summary>Letters posted. The batch has no refusal.</summary>
    public Task<LettersAnswer> SentAsync(FacilityId facility, LetterBatch batch, IEnumerable<(int Line, string PatientId)> lines, Caller caller, CancellationToken cancellationToken)
        => EachAsync(lines, patient => letters.RecordSentAsync(facility, patient, batch, caller.Subject, cancellationToken));

    /// <summary>Letters that came back.</summary>
    public Task<LettersAnswer> ReturnedAsync(FacilityId facility, IEnumerable<(int Line, string PatientId)> lines, Caller caller, CancellationToken cancellationToken)
        => EachAsync(lines, patient => letters.RecordReturnedAsync(facility, patient, caller.Subject, cancellationToken));

    private static async Task<LettersAnswer> EachAsync(IEnumerable<(int Line, string PatientId)> lines, Func<string, Task<LetterOutcome>> record)
    {
        (int recorded, int already) = (0, 0);
        List<LetterProblem> refused = [];
        foreach ((int line, string patient) in lines)
        {
            LetterOutcome outcome = string.IsNullOrWhiteSpace(patient) ? LetterOutcome.Refused(LetterReasons.NoPatientId) : await record(patient);
            (recorded, already) = (recorded + (outcome.IsNew ? 1 : 0), already + (outcome is { IsNew: false, Refusal: null } ? 1 : 0));
            if (outcome.Refusal is { } reason)
            {
                refused.Add(new LetterProblem(line, ReasonLine.Of(reason)!));
            }
        }

        return new LettersAnswer(recorded, already, refused);
    }
}
