using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>
/// Everything that <c>center</c> reads and writes as JSON. A type that is not named here has no JSON: the published program is
/// compiled ahead of time and cannot look through types as it runs.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AuditWaiting))]
[JsonSerializable(typeof(DeletionAcknowledgement))]
[JsonSerializable(typeof(DeskAsked))]
[JsonSerializable(typeof(DeskSaid))]
[JsonSerializable(typeof(DevelopmentCredential.Answer), TypeInfoPropertyName = "TokenAnswer")]
[JsonSerializable(typeof(DomainReport))]
[JsonSerializable(typeof(EnrolledFacility))]
[JsonSerializable(typeof(ErasureOrder))]
[JsonSerializable(typeof(ErasureReport))]
[JsonSerializable(typeof(FacilityFacts))]
[JsonSerializable(typeof(FacilityGrant))]
[JsonSerializable(typeof(Identity))]
[JsonSerializable(typeof(IncidentClosing))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(LettersAsked))]
[JsonSerializable(typeof(LettersSaid))]
[JsonSerializable(typeof(List<AuditAnchor>))]
[JsonSerializable(typeof(List<AuditEntry>))]
[JsonSerializable(typeof(List<DeviceRuleEntry>))]
[JsonSerializable(typeof(List<FacilityEntry>))]
[JsonSerializable(typeof(List<Guid>))]
[JsonSerializable(typeof(List<IncidentEntry>))]
[JsonSerializable(typeof(List<OrderSummary>))]
[JsonSerializable(typeof(List<Provided>))]
[JsonSerializable(typeof(List<ReviewEntry>))]
[JsonSerializable(typeof(List<SentConsentTable>))]
[JsonSerializable(typeof(List<SentPackage>))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(OrderEnding))]
[JsonSerializable(typeof(OrderPlacing))]
[JsonSerializable(typeof(OrderReport))]
[JsonSerializable(typeof(PackageManifest))]
[JsonSerializable(typeof(PeriodFacts))]
[JsonSerializable(typeof(Photograph))]
[JsonSerializable(typeof(ProcessorFacts))]
[JsonSerializable(typeof(ProcessorTerms))]
[JsonSerializable(typeof(ProjectFacts))]
[JsonSerializable(typeof(PullReceipt))]
[JsonSerializable(typeof(PullState.Content), TypeInfoPropertyName = "PullStateFile")]
[JsonSerializable(typeof(ReasonSaid))]
[JsonSerializable(typeof(ReceiptSaid))]
[JsonSerializable(typeof(RuleRetirement))]
[JsonSerializable(typeof(Ruling))]
[JsonSerializable(typeof(SendState.Content), TypeInfoPropertyName = "SendStateFile")]
internal sealed partial class CenterJson : JsonSerializerContext
{
    /// <summary>By the rules of <see cref="MessageJson"/>: the portal's API, state files, identities.</summary>
    public static CenterJson Strict { get; } = new(Rules());

    /// <summary>The same, indented, for files that people open.</summary>
    public static CenterJson Indented { get; } = new(new JsonSerializerOptions(Rules()) { WriteIndented = true });

    /// <summary>The same for standard output, which is no web page: letters are not escaped.</summary>
    public static CenterJson Printed { get; } = new(new JsonSerializerOptions(Rules()) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static JsonSerializerOptions Rules() => MessageJson.RulesFor(
        MessageJson.EnumConverter<CertifiedUse>(),
        MessageJson.EnumConverter<DeliveryOrderState>(),
        MessageJson.EnumConverter<DeskChannel>(),
        MessageJson.EnumConverter<DeskRequestKind>(),
        MessageJson.EnumConverter<DeviceAttribute>(),
        MessageJson.EnumConverter<IdentityKind>(),
        MessageJson.EnumConverter<NoticeKind>(),
        MessageJson.EnumConverter<OptOutBy>(),
        MessageJson.EnumConverter<OrderLineState>(),
        MessageJson.EnumConverter<PackageKind>(),
        MessageJson.EnumConverter<PullStep>(),
        MessageJson.EnumConverter<ReviewVerdict>(),
        MessageJson.EnumConverter<Sex>());
}
