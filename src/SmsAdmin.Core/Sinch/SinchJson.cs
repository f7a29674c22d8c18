using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmsAdmin.Core.Sinch;

/// <summary>The wire's JSON: snake_case, nothing for null, unknown fields skipped, numbers and times read leniently.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(MediaBody))]
[JsonSerializable(typeof(SendBatch))]
[JsonSerializable(typeof(UpdateBatch))]
[JsonSerializable(typeof(DeliveryFeedback))]
[JsonSerializable(typeof(Batch))]
[JsonSerializable(typeof(BatchPage))]
[JsonSerializable(typeof(DryRun))]
[JsonSerializable(typeof(BatchReport))]
[JsonSerializable(typeof(RecipientReport))]
[JsonSerializable(typeof(RecipientReportPage))]
[JsonSerializable(typeof(Inbound))]
[JsonSerializable(typeof(InboundPage))]
[JsonSerializable(typeof(Group))]
[JsonSerializable(typeof(GroupPage))]
[JsonSerializable(typeof(GroupContent))]
[JsonSerializable(typeof(UpdateGroup))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>))]
internal sealed partial class SinchJson : JsonSerializerContext
{
    public static SinchJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        // The body is JSON for a JSON parser, never part of a page: a plus or an é needs no escape.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new InstantConverter(), new OptionalInstantConverter(), new LenientBooleanConverter() },
    });
}
