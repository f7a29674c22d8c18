using System.Globalization;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>How much a matter presses.</summary>
public enum Urgency
{
    /// <summary>Something does not go out.</summary>
    Now,

    /// <summary>It will, if nobody looks.</summary>
    Soon,
}

/// <summary>One matter that needs somebody.</summary>
/// <param name="Title">What is the matter.</param>
/// <param name="Level">The same in a word or two: "Paused", "Nearly full".</param>
/// <param name="Says">How much, why, and what follows.</param>
/// <param name="Since">When it began, where that is known.</param>
/// <param name="Href">The page that mends it. An administrator's page.</param>
/// <param name="Action">What is done there.</param>
public sealed record Matter(Urgency Urgency, string Title, string Level, string Says, DateTimeOffset? Since, string Href, string Action)
{
    /// <summary>What kind of alert it makes, with the plan and the key that tell it from others of its kind.</summary>
    public AlertKind Kind { get; init; }

    public Guid? PlanId { get; init; }

    public string Key { get; init; } = "";
}

/// <summary>Finds what needs somebody now, from what is stored and counted alone: no guesses, and nobody is asked.</summary>
public sealed class Attention(Plans plans, KeyRing ring, UsageMeter usage, Silences silences, Failures failures, TimeProvider clock)
{
    private const double NearlyFull = 0.8;

    /// <summary>What presses most first, then what began first.</summary>
    public async Task<IReadOnlyList<Matter>> ReadAsync(CancellationToken ct)
    {
        var matters = new List<Matter>();
        if (!ring.Report.IsWhole) matters.Add(OfRing(ring.Report));
        foreach (var plan in await plans.ListAsync(ct))
        {
            if (Of(plan) is { } matter) matters.Add(matter);
            matters.AddRange(await QuotasAsync(plan, ct));
            matters.AddRange(await silences.ReadAsync(plan, ct));
            if (await failures.ReadAsync(plan, ct) is { } failing) matters.Add(failing);
        }

        return [.. matters.OrderBy(m => m.Urgency).ThenBy(m => m.Since ?? DateTimeOffset.MaxValue)];
    }

    private static Matter OfRing(KeyRingReport report) => new(
        Urgency.Now, "The key ring is not the one this database was closed with", "Closed",
        report.Unreadable.Count > 0 ? $"It cannot open {string.Join(", ", report.Unreadable)}. Put the right ring back and restart." : "Put the right ring back and restart.",
        null, "/settings", "See where it lies")
    { Kind = AlertKind.KeyRing };

    private Matter? Of(PlanView plan) => Judge(plan) is { } matter ? matter with { PlanId = plan.Id } : null;

    private Matter? Judge(PlanView plan) => plan.Readiness switch
    {
        PlanReadiness.Paused when plan.PausedBy is not null => new(
            Urgency.Now, $"Sending through {plan.Name} is paused", "Paused", $"{plan.PausedWhy} Its messages wait until a person resumes it.", plan.PausedAt, "/queue", "Resume it")
        { Kind = AlertKind.PlanPaused },
        PlanReadiness.Paused => new(
            Urgency.Now, $"Sending through {plan.Name} is paused", "Paused", $"{plan.PausedWhy} Its messages wait and none is lost.".TrimStart(), plan.PausedAt, Card(plan), "See what to do")
        { Kind = AlertKind.PlanPaused },
        PlanReadiness.NoRegion => new(
            Weight(plan), $"The region of {plan.Name} is not known", "Incomplete", "It sends nothing until it is set. Detect region asks all five, read-only.", null, Card(plan), "Detect the region")
        { Kind = AlertKind.PlanNotReady, Key = nameof(PlanReadiness.NoRegion) },
        // The sandbox is asked by the program itself, as soon as it listens.
        PlanReadiness.NotVerified when plan is { IsSandbox: true, CheckedAt: null } => null,
        PlanReadiness.NotVerified => new(
            Weight(plan), $"{plan.Name} is not verified", "Not verified", plan.CheckedSaid ?? "Sinch was not asked yet, and it sends nothing before.", plan.CheckedAt, Card(plan), "Check it")
        { Kind = AlertKind.PlanNotReady, Key = nameof(PlanReadiness.NotVerified) },
        // The ring's own matter says it for all of them.
        PlanReadiness.TokenUnreadable when ring.Report.IsWhole => new(
            Weight(plan), $"The token of {plan.Name} cannot be opened", "Closed", "It was closed with another key ring. Replace it, or put that ring back.", null, Card(plan), "Replace the token")
        { Kind = AlertKind.PlanNotReady, Key = nameof(PlanReadiness.TokenUnreadable) },
        PlanReadiness.Ready when plan is { CheckedAt: { } at, CheckedHttpStatus: not (>= 200 and < 300) } => new(
            Urgency.Soon, $"The last check of {plan.Name} failed", "Check failed", plan.CheckedSaid ?? "", at, Card(plan), "Check again")
        { Kind = AlertKind.CheckFailed },
        _ => null,
    };

    private async Task<IEnumerable<Matter>> QuotasAsync(PlanView plan, CancellationToken ct)
    {
        if (plan.PerDay is null && plan.PerMonth is null) return [];
        var zone = QuotaPeriod.Zone(plan.TimeZone);
        var uses = await usage.ReadAsync(plan.Limits(), ct);
        return
            from use in uses
            let limit = use.Limit ?? 0
            where limit > 0 && use.Messages >= NearlyFull * limit
            let whose = use.Name == "day" ? "today’s" : "this month’s"
            let full = use.Messages >= limit
            select new Matter(
                full ? Urgency.Now : Urgency.Soon,
                $"{100L * use.Messages / limit}\u00A0% of {whose} quota of {plan.Name} is used",
                full ? "Full" : "Nearly full",
                $"{Count(use.Messages)} of {Count(limit)} messages. {(full ? "New messages are refused" : "When it is full, new messages are refused")} until the {use.Name} ends.",
                null,
                plan.Source == PlanSource.Storage ? $"/credentials/{plan.Id}/edit" : Card(plan),
                plan.Source == PlanSource.Storage ? "Change the quota" : "See the plan")
            {
                Kind = full ? AlertKind.QuotaFull : AlertKind.QuotaNearlyFull,
                PlanId = plan.Id,
                Key = (use.Name == "day" ? QuotaPeriod.Day(clock.GetUtcNow(), zone) : QuotaPeriod.Month(clock.GetUtcNow(), zone)).Key,
            };
    }

    private static string Count(int messages) => messages.ToString("N0", CultureInfo.InvariantCulture);

    // Nothing goes out when it is the default that is not ready.
    private static Urgency Weight(PlanView plan) => plan.IsDefault ? Urgency.Now : Urgency.Soon;

    private static string Card(PlanView plan) => $"/credentials#plan-{plan.Id}";
}
