using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>What a facility sent, and what became of it: by blob name, without naming anyone.</summary>
internal sealed class SentUploads(RegistryContext registry)
{
    /// <summary>Most rows of an answer; the next ones are asked for by <c>since</c> the last one's time.</summary>
    public const int MaximumRows = 5000;

    /// <summary>Packages first seen at <paramref name="since"/> or later, oldest first.</summary>
    public async Task<IReadOnlyList<PackageLine>> PackagesAsync(FacilityId facility, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        DateTimeOffset from = since ?? DateTimeOffset.MinValue;
        List<UploadedPackage> packages = await registry.UploadedPackages.AsNoTracking()
            .Where(package => package.FacilityId == facility && package.Received >= from)
            .OrderBy(package => package.Received).ThenBy(package => package.Id)
            .Take(MaximumRows)
            .ToListAsync(cancellationToken);
        return [.. packages.Select(package => new PackageLine(
            package.BlobName, package.ETag, package.Received, package.State, package.Files, ReasonLine.Of(package.Reason), package.ReasonDetail))];
    }

    /// <summary>Consent tables received at <paramref name="since"/> or later, oldest first.</summary>
    public async Task<IReadOnlyList<ConsentTableLine>> ConsentsAsync(FacilityId facility, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        DateTimeOffset from = since ?? DateTimeOffset.MinValue;
        List<ConsentUpload> tables = await registry.ConsentUploads.AsNoTracking()
            .Where(table => table.FacilityId == facility && table.Received >= from)
            .Include(table => table.Problems)
            .OrderBy(table => table.Received).ThenBy(table => table.Id)
            .Take(MaximumRows)
            .AsSplitQuery()
            .ToListAsync(cancellationToken);
        return [.. tables.Select(table => new ConsentTableLine(
            table.BlobName, table.ETag, table.Received, ReasonLine.Of(table.Refusal), table.LinesAccepted, table.LinesRefused,
            [.. table.Problems.OrderBy(problem => problem.Line).Select(problem => new ConsentProblemLine(problem.Line, problem.Column, ReasonLine.Of(problem.Reason)!))], table.Completed,
            table.IsSnapshot, table.PatientsMissing, table.PatientsUnlisted))];
    }
}
