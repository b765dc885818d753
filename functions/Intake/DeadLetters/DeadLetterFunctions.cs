using System.Text.Json;
using Pipeline.Cloud;

namespace Pipeline.Intake;

/// <summary>One function per queue reads its dead letters.</summary>
internal static class DeadLetterFunctions
{
    public static void AddDeadLetterFunctions(this IServiceCollection services)
    {
        services.AddScoped<DeadLetterRecord>();
        services.AddFunction<RecordDeadStudyUploaded, JsonElement>();
        services.AddFunction<RecordDeadConsentsUploaded, JsonElement>();
        services.AddFunction<RecordDeadReleaseReview, JsonElement>();
        services.AddFunction<RecordDeadAnonymize, JsonElement>();
        services.AddFunction<RecordDeadDeliver, JsonElement>();
        services.AddFunction<RecordDeadRecallResearch, JsonElement>();
        services.AddFunction<RecordDeadRecallDelivery, JsonElement>();
    }
}
