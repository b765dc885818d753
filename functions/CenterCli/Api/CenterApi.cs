using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Core;
using Azure.Identity;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>
/// The portal's JSON API, signed in. Requests are repeated while the network or the center fails for a moment; all of them
/// may be repeated without harm.
/// </summary>
public sealed class CenterApi
{
    private readonly HttpClient http;
    private readonly Uri root;
    private readonly TokenCredential credential;
    private readonly TokenRequestContext scope;
    private readonly Retries retries;

    /// <param name="http">Sends the requests.</param>
    /// <param name="portal">The portal's address; https, or http on this machine.</param>
    /// <param name="credential">Signs in.</param>
    /// <param name="scope">What the token is for.</param>
    /// <param name="retries">How often and when to try again.</param>
    /// <exception cref="CenterException">The address is not safe to send a token to.</exception>
    public CenterApi(HttpClient http, Uri portal, TokenCredential credential, string scope, Retries retries)
    {
        if (!portal.IsAbsoluteUri || !Identity.IsSafe(portal))
        {
            throw new CenterException(ExitCodes.Usage, new("ポータルのアドレスは https:// で書いてください。", "The portal's address must be https://."));
        }

        (this.http, this.credential, this.scope, this.retries) = (http, credential, new TokenRequestContext([scope]), retries);
        root = new Uri(new Uri(portal.AbsoluteUri.TrimEnd('/') + "/"), "api/");
    }

    /// <summary>The API as an identity reaches it.</summary>
    public static CenterApi For(Identity identity, HttpClient http, TimeProvider clock)
        => new(http, identity.Portal, identity.CreateCredential(http, clock), identity.Scope, Retries.Usual(clock));

    /// <summary>The facilities that this identity may see.</summary>
    public Task<List<FacilityEntry>> GetFacilitiesAsync(CancellationToken cancellationToken = default)
        => GetAsync("facilities", CenterJson.Strict.ListFacilityEntry, cancellationToken);

    /// <summary>Leave to upload for some hours, with the center's current public key.</summary>
    public Task<FacilityGrant> RequestGrantAsync(FacilityId facility, CancellationToken cancellationToken = default)
        => SendAsync(() => new HttpRequestMessage(HttpMethod.Post, new Uri(root, $"facilities/{facility}/grants")), CenterJson.Strict.FacilityGrant, cancellationToken);

    /// <summary>What became of the study packages that the facility sent.</summary>
    /// <param name="facility">The facility.</param>
    /// <param name="since">Only those received since; null for all.</param>
    /// <param name="cancellationToken">Cuts the request.</param>
    public Task<List<SentPackage>> GetPackagesAsync(FacilityId facility, DateTimeOffset? since = null, CancellationToken cancellationToken = default)
        => GetPagesAsync($"facilities/{facility}/packages", CenterJson.Strict.ListSentPackage, package => (package.Blob, package.ETag, package.Received), since, cancellationToken);

    /// <summary>What became of the consent tables that the facility sent.</summary>
    /// <param name="facility">The facility.</param>
    /// <param name="since">Only those received since; null for all.</param>
    /// <param name="cancellationToken">Cuts the request.</param>
    public Task<List<SentConsentTable>> GetConsentTablesAsync(FacilityId facility, DateTimeOffset? since = null, CancellationToken cancellationToken = default)
        => GetPagesAsync($"facilities/{facility}/consents", CenterJson.Strict.ListSentConsentTable, table => (table.Blob, table.ETag, table.Received), since, cancellationToken);

    /// <summary>What there is, or was, for a recipient.</summary>
    public Task<List<Provided>> GetProvidedAsync(Recipient recipient, CancellationToken cancellationToken = default)
        => GetAsync(recipient.List, CenterJson.Strict.ListProvided, cancellationToken);

    /// <summary>Confirms, or complains about, what was pulled.</summary>
    public Task PostReceiptAsync(Recipient recipient, PullReceipt receipt, CancellationToken cancellationToken = default)
        => PostAsync($"{recipient.Root}/receipts", receipt, CenterJson.Strict.PullReceipt, cancellationToken);

    /// <summary>Says that what was pulled has been deleted as asked.</summary>
    public Task PostDeletionAsync(Recipient recipient, Guid provision, CancellationToken cancellationToken = default)
        => PostAsync($"{recipient.Root}/deletions", new DeletionAcknowledgement(provision), CenterJson.Strict.DeletionAcknowledgement, cancellationToken);

    /// <summary>What waits for reviewers; with <paramref name="all"/> the latest of what did.</summary>
    public Task<List<ReviewEntry>> GetReviewAsync(bool all, CancellationToken cancellationToken = default)
        => GetAsync(all ? "review?all=true" : "review", CenterJson.Strict.ListReviewEntry, cancellationToken);

    /// <summary>One item of the review queue.</summary>
    public Task<ReviewEntry> GetReviewItemAsync(Guid id, CancellationToken cancellationToken = default) => GetAsync($"review/{id}", CenterJson.Strict.ReviewEntry, cancellationToken);

    /// <summary>An item's frame as PNG, unmasked. That it was seen is audited.</summary>
    public Task<byte[]> GetReviewFrameAsync(Guid id, CancellationToken cancellationToken = default)
        => ExchangeAsync(
            () => new HttpRequestMessage(HttpMethod.Get, new Uri(root, $"review/{id}/frame")),
            (content, cancel) => content.ReadAsByteArrayAsync(cancel),
            cancellationToken);

    /// <summary>Decides an item.</summary>
    public Task PostRulingAsync(Guid id, Ruling ruling, CancellationToken cancellationToken = default) => PostAsync($"review/{id}/decisions", ruling, CenterJson.Strict.Ruling, cancellationToken);

    /// <summary>The device rules.</summary>
    public Task<List<DeviceRuleEntry>> GetDeviceRulesAsync(CancellationToken cancellationToken = default) => GetAsync("device-rules", CenterJson.Strict.ListDeviceRuleEntry, cancellationToken);

    /// <summary>Takes a device rule back.</summary>
    public Task PostRetirementAsync(string rule, string why, CancellationToken cancellationToken = default)
        => PostAsync($"device-rules/{Uri.EscapeDataString(rule)}/retirement", new RuleRetirement(why), CenterJson.Strict.RuleRetirement, cancellationToken);

    /// <summary>How far a facility's erasure is; null: none was ordered.</summary>
    public async Task<ErasureReport?> GetErasureAsync(FacilityId facility, CancellationToken cancellationToken = default)
    {
        try
        {
            return await GetAsync($"facilities/{facility}/erasure", CenterJson.Strict.ErasureReport, cancellationToken);
        }
        catch (CenterException e) when (e.InnerException is ApiFailureException { Status: HttpStatusCode.NotFound })
        {
            return null;
        }
    }

    /// <summary>Orders that a facility be erased; ordering it again changes nothing.</summary>
    public Task<ErasureReport> OrderErasureAsync(FacilityId facility, string confirm, CancellationToken cancellationToken = default)
        => SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, new Uri(root, $"facilities/{facility}/erasure")) { Content = JsonContent.Create(new ErasureOrder(confirm), CenterJson.Strict.ErasureOrder) },
            CenterJson.Strict.ErasureReport,
            cancellationToken);

    /// <summary>Orders, newest first.</summary>
    public Task<List<OrderSummary>> GetOrdersAsync(ProcessorId? processor, bool all, CancellationToken cancellationToken = default)
        => GetAsync($"orders?all={(all ? "true" : "false")}{(processor is { } one ? $"&processor={one}" : "")}", CenterJson.Strict.ListOrderSummary, cancellationToken);

    /// <summary>An order with its studies.</summary>
    public Task<OrderReport> GetOrderAsync(Guid id, CancellationToken cancellationToken = default) => GetAsync($"orders/{id}", CenterJson.Strict.OrderReport, cancellationToken);

    /// <summary>Studies that would go to a processor at once if they were ordered.</summary>
    public Task<List<Guid>> GetCandidatesAsync(ProcessorId processor, CandidateFilter filter, int number, CancellationToken cancellationToken = default)
        => GetAsync(
            $"orders/candidates?processor={processor}&number={number}{Query("facility", filter.Facility?.Value)}{Query("domain", filter.Domain)}{Query("disease", filter.Disease)}", CenterJson.Strict.ListGuid, cancellationToken);

    /// <summary>Places an order under an ID of one's own; the same again changes nothing.</summary>
    public Task PutOrderAsync(Guid id, ProcessorId processor, IReadOnlyList<Guid> cases, string reason, CancellationToken cancellationToken = default)
        => PutAsync($"orders/{id}", new OrderPlacing(processor, cases, reason), CenterJson.Strict.OrderPlacing, cancellationToken);

    /// <summary>Ends an order by <c>closing</c> or <c>cancellation</c>.</summary>
    public Task PostOrderEndAsync(Guid id, string end, string reason, CancellationToken cancellationToken = default)
        => PostAsync($"orders/{id}/{end}", new OrderEnding(reason), CenterJson.Strict.OrderEnding, cancellationToken);

    /// <summary>Sets whether a processor receives only what orders name.</summary>
    public Task PutTermsAsync(ProcessorId processor, bool onOrder, CancellationToken cancellationToken = default)
        => PutAsync($"processors/{processor}/terms", new ProcessorTerms(onOrder), CenterJson.Strict.ProcessorTerms, cancellationToken);

    /// <summary>What a person must look into; with <paramref name="all"/> what was closed too.</summary>
    public Task<List<IncidentEntry>> GetIncidentsAsync(bool all, CancellationToken cancellationToken = default)
        => GetAsync(all ? "incidents?all=true" : "incidents", CenterJson.Strict.ListIncidentEntry, cancellationToken);

    /// <summary>Closes an incident.</summary>
    public Task PostIncidentClosingAsync(Guid id, CancellationToken cancellationToken = default)
        => PostAsync($"incidents/{id}/closing", new IncidentClosing(), CenterJson.Strict.IncidentClosing, cancellationToken);

    /// <summary>Writes an answer to a stream, which a try that starts anew empties first.</summary>
    internal Task DownloadAsync(string path, Stream target, CancellationToken cancellationToken)
        => ExchangeAsync(
            () => new HttpRequestMessage(HttpMethod.Get, new Uri(root, path)),
            async (content, cancel) =>
            {
                target.SetLength(0);
                await content.CopyToAsync(target, cancel);
                return true;
            },
            cancellationToken);

    /// <summary>An answer holds so many rows at most; the next begin at the last one's time, which they repeat.</summary>
    private async Task<List<T>> GetPagesAsync<T>(
        string path, JsonTypeInfo<List<T>> type, Func<T, (string Blob, string ETag, DateTimeOffset Received)> describe, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        var known = new HashSet<(string, string)>();
        while (true)
        {
            string query = since is null ? "" : $"?since={Uri.EscapeDataString(since.Value.ToString("O"))}";
            List<T> page = await GetAsync(path + query, type, cancellationToken);
            T[] fresh = [.. page.Where(row => known.Add((describe(row).Blob, describe(row).ETag)))];
            if (fresh.Length == 0)
            {
                return rows;
            }

            rows.AddRange(fresh);
            since = describe(fresh[^1]).Received;
        }
    }

    internal Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        => SendAsync(() => new HttpRequestMessage(HttpMethod.Get, new Uri(root, path)), type, cancellationToken);

    private static string Query(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";

    /// <summary>Posts, and reads the answer. May be repeated without harm, as all requests here.</summary>
    internal Task<TAnswer> AskAsync<TBody, TAnswer>(string path, TBody body, JsonTypeInfo<TBody> type, JsonTypeInfo<TAnswer> answer, CancellationToken cancellationToken)
        => SendAsync(() => Request(HttpMethod.Post, path, body, type), answer, cancellationToken);

    /// <summary>Puts.</summary>
    internal Task<bool> PutAsync<T>(string path, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        => ExchangeAsync(() => Request(HttpMethod.Put, path, body, type), (_, _) => Task.FromResult(true), cancellationToken);

    private Task<bool> PostAsync<T>(string path, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        => ExchangeAsync(() => Request(HttpMethod.Post, path, body, type), (_, _) => Task.FromResult(true), cancellationToken);

    private HttpRequestMessage Request<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type)
        => new(method, new Uri(root, path)) { Content = JsonContent.Create(body, type) };

    private Task<T> SendAsync<T>(Func<HttpRequestMessage> request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        => ExchangeAsync(
            request,
            async (content, cancel) => await content.ReadFromJsonAsync(type, cancel) ?? throw new JsonException("The answer is null."),
            cancellationToken);

    private async Task<T> ExchangeAsync<T>(Func<HttpRequestMessage> request, Func<HttpContent, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await retries.RunAsync(cancel => OnceAsync(request, read, cancel), IsTransient, cancellationToken);
        }
        catch (ApiFailureException e)
        {
            throw Explained(e);
        }
        catch (Exception e) when (e is AuthenticationFailedException)
        {
            throw new CenterException(ExitCodes.NoAccess, new("サインインできません。identity ファイルの証明書 (または開発用の秘密) を確かめてください。", "Cannot sign in. Check the identity file's certificate (or development secret)."), e);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new CenterException(ExitCodes.NoAccess, new($"{root.Authority} の答えを読めません。ポータルのアドレスと center の版を確かめてください。", $"The answer of {root.Authority} cannot be read. Check the portal's address and this program's version."), e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new CenterException(ExitCodes.NoAccess, new($"センターに接続できません ({root.Authority})。ネットワークと --portal を確かめ、もう一度実行してください。", $"Cannot reach the center ({root.Authority}). Check the network and --portal, and run again."), e);
        }
    }

    private async Task<T> OnceAsync<T>(Func<HttpRequestMessage> create, Func<HttpContent, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        AccessToken token = await credential.GetTokenAsync(scope, cancellationToken);
        using HttpRequestMessage request = create();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return response.IsSuccessStatusCode ? await read(response.Content, cancellationToken) : throw new ApiFailureException(response.StatusCode, await SaidAsync(response, cancellationToken));
    }

    /// <summary>The words of a refusal of ours (problem details with <c>ja</c> and <c>en</c>).</summary>
    private static async Task<Text?> SaidAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.Conflict) || response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return null;
        }

        try
        {
            ReasonSaid? said = await response.Content.ReadFromJsonAsync(CenterJson.Strict.ReasonSaid, cancellationToken);
            return said?.Text;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsTransient(Exception e) => e switch
    {
        ApiFailureException { Status: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError } => true,
        HttpRequestException or IOException or TaskCanceledException => true,
        _ => false,
    };

    private CenterException Explained(ApiFailureException e)
    {
        if (e.Said is { } said)
        {
            return new CenterException(ExitCodes.Refusals, said, e);
        }

        Text text = e.Status switch
        {
            HttpStatusCode.Unauthorized => new("サインインが受け入れられません (401)。identity ファイルが今も有効か、学会に確かめてください。", "The sign-in was not accepted (401). Ask the society whether this identity is still valid."),
            HttpStatusCode.Forbidden => new("この identity には許されていません (403)。施設・事業者・課題の ID を確かめてください。", "This identity is not allowed to (403). Check the facility's, processor's or project's ID."),
            HttpStatusCode.NotFound => new("センターにそれはありません (404)。ID とポータルのアドレスを確かめてください。", "The center knows no such thing (404). Check the ID and the portal's address."),
            _ => new($"センター ({root.Authority}) が {(int)e.Status} を返しました。しばらく待ってもう一度実行してください。", $"The center ({root.Authority}) answered {(int)e.Status}. Wait a while and run again."),
        };
        return new CenterException(ExitCodes.NoAccess, text, e);
    }
}
