using System.Text.Json;
using System.Text.RegularExpressions;
using SmsAdmin.Core.Credentials;

namespace SmsAdmin.Core.Checklist;

/// <summary>Reads the code off the sandbox's handset, over HTTP as anybody on this machine may. There is none for a real phone.</summary>
internal sealed partial class SandboxPhone(IHttpClientFactory clients)
{
    public const string Client = "Checklist.Handset";

    /// <summary>The code of a text that a phone of the sandbox got; null where it did not.</summary>
    /// <param name="to">E.164.</param>
    public async Task<string?> CodeAsync(PlanView plan, string to, string? batchId, CancellationToken ct)
    {
        // The sandbox's plan stands at {root}/sinch/{region}, the handset at {root}/handset.
        if (!plan.IsSandbox || batchId is null || plan.Url is not { } url || url.LastIndexOf("/sinch/", StringComparison.Ordinal) is not (> 0 and var at)) return null;
        try
        {
            using var http = clients.CreateClient(Client);
            using var answer = await http.GetAsync(new Uri($"{url[..at]}/handset/{to.TrimStart('+')}"), ct);
            if (!answer.IsSuccessStatusCode) return null;
            using var texts = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
            foreach (var text in texts.RootElement.EnumerateArray())
            {
                if (text.GetProperty("batch_id").GetString() == batchId && Code().Match(text.GetProperty("body").GetString() ?? "") is { Success: true } code) return code.Value;
            }

            return null;
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or KeyNotFoundException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"(?<!\d)\d{6,10}(?!\d)")]
    private static partial Regex Code();
}
