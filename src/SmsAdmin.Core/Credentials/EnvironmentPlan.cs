using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Credentials;

/// <summary>
/// The plan that the runbook's environment variables name. Read once, at start; nothing of it is written to disk, so
/// it is changed where it is set.
/// </summary>
public sealed class EnvironmentPlan
{
    public const string PlanIdKey = "SINCH_SERVICE_PLAN_ID";
    public const string TokenKey = "SINCH_API_TOKEN";
    public const string RegionKey = "SINCH_REGION";
    public const string FromKey = "SINCH_FROM_NUMBER";
    public const string BaseUrlKey = "SINCH_BASE_URL";
    public const string KindKey = "SINCH_PLAN_KIND";

    private EnvironmentPlan(string servicePlanId, Secret token)
    {
        ServicePlanId = servicePlanId;
        Token = token;
        Id = IdFor(servicePlanId);
    }

    /// <summary>The same for the same Service Plan ID, so that the log keeps its plan across restarts.</summary>
    public Guid Id { get; }

    public string ServicePlanId { get; }

    public Secret Token { get; }

    public string? Region { get; private init; }

    public string? BaseUrl { get; private init; }

    /// <summary>Who sets the environment owns the machine, so a host that it names may be anywhere.</summary>
    public bool AllowsPrivateHost => BaseUrl is not null;

    public string? Sender { get; private init; }

    public PlanKind Kind { get; private init; }

    /// <summary>What is wrong with the variables, each named by its key.</summary>
    public IReadOnlyList<string> Faults { get; private init; } = [];

    /// <summary>Reads the variables; null where there is no Service Plan ID or no token.</summary>
    public static EnvironmentPlan? Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var planId = Value(configuration, PlanIdKey);
        var token = Value(configuration, TokenKey);
        if (planId is null || token is null) return null;

        var faults = new List<string>();
        var region = Value(configuration, RegionKey);
        if (region is not null && !SinchRegion.TryParse(region, out _))
        {
            faults.Add($"{RegionKey} is “{region}”. Sinch has the regions us, eu, au, br and ca.");
            region = null;
        }

        var sender = Value(configuration, FromKey);
        if (sender is not null && SenderId.Parse(sender) is not SenderReading.Valid)
        {
            faults.Add($"{FromKey} is not a sender: a number in international form, a short code, or up to 11 letters.");
            sender = null;
        }

        var kind = Value(configuration, KindKey);
        if (kind is not null && !Enum.TryParse<PlanKind>(kind, true, out _)) faults.Add($"{KindKey} is “{kind}”. It is trial or production.");

        return new EnvironmentPlan(planId, new Secret(token))
        {
            Region = region?.ToLowerInvariant(),
            BaseUrl = Value(configuration, BaseUrlKey),
            Sender = sender is null ? null : ((SenderReading.Valid)SenderId.Parse(sender)).Sender.Value,
            Kind = Enum.TryParse<PlanKind>(kind, true, out var known) ? known : PlanKind.Production,
            Faults = faults,
        };
    }

    private static string? Value(IConfiguration configuration, string key) =>
        configuration[key]?.Trim() is { Length: > 0 } value ? value : null;

    private static Guid IdFor(string servicePlanId)
    {
        // A version 8 GUID: made of the id's hash, so that it is the same each time.
        Span<byte> bytes = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes("environment:" + servicePlanId), bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes[..16], bigEndian: true);
    }
}
