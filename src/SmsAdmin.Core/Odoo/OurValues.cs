using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Odoo;

/// <summary>The runbook's four system parameters.</summary>
public static class ParameterKeys
{
    public const string ServicePlanId = "sinch.service_plan_id";
    public const string Token = "sinch.api_token";
    public const string Region = "sinch.region";
    public const string Sender = "sinch.from_number";

    /// <summary>In the order in which they are shown.</summary>
    public static IReadOnlyCollection<string> All { get; } = [ServicePlanId, Token, Region, Sender];

    public static bool IsSecret(string key) => key == Token;

    /// <summary>A value as it may be shown: of a secret the last four.</summary>
    internal static string Shown(string key, string value) => !IsSecret(key) ? value : value.Length == 0 ? "" : new Secret(value).LastFour;
}

/// <summary>What a service plan says the four parameters ought to be. A value that the plan lacks is null, and nothing is pushed for it.</summary>
internal sealed class OurValues
{
    private readonly Dictionary<string, string?> _values;

    private OurValues(PlanView plan, Secret token) => (Plan, _values) = (plan, new Dictionary<string, string?>
    {
        [ParameterKeys.ServicePlanId] = plan.ServicePlanId,
        [ParameterKeys.Token] = token.Reveal(),
        [ParameterKeys.Region] = plan.Region,
        [ParameterKeys.Sender] = plan.Sender,
    });

    public PlanView Plan { get; }

    public string? this[string key] => _values[key];

    /// <summary>Null where the plan is gone or its token cannot be opened.</summary>
    public static async Task<OurValues?> OfAsync(Plans plans, Guid planId, CancellationToken ct) =>
        await plans.FindAsync(planId, ct) is { } plan && await plans.TokenAsync(planId, ct) is { } token ? new OurValues(plan, token) : null;

    /// <summary>The same with another token, which does not count yet.</summary>
    public OurValues With(Secret token) => new(Plan, token);

    /// <summary>Where the plan has nothing, nothing in Odoo is the same.</summary>
    public bool IsSame(string key, string theirs) => (_values[key] ?? "") == theirs;
}
