using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Web.Components.Pages.Checklist;

/// <summary>What the page of the checklist reads, and what it does for a person, told in words.</summary>
public sealed class ChecklistDesk(Plans plans, ChecklistBook book, ChecklistMends mends)
{
    // Of the sandbox's numbers the one that just gets its texts.
    private const string SandboxPhone = "+1 201 555 0100";

    /// <summary>What the page shows.</summary>
    /// <param name="Plan">Null where there is none.</param>
    /// <param name="View">Its last run; null where there was none.</param>
    public sealed record Seen(IReadOnlyList<PlanView> Plans, PlanView? Plan, ChecklistView? View);

    /// <summary>What came of a deed.</summary>
    public sealed record Word(Tone Tone, string Title, string Says);

    public async Task<Seen> ReadAsync(Guid? chosen, CancellationToken ct)
    {
        var all = await plans.ListAsync(ct);
        var plan = all.FirstOrDefault(one => one.Id == chosen) ?? (all.Count > 0 ? all[0] : null);
        return new Seen(all, plan, plan is null ? null : await book.StandingAsync(plan.Id, ct));
    }

    /// <summary>The phone that tests of a plan go to, as it is written into the field.</summary>
    public async Task<string> PhoneAsync(PlanView plan, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return (await book.LastPhoneAsync(plan.Id, ct))?.International ?? (plan.IsSandbox ? SandboxPhone : "");
    }

    public async Task<Word> MendAsync(Guid planId, ItemResult result, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(result);
        return await mends.DoAsync(planId, result.Mend!, by, ct) is { } trouble
            ? new Word(Tone.Bad, $"Item {(int)result.Item} is not mended", trouble)
            : new Word(Tone.Ok, $"Done: {result.Mend!.Label}", $"Item {(int)result.Item} is asked again, as far as that costs nothing.");
    }
}
