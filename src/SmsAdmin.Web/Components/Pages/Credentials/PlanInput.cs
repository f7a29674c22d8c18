using System.Globalization;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Components.Pages.Credentials;

/// <summary>A plan as somebody typed it: text, so that nothing is lost from the form. Only the token is never given back.</summary>
public sealed class PlanInput
{
    public string? Name { get; set; }
    public string? ServicePlanId { get; set; }
    public string? Token { get; set; }
    public string? Region { get; set; }
    public string? BaseUrl { get; set; }
    public bool AllowsPrivateHost { get; set; }
    public string? Sender { get; set; }
    public string? Kind { get; set; }
    public string? PerSecond { get; set; }
    public bool CountsParts { get; set; }
    public string? PerDay { get; set; }
    public string? PerMonth { get; set; }
    public string? TimeZone { get; set; }
    public string? VerifiedNumbers { get; set; }
    public string? OpenCountries { get; set; }

    /// <summary>An empty form, with the rate and the zone that most likely are right.</summary>
    public static PlanInput Fresh(PlanDefaults limits, string? zone) => new()
    {
        Kind = nameof(PlanKind.Production),
        PerSecond = Typed(limits.PerSecond),
        TimeZone = zone ?? "Etc/UTC",
    };

    public static PlanInput Of(PlanView plan) => new()
    {
        Name = plan.Name,
        ServicePlanId = plan.ServicePlanId,
        Region = plan.Region,
        BaseUrl = plan.BaseUrl,
        AllowsPrivateHost = plan.AllowsPrivateHost,
        Sender = plan.Sender,
        Kind = plan.Kind.ToString(),
        PerSecond = Typed(plan.PerSecond),
        CountsParts = plan.CountsParts,
        PerDay = Typed(plan.PerDay),
        PerMonth = Typed(plan.PerMonth),
        TimeZone = plan.TimeZone,
        VerifiedNumbers = string.Join('\n', plan.VerifiedNumbers),
        OpenCountries = string.Join(", ", plan.OpenCountries),
    };

    /// <summary>What the room checks and stores. A figure that is not one becomes 0, which the room names as a fault.</summary>
    /// <param name="otherwise">The limits of the kind, where a new plan's are left empty; null where empty is no limit.</param>
    public PlanDraft ToDraft(PlanDefaults? otherwise)
    {
        var kind = Kind == nameof(PlanKind.Trial) ? PlanKind.Trial : PlanKind.Production;
        return new PlanDraft(
            Name ?? "", ServicePlanId ?? "", Region, BaseUrl, Sender, kind,
            Figure(PerSecond) ?? otherwise?.PerSecond ?? 0,
            Figure(PerDay) ?? (kind == PlanKind.Trial ? otherwise?.TrialPerDay : null),
            Figure(PerMonth) ?? (kind == PlanKind.Production ? otherwise?.ProductionPerMonth : null),
            TimeZone ?? "", (VerifiedNumbers ?? "").Split('\n', ',', ';'), AllowsPrivateHost)
        {
            CountsParts = CountsParts,
            // A new plan opens its sender's country by itself; one that is changed opens what stands there.
            OpenCountries = otherwise is not null && string.IsNullOrWhiteSpace(OpenCountries) ? null : (OpenCountries ?? "").Split(' ', ',', ';', '\n', '\r'),
        };
    }

    private static string? Typed(int? figure) => figure?.ToString(CultureInfo.InvariantCulture);

    private static int? Figure(string? typed) => string.IsNullOrWhiteSpace(typed) ? null
        : int.TryParse(typed, NumberStyles.Integer | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var figure) ? figure : 0;
}
