using System.Text.RegularExpressions;
using SmsAdmin.Core.Credentials;

namespace SmsAdmin.Core.Checklist;

/// <summary>What can be wrong with a setup, by names that stay.</summary>
public static partial class CauseCode
{
    public const string KeyRingLost = "key-ring.lost";
    public const string KeyRingBeside = "key-ring.beside-the-database";
    public const string BackupOld = "backup.old";
    public const string TokenUnreadable = "token.unreadable";
    public const string TokenRefused = "token.refused";
    public const string TokenOld = "token.old";
    public const string PlanUnusable = "plan.unusable";
    public const string PlanUnknown = "plan.unknown";
    public const string RegionMissing = "region.missing";
    public const string RegionWrong = "region.wrong";
    public const string AccountBlocked = "account.blocked";
    public const string SinchFails = "sinch.fails";
    public const string NotSinch = "host.not-sinch";
    public const string ClockSkew = "clock.skew";
    public const string QuotaFull = "quota.full";
    public const string QuotaNearlyFull = "quota.nearly-full";
    public const string OdooOutOfReach = "odoo.out-of-reach";
    public const string OdooDiffers = "odoo.differs";
    public const string OdooElsewhere = "odoo.elsewhere";
    public const string OdooRouteOff = "odoo.route-off";

    /// <summary>Why no answer came: <c>network.connection-refused</c>.</summary>
    /// <param name="kind">A name of the window's failure kinds.</param>
    public static string OfNetwork(string kind) => $"network.{Inside().Replace(kind, "-").ToLowerInvariant()}";

    /// <summary>Of an answer that says nothing about the plan.</summary>
    internal static string OfAnswer(PlanCheck check) => check switch
    {
        { NoAnswer: { } kind } => OfNetwork(kind),
        { HttpStatus: >= 500 } => SinchFails,
        _ => NotSinch,
    };

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Inside();
}
