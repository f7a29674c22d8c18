using System.Text.Json;

namespace SmsAdmin.Sandbox.Sinch.Delivery;

/// <summary>The contract's delivery codes, read from the tables that lie beside it.</summary>
internal static class DeliveryCodes
{
    public const int NoError = 0, QuotaExceeded = 64, InvalidSource = 310;
    public const int Queued = 400, Dispatched = 401, Unroutable = 402, UnmatchedParameter = 405, Expired = 406, Cancelled = 407,
        UnmatchedOriginator = 410, TooManyParts = 411, UnprovisionedRegion = 412, AccountBlocked = 413;

    public static IReadOnlyList<DeliveryCode> Rest { get; } = Read("xms-rest-codes.json", "name");

    public static IReadOnlyList<DeliveryCode> Network { get; } = Read("smpp-status-report-codes.json", "description");

    private static DeliveryCode[] Read(string table, string text)
    {
        using var stream = typeof(DeliveryCodes).Assembly.GetManifestResourceStream(table)!;
        using var document = JsonDocument.Parse(stream);
        return
        [
            .. document.RootElement.EnumerateArray()
                .Select(row => new DeliveryCode(row.GetProperty("code").GetInt32(), row.GetProperty(text).GetString()!)),
        ];
    }
}

/// <summary>A delivery code and what it means.</summary>
internal sealed record DeliveryCode(int Code, string Meaning);
