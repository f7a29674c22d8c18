using SmsAdmin.Core.Sinch;

namespace SmsAdmin.Core.Credentials;

/// <summary>What one region said.</summary>
/// <param name="Region">us, eu, au, br or ca.</param>
/// <param name="HttpStatus">Of its answer; null where none came.</param>
/// <param name="Knows">It knows this plan and takes this token.</param>
/// <param name="Means">In plain words.</param>
public sealed record RegionReply(string Region, int? HttpStatus, bool Knows, string Means, TimeSpan Took);

/// <summary>What the five regions said, asked at once and by GET only.</summary>
/// <param name="Found">The region in which the plan lives, or null.</param>
/// <param name="Says">The finding in one sentence.</param>
public sealed record RegionFinding(string? Found, string Says, IReadOnlyList<RegionReply> Replies, DateTimeOffset AskedAt, TimeSpan Took);

/// <summary>Finds out in which region a plan lives. Nothing is sent.</summary>
public sealed class RegionSearch(Plans plans, RegionProbe probe, TimeProvider clock)
{
    /// <summary>Asks all five; null where the plan is gone or its token cannot be opened.</summary>
    public async Task<RegionFinding?> AskAsync(Guid planId, CancellationToken ct)
    {
        if (await plans.FindAsync(planId, ct) is not { } plan || await plans.TokenAsync(planId, ct) is not { } token) return null;
        // A whole host of one's own has no region to find; Sinch's own hosts are asked instead.
        var template = SinchEndpoint.NeedsRegion(plan.BaseUrl) ? plan.BaseUrl : null;
        var askedAt = clock.GetUtcNow();
        if (await probe.AskAsync(plan.ServicePlanId, token, template, plan.AllowsPrivateHost, ct) is not ProbeOutcome.Asked asked)
            return new RegionFinding(null, "Service Plan ID or base URL cannot be used as they are. Look at them first.", [], askedAt, TimeSpan.Zero);

        var replies = asked.Answers.Select(Reply).ToList();
        return new RegionFinding(asked.Found?.Code, Finding(asked, replies), replies, askedAt, clock.GetUtcNow() - askedAt);
    }

    private static RegionReply Reply(RegionAnswer answer) => new(
        answer.Region.Code, answer.Answer.Exchange.Status, answer.Meaning == RegionMeaning.Knows, answer.Meaning switch
        {
            RegionMeaning.Knows => "Knows this plan and takes this token",
            RegionMeaning.DoesNotKnow => "Does not know this plan and token together",
            RegionMeaning.Unreachable => "Could not be reached",
            _ => "Gave an answer that says nothing about the plan",
        }, answer.Took);

    private static string Finding(ProbeOutcome.Asked asked, List<RegionReply> replies)
    {
        if (asked.Found is { } found) return $"This plan lives in {found.Code}.";
        if (asked.Answers.All(a => a.Meaning == RegionMeaning.DoesNotKnow))
            return "No region takes this plan and token together. So it is not the region: the token is wrong or revoked, or belongs to another plan.";
        if (asked.Answers.All(a => a.Meaning == RegionMeaning.Unreachable)) return "No region could be reached. Look at network, firewall and proxy, then ask again.";
        return replies.Count(r => r.Knows) > 1
            ? "More than one region takes them, which Sinch itself never does. Look at the base URL."
            : "No region that answered takes plan and token together, and not all answered. Ask again.";
    }
}
