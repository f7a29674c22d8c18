using System.Text.Json;
using SmsAdmin.Core.Odoo;

namespace SmsAdmin.Web.Api;

/// <summary>A JSON-RPC call as Odoo writes it, and what it hands in.</summary>
internal sealed class OdooRpcRequest
{
    private const int DeepestLevel = 12;
    private const int LengthOfUuid = 32;
    private readonly JsonElement _params;

    private OdooRpcRequest(JsonElement? id, JsonElement @params) => (Id, _params) = (id, @params);

    /// <summary>Whatever the caller gave; it is given back.</summary>
    public JsonElement? Id { get; }

    /// <summary>Exactly one of the two is there.</summary>
    public static async Task<(OdooRpcRequest? Request, string? Fault)> ReadAsync(Stream body, CancellationToken ct)
    {
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = DeepestLevel };
            using var document = await JsonDocument.ParseAsync(body, options, ct);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return (null, "Send one JSON-RPC call.");
            var id = root.TryGetProperty("id", out var given) && given.ValueKind is JsonValueKind.String or JsonValueKind.Number ? given.Clone() : (JsonElement?)null;
            return root.TryGetProperty("params", out var parameters) && parameters.ValueKind == JsonValueKind.Object
                ? (new OdooRpcRequest(id, parameters.Clone()), null)
                : (new OdooRpcRequest(id, default), null);
        }
        catch (JsonException)
        {
            return (null, "This is no JSON.");
        }
        catch (InvalidOperationException)
        {
            return (null, "It holds half of a character.");
        }
    }

    /// <summary>The texts to send; or what is wrong with the call as a whole.</summary>
    public (NativeCall? Call, string? Fault) Sends()
    {
        try
        {
            if (_params.ValueKind != JsonValueKind.Object || !_params.TryGetProperty("messages", out var messages) || messages.ValueKind != JsonValueKind.Array)
                return (null, "messages is missing.");
            var texts = new List<NativeText>();
            foreach (var message in messages.EnumerateArray())
            {
                if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("numbers", out var numbers) || numbers.ValueKind != JsonValueKind.Array)
                    return (null, "A message has no numbers.");
                var content = Text(message, "content") ?? "";
                foreach (var number in numbers.EnumerateArray())
                {
                    if (number.ValueKind != JsonValueKind.Object || Text(number, "uuid") is not { } uuid || !IsUuid(uuid)) return (null, "A number has no uuid of 32 hexadecimal digits.");
                    if (texts.Count == NativeSends.Most) return (null, $"At most {NativeSends.Most:N0} numbers at once.");
                    texts.Add(new NativeText(uuid, Text(number, "number") ?? "", content));
                }
            }

            // One answer a uuid: given twice in one call it is one text.
            return (new NativeCall([.. texts.DistinctBy(text => text.Uuid)], Text(_params, "webhook_url")), null);
        }
        catch (InvalidOperationException)
        {
            return (null, "It holds half of a character.");
        }
    }

    // False stands for nothing in Odoo.
    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsUuid(string text) => text.Length == LengthOfUuid && text.All(char.IsAsciiHexDigitLower);
}
