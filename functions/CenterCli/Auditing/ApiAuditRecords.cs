using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>The registry's side of the audit by the portal's API.</summary>
internal sealed class ApiAuditRecords(CenterApi api) : IAuditRecords
{
    public async Task<IReadOnlyList<AuditEntry>> RowsAsync(long first, int count, CancellationToken cancellationToken)
        => await api.GetAsync($"audit/rows?first={first}&count={count}", CenterJson.Strict.ListAuditEntry, cancellationToken);

    public async Task<IReadOnlyList<AuditAnchor>> AnchorsAsync(long first, int count, CancellationToken cancellationToken)
        => await api.GetAsync($"audit/anchors?first={first}&count={count}", CenterJson.Strict.ListAuditAnchor, cancellationToken);

    public Task<AuditWaiting> WaitingAsync(CancellationToken cancellationToken) => api.GetAsync("audit/waiting", CenterJson.Strict.AuditWaiting, cancellationToken);
}
