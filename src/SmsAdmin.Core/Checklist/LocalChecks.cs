using System.Globalization;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Checklist;

/// <summary>Key ring, quota, token age: what is known here, and nobody has to be asked for.</summary>
internal sealed class LocalChecks(KeyRing ring, KeyRingPlace place, BackupCheck backups, UsageMeter usage, Plans plans, IOptions<ChecklistOptions> options, TimeProvider clock)
{
    /// <summary>The SMS of one run.</summary>
    private static readonly int Needed = ChecklistItems.All.Sum(item => item.Cost());

    /// <param name="isPlay">The plan only plays: a missing backup is told and nothing more.</param>
    public async Task<ItemResult> RingAsync(bool isPlay, CancellationToken ct)
    {
        var report = await ring.InspectAsync(ct);
        var where = new EvidenceLine(place.IsShared ? "Closed by" : "Key ring", place.Ring);
        EvidenceLine[] evidence = [where, new EvidenceLine("Database", place.Database), new EvidenceLine("Opens", report.IsWhole ? "What this database was closed with" : string.Join(", ", report.Unreadable))];
        if (!report.IsWhole)
        {
            return ItemResult.Failed(CauseCode.KeyRingLost, ChecklistItem.KeyRing, "The key ring is not the one this database was closed with.", $"It cannot open {(report.Unreadable.Count > 0 ? string.Join(", ", report.Unreadable) : "what was closed before")}.", new Mend("Put the right ring back and restart. Nothing was overwritten.", "See where it lies", "/settings")) with { Evidence = evidence };
        }

        if (!place.IsApart) return ItemResult.Failed(CauseCode.KeyRingBeside, ChecklistItem.KeyRing, "The key ring lies beside the database.", $"Who copies {place.Ring} has tokens and texts, and what opens them.", new Mend("Move the ring to a directory of its own, name that in Storage:KeyRing and restart. Back up both, apart from each other.", "See where it lies", "/settings")) with { Evidence = evidence };
        var backup = await backups.AskAsync(isPlay, ct);
        evidence = [.. evidence, backup.Line];
        if (backup.Cause is not null) return ItemResult.Failed(CauseCode.BackupOld, ChecklistItem.KeyRing, backup.Says, backup.Cause, BackupCheck.Mend) with { Evidence = evidence };
        return Passed(ChecklistItem.KeyRing, $"{(place.IsShared ? $"Closed from outside the database, by {place.Ring}." : $"Kept apart from the database, in {place.Ring}.")} {backup.Says}", evidence) with { Mend = backup.IsMissing ? BackupCheck.Mend : null };
    }

    public async Task<ItemResult> QuotaAsync(Asking asking, CancellationToken ct)
    {
        var plan = await plans.FindAsync(asking.Plan.Id, ct) ?? asking.Plan;
        var uses = await usage.ReadAsync(plan.Limits(), ct);
        EvidenceLine[] evidence = [.. uses.Select(use => new EvidenceLine(use.Name == "day" ? "Today" : "This month", use.Limit is { } limit ? $"{Count(use.Messages)} of {Count(limit)} messages used" : $"{Count(use.Messages)} messages used, no limit set"))];
        if (uses.FirstOrDefault(use => use.Limit - use.Messages < Needed) is { } full)
        {
            var left = Math.Max(0, full.Limit!.Value - full.Messages);
            return ItemResult.Failed(
                left == 0 ? CauseCode.QuotaFull : CauseCode.QuotaNearlyFull, ChecklistItem.Quota, left == 0 ? $"The quota of the {full.Name} is used up." : $"{Count(left)} of the quota of the {full.Name} is left.",
                $"{Count(full.Messages)} of {Count(full.Limit.Value)} messages are used, and a test run needs {Needed}.",
                plan.Source == PlanSource.Environment
                    ? new Mend("Wait for the reset, or raise the limits of new plans under Settings.", "Change the limits", "/settings")
                    : new Mend("Wait for the reset, or raise the limit if the contract allows more.", "Change the quota", $"/credentials/{plan.Id}/edit")) with
            { Evidence = [.. evidence, new EvidenceLine("Resets", $"When the {full.Name} ends in {plan.TimeZone}", full.ResetsAt)] };
        }

        var limited = uses.Where(use => use.Limit is not null).Select(use => $"{Count(use.Limit!.Value - use.Messages)} messages {(use.Name == "day" ? "today" : "this month")}").ToList();
        return Passed(ChecklistItem.Quota, limited.Count == 0 ? "No limit is set." : $"{string.Join(", ", limited)}.", evidence);
    }

    public async Task<ItemResult> TokenAgeAsync(Asking asking, CancellationToken ct)
    {
        var plan = await plans.FindAsync(asking.Plan.Id, ct) ?? asking.Plan;
        if (plan.TokenSetAt is not { } set) return new ItemResult(ChecklistItem.TokenAge, CheckState.NotApplicable, "The token comes from the environment, which does not say since when.");
        var most = options.Value.TokenDays;
        var days = (int)Math.Max(0, (clock.GetUtcNow() - set).TotalDays);
        var by = (set + TimeSpan.FromDays(most)).ToString("d MMM yyyy", CultureInfo.InvariantCulture);
        EvidenceLine[] evidence = [new EvidenceLine("Token", $"••••{plan.TokenLastFour}, set by {plan.TokenSetBy}", set)];
        return days <= most
            ? Passed(ChecklistItem.TokenAge, $"{days} of {most} days. Rotate it by {by}.", evidence)
            : ItemResult.Failed(CauseCode.TokenOld, ChecklistItem.TokenAge, $"The token is {days} days old.", $"Tokens are to be rotated after {most} days, which were over on {by}.", new Mend("Make a new token in Sinch’s dashboard and put it in; it is tried before it counts.", "Rotate the token", $"/credentials/{plan.Id}/token")) with { Evidence = evidence };
    }

    private static ItemResult Passed(ChecklistItem item, string says, IReadOnlyList<EvidenceLine> evidence) => new(item, CheckState.Pass, says) { Evidence = evidence };

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
