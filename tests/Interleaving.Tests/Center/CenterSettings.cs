using Azure.Core.Pipeline;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Pipeline.Cloud;

namespace Pipeline.Interleaving.Tests;

/// <summary>What a center runs on.</summary>
internal sealed record CenterSettings
{
    public required DateTimeOffset Start { get; init; }

    /// <summary>Connection string; none: a SQLite file of its own.</summary>
    public string? Database { get; init; }

    /// <summary>Addresses and keys of the accounts; none: the storage in memory.</summary>
    public StorageAccountsOptions? Accounts { get; init; }

    /// <summary>A fault planted in the apps that publish.</summary>
    public IInterceptor? Fault { get; init; }

    /// <summary>Recalls are taken for done though nothing was done.</summary>
    public bool RecallsNothing { get; init; }

    /// <summary>Statement run on the database before anything else.</summary>
    public string? Spoil { get; init; }

    public static HttpPipelineTransport Network => HttpClientTransport.Shared;
}
