using System.Collections.Frozen;
using System.Text.Json;

namespace SmsAdmin.Core.Sinch;

/// <summary>
/// What Sinch says of a delivery code: 0 and the 136 network codes, and 400 to 418 of the REST API. The list may grow,
/// so a number that is not in it has an answer too.
/// </summary>
public static class DeliveryCodes
{
    /// <summary>The name of this number space, to be shown with every code: 401 here is not the HTTP status 401.</summary>
    public const string Space = "Delivery code";

    private static readonly FrozenDictionary<int, DeliveryCode> ByCode = Load().ToFrozenDictionary(code => code.Code);

    public static IReadOnlyList<DeliveryCode> All { get; } = [.. ByCode.Values.OrderBy(code => code.Code)];

    public static DeliveryCode Find(int code) =>
        ByCode.TryGetValue(code, out var known) ? known : new DeliveryCode(code, "Unknown reason", "", Permanence.NotSaid, "", IsKnown: false);

    private static IEnumerable<DeliveryCode> Load()
    {
        foreach (var row in CodeTable.Read("network-codes.json"))
        {
            yield return new DeliveryCode(
                row.GetProperty("code").GetInt32(),
                CodeTable.Text(row, "description"),
                CodeTable.Text(row, "class"),
                CodeTable.Text(row, "treated_as") switch
                {
                    "Permanent" => Permanence.Permanent,
                    "Temporary" => Permanence.Temporary,
                    _ => Permanence.NotSaid,
                },
                CodeTable.Text(row, "comment"));
        }

        foreach (var row in CodeTable.Read("rest-codes.json"))
        {
            yield return new DeliveryCode(
                row.GetProperty("code").GetInt32(),
                CodeTable.Text(row, "name"),
                "REST API",
                row.GetProperty("retryable").ValueKind switch
                {
                    JsonValueKind.True => Permanence.Temporary,
                    JsonValueKind.False => Permanence.Permanent,
                    _ => Permanence.NotSaid,
                },
                CodeTable.Text(row, "statusNote"));
        }
    }
}

/// <param name="Code">The number in the receipt. 0 means delivered only beside the status Delivered; else it means no reason was given.</param>
/// <param name="Name">Sinch's own name.</param>
/// <param name="Class">Where it arose, in Sinch's words: ROUTING ERROR, HLR ERROR, REST API and so on.</param>
/// <param name="Permanence">Whether the same message may do better later.</param>
/// <param name="Comment">Sinch's remark; often empty.</param>
/// <param name="IsKnown">Whether the code is in Sinch's list.</param>
public sealed record DeliveryCode(int Code, string Name, string Class, Permanence Permanence, string Comment, bool IsKnown = true);

public enum Permanence
{
    NotSaid,
    Permanent,
    Temporary,
}
