using System.CommandLine;
using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary><c>center audit</c>.</summary>
internal static class AuditCommand
{
    /// <summary>AnchorAudit fires twice a minute; what waits longer than this is stuck.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    public static Command Create(CommandContext context, SharedOptions shared) => new("audit", context.Choose("監査記録を調べる。", "Looks into the audit trail."))
    {
        CreateVerify(context, shared),
    };

    private static Command CreateVerify(CommandContext context, SharedOptions shared)
    {
        Option<string?> data = DataOption.Create(context);
        var from = new Option<Uri?>("--from")
        {
            HelpName = "URL",
            Description = context.Choose("audit コンテナのアドレス (https://staudit….blob.core.windows.net/audit)", "Address of the audit container (https://staudit….blob.core.windows.net/audit)"),
            CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out Uri? address) ? address : null,
        };
        var head = new Option<(long Index, string Hash)?>("--head")
        {
            HelpName = "N:HASH",
            Description = context.Choose("以前の検証で控えた末尾", "The head noted at an earlier verification"),
            CustomParser = result =>
            {
                string[] parts = result.Tokens[0].Value.Split(':');
                if (parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long index))
                {
                    return (index, parts[1].ToLowerInvariant());
                }

                result.AddError(context.Choose("--head は 番号:ハッシュ です。", "--head is NUMBER:HASH."));
                return null;
            },
        };
        var command = new Command("verify", context.Choose(
            "固定された監査記録の連鎖を計算し直し、書き換え・欠落・追加・入れ替えを探す。登録簿の行とも照合する。",
            "Recomputes the anchored audit chain and finds altered, missing, added and reordered entries; holds it against the registry's rows."))
        {
            data, from, head,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            AuditVerification found = parsed.GetValue(data) is { } folder
                ? await VerifyFolderAsync(folder, parsed.GetValue(head), context, cancellationToken)
                : await VerifyCloudAsync(shared.Find(parsed, OperatorIdentity.Local, IdentityKind.Operator), parsed.GetValue(from), parsed.GetValue(head), shared, context, cancellationToken);
            Tell(found, context);
            return found.IsIntact ? ExitCodes.Done : ExitCodes.Refusals;
        });
        return command;
    }

    private static async Task<AuditVerification> VerifyFolderAsync(string folder, (long Index, string Hash)? head, CommandContext context, CancellationToken cancellationToken)
    {
        await using LocalCenterData data = await LocalCenterData.OpenAsync(folder, context.Clock, cancellationToken);
        await using SqliteAuditRecords records = await data.OpenAuditRecordsAsync(cancellationToken);

        // A center at rest anchors nothing: its rows are as old as it is.
        DateTimeOffset now = data.IsRunning
            ? context.Clock.GetUtcNow()
            : (await records.WaitingAsync(cancellationToken)).Newest ?? context.Clock.GetUtcNow();
        return await VerifyAsync(data.Accounts[Containers.Audit], records, now, head, cancellationToken);
    }

    private static Task<AuditVerification> VerifyCloudAsync(
        Identity identity, Uri? from, (long Index, string Hash)? head, SharedOptions shared, CommandContext context, CancellationToken cancellationToken)
    {
        Uri address = from ?? throw new CenterException(ExitCodes.Usage, new("--data DIR か --from URL が必要です。", "--data DIR or --from URL is needed."));
        if (!Identity.IsSafe(address))
        {
            throw new CenterException(ExitCodes.Usage, new("--from は https:// で書いてください。", "--from must be https://."));
        }

        BlobContainer container = address.Query.Length > 0
            ? BlobContainer.FromSas(address)
            : new BlobContainer(new BlobContainerClient(address, identity.CreateCredential(context.Http.Value, context.Clock), StorageAccounts.ClientOptions()));
        return VerifyAsync(container, new ApiAuditRecords(shared.Open(identity)), context.Clock.GetUtcNow(), head, cancellationToken);
    }

    private static async Task<AuditVerification> VerifyAsync(
        BlobContainer container, IAuditRecords records, DateTimeOffset now, (long Index, string Hash)? head, CancellationToken cancellationToken)
    {
        try
        {
            return await new AuditVerifier(new AnchoredAuditChain(container), records).VerifyAsync(now - LongestWait, head, cancellationToken);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            throw PackageFetch.NoAccess(e);
        }
    }

    private static void Tell(AuditVerification found, CommandContext context)
    {
        context.Say($"調べた記録: {found.Entries} (blob {found.Blobs})、固定待ち {found.Waiting}", $"Entries read: {found.Entries} ({found.Blobs} blobs), {found.Waiting} waiting to be anchored");
        context.Say($"末尾: {found.Head}:{found.HeadHash}", $"Head: {found.Head}:{found.HeadHash}");
        PlainTable.Show(
            context,
            [context.Choose("番号", "Entry"), "blob", context.Choose("位置", "Offset"), context.Choose("見つかったこと", "Finding")],
            [.. found.Findings.Select(one => new[]
            {
                one.LastIndex is { } end ? $"{one.Index}-{end}" : $"{one.Index}", one.Blob ?? "", $"{one.Offset}", $"{AuditTexts.Say(one).In(context.Language)} ({one.Kind})",
            })]);
        context.Say(found.IsIntact
            ? context.Choose("異常なし", "Intact")
            : context.Choose($"異常 {found.Findings.Count} 件。このセンターの監査記録は信用できません。", $"{found.Findings.Count} findings: this audit trail cannot be trusted as it is."));
    }
}
