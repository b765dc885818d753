using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Registry.Tests;

internal static class Deciding
{
    /// <summary>Decides every case of a patient for every recipient; one line each: track, recipient, rules, and whether it is new.</summary>
    public static Task<List<string>> AllAsync(TestRegistry registry, Guid patient) => registry.RunAsync(async services =>
    {
        var lines = new List<string>();
        await using PatientTransaction transaction = await services.GetRequiredService<PatientLock>().AcquireAsync(patient);
        foreach (Guid caseId in await transaction.Registry.Cases.Where(row => row.PatientId == patient).Select(row => row.Id).ToListAsync())
        {
            foreach (ReleaseOutcome outcome in await services.GetRequiredService<ReleaseGate>().AllAsync(caseId))
            {
                (ReleaseDecision decision, bool isNew) = await services.GetRequiredService<ReleaseDecisions>().RecordAsync(outcome, "test");
                lines.Add($"{outcome.Track} {outcome.Recipient} {Facts.Line(decision.Blocking)}{(isNew ? " new" : string.Empty)}");
            }
        }

        await transaction.CommitAsync();
        return lines;
    });
}
