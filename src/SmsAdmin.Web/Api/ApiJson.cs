using System.Text.Encodings.Web;
using System.Text.Json;

namespace SmsAdmin.Web.Api;

/// <summary>How our own API writes: names as created_at, numbers of people with a readable plus.</summary>
internal static class ApiJson
{
    // Served as JSON that no browser sniffs, so that signs need no escapes.
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
