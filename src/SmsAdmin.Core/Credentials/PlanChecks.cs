using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Credentials;

/// <summary>What Sinch said of a plan and its token.</summary>
/// <param name="Works">Sinch takes them together.</param>
/// <param name="HttpStatus">Of the answer; null where none came.</param>
/// <param name="ApiErrorCode">Of the refusal, where it had one.</param>
/// <param name="NoAnswer">Why no answer came, in the window's word; null where one did.</param>
/// <param name="Says">One sentence to the reader.</param>
public sealed record PlanCheck(bool Works, int? HttpStatus, string? ApiErrorCode, string? NoAnswer, string Says, DateTimeOffset At, TimeSpan Took)
{
    /// <summary>What was asked, as <c>GET eu.sms.api.sinch.com/xms/v1/4f1c…a07e/batches?page_size=1</c>.</summary>
    public string Asked { get; init; } = "";

    /// <summary>How far our clock is ahead of Sinch's, by the Date of its answer; null where it told none.</summary>
    public TimeSpan? ClockAhead { get; init; }
}

/// <summary>Asks Sinch, by a harmless GET, whether plan, token and host fit together.</summary>
public sealed class PlanChecks(
    IDbContextFactory<AppDb> databases, Plans plans, PlanStates states, SinchClient sinch, EnvironmentPlanSlot environment, PlanChanges changes,
    AuditTrail audit, TimeProvider clock)
{
    /// <summary>Asks, and keeps the answer. A plan that works is active from now on, and goes on if it was paused.</summary>
    /// <returns>Null where the plan cannot be asked: its region or its token is missing.</returns>
    public async Task<PlanCheck?> CheckAsync(Guid planId, Actor by, CancellationToken ct)
    {
        if (await plans.OpenAsync(planId, ct) is not { } plan) return null;
        var check = await AskAsync(plan.Endpoint, ct);
        if (plan.Plan.Source == PlanSource.Environment) environment.LastCheck = new CheckNote(check.At, check.HttpStatus, check.Says);
        else await KeepAsync(plan.Plan, check, by, ct);
        if (check.Works && plan.Plan.PausedAt is not null) await states.ResumeAsync(planId, ct);
        changes.Announce();
        return check;
    }

    /// <summary>Asks, and keeps nothing: whatever Sinch answers, the plan stays as it is.</summary>
    /// <inheritdoc cref="CheckAsync"/>
    public async Task<PlanCheck?> LookAsync(Guid planId, CancellationToken ct) => await plans.OpenAsync(planId, ct) is { } plan ? await AskAsync(plan.Endpoint, ct) : null;

    /// <summary>Asks with an endpoint that is not stored, such as one with a new token.</summary>
    internal async Task<PlanCheck> AskAsync(SinchEndpoint endpoint, CancellationToken ct)
    {
        var answer = await sinch.VerifyAsync(endpoint, ct);
        var status = answer.Exchange.Status;
        return answer switch
        {
            CredentialCheck.Works => Told(true, null, null, "Sinch takes plan and token together."),
            CredentialCheck.TokenRefused => Told(false, null, null, "Sinch refuses plan and token together. The token is wrong or revoked, it belongs to another plan, or the plan lives in another region."),
            CredentialCheck.PlanUnknown => Told(false, null, null, "This host does not know the Service Plan ID. Look at the ID and at the region."),
            CredentialCheck.Blocked blocked => Told(false, blocked.Error.Code, null, "Plan and token are right, but Sinch has blocked the account. Look at its credit in Sinch’s dashboard."),
            CredentialCheck.Unreachable none => Told(false, null, none.Kind.ToString(), Unreachable(none.Kind, endpoint)),
            _ => Told(false, null, null, $"{endpoint.BaseUrl.Authority} gave an answer that Sinch does not give. Look at the base URL."),
        };

        PlanCheck Told(bool works, string? code, string? noAnswer, string says) =>
            new(works, status, code, noAnswer, says, clock.GetUtcNow(), answer.Exchange.Duration) { Asked = Asked(endpoint, answer.Exchange), ClockAhead = answer.Exchange.ClockAhead };
    }

    private static string Asked(SinchEndpoint endpoint, Exchange asked) =>
        $"{asked.Method} {endpoint.BaseUrl.Authority}{asked.Path.Replace(Uri.EscapeDataString(endpoint.ServicePlanId), PlanView.Shorten(endpoint.ServicePlanId), StringComparison.Ordinal)}";

    private static string Unreachable(FailureKind kind, SinchEndpoint endpoint) => kind switch
    {
        FailureKind.Timeout => $"{endpoint.BaseUrl.Authority} did not answer in time. Try again; if it stays so, look at firewall and proxy.",
        FailureKind.ConnectionRefused => $"Nothing listens at {endpoint.BaseUrl.Authority}. Look at the base URL.",
        FailureKind.NameNotResolved => $"No host is named {endpoint.BaseUrl.Host}. Look at region and base URL, or at this machine’s DNS.",
        FailureKind.AddressNotAllowed => $"{endpoint.BaseUrl.Authority} lies on this machine or in a private network, and this plan may not call there. Nothing was sent. Edit the plan if the host is yours.",
        FailureKind.TlsFailed => $"{endpoint.BaseUrl.Authority} could not prove who it is: its certificate is not trusted here. Look at proxy and clock.",
        FailureKind.NotHttp => $"What listens at {endpoint.BaseUrl.Authority} does not speak HTTP. Look at the base URL.",
        _ => $"The connection to {endpoint.BaseUrl.Authority} failed. Look at network, firewall and proxy.",
    };

    private async Task KeepAsync(PlanView plan, PlanCheck check, Actor by, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await KeepAsync(db, plan, check, by, ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Keeps an answer in the caller's transaction; the caller saves.</summary>
    internal async Task KeepAsync(AppDb db, PlanView plan, PlanCheck check, Actor by, CancellationToken ct)
    {
        var row = await db.Plans.SingleOrDefaultAsync(p => p.Id == plan.Id, ct);
        if (row is null) return;
        row.CheckedAt = check.At;
        row.CheckedHttpStatus = check.HttpStatus;
        row.CheckedSaid = check.Says;
        if (check.Works && !row.IsVerified)
        {
            row.IsVerified = true;
            audit.Write(db, by, "plan.verified", plan.Name, plan.Id, after: new { httpStatus = check.HttpStatus });
        }
    }
}
