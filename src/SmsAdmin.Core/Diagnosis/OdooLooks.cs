using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Diagnosis;

/// <summary>Looks at the Odoo databases that have a plan's values: what they handed in, by which way, and whether they took the receipts.</summary>
internal sealed class OdooLooks(IDbContextFactory<AppDb> databases, Connections connections, NativeLog native, OdooChecks checks)
{
    // A text that is missed now was handed in lately, if it was: what was refused long ago was another.
    private static readonly TimeSpan Lately = TimeSpan.FromHours(1);

    /// <summary>A message of Odoo's that was delivered: whether Odoo knows.</summary>
    public Look Receipt(MessageCase of) => new(LookedAt.OdooReceipts, async ct =>
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var post = await db.OutboundCallbacks.AsNoTracking().Where(c => c.MessageId == of.Message.Id && c.Kind == CallbackKind.Odoo)
            .OrderByDescending(c => c.Rank).Select(c => new { c.State, c.Said, c.HttpStatus, c.Attempts, c.FinishedAt }).FirstOrDefaultAsync(ct);
        if (post is null) return Looks.Found(LookedAt.OdooReceipts, "Odoo asked for no receipt of it, or it was erased since.", LogLooks.Delivered(of));
        var evidence = new EvidenceLine("Posted", $"{post.Attempts} times: {post.Said ?? "taken"}", post.FinishedAt) { Space = post.HttpStatus is null ? null : CodeSpace.HttpStatus, Code = post.HttpStatus?.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        return post.State == OutboundState.Done
            ? Looks.Found(LookedAt.OdooReceipts, $"{of.Message.RequestedBy} took the receipt.", LogLooks.Delivered(of), evidence)
            : Looks.Found(LookedAt.OdooReceipts, $"{of.Message.RequestedBy} has not taken the receipt.", NotTaken(of, post.State == OutboundState.GivenUp, post.Said), evidence);
    });

    /// <summary>What was answered when the databases called last: the cause only where that was lately.</summary>
    public Look Calls(PlanCase of) => new(LookedAt.OdooCalls, async ct =>
    {
        var evidence = new List<EvidenceLine>();
        string? before = null;
        foreach (var one in await Grounds.OfPlanAsync(connections, of.Plan.Id, ct))
        {
            if (await native.FindAsync(one.Id, ct) is not { Calls: { } calls }) continue;
            evidence.Add(new EvidenceLine(one.Name, $"{calls.Texts} handed in: {calls.Answered}", calls.At));
            if (Refused(calls.Answered) is not { } state) continue;
            var (says, age) = ($"The last call of {one.Name} was not taken whole: {calls.Answered}", of.Now - calls.At);
            if (age <= Lately) return Looks.Found(LookedAt.OdooCalls, $"{says}.", NotAccepted(of, one, state, calls), [.. evidence]);
            before ??= $"{says}. That was {Phrases.Span(age)} ago, too long to be about this text.";
        }

        if (before is not null) return Looks.Beside(LookedAt.OdooCalls, before, [.. evidence]);
        return Looks.Fine(LookedAt.OdooCalls, evidence.Count == 0 ? $"No Odoo has handed in a text for {of.Plan.Name}." : "What Odoo handed in last was taken.", [.. evidence]);
    });

    public Look Route(PlanCase of) => Asked(LookedAt.OdooRoute, of, checks.RouteAsync);

    public Look Parameters(PlanCase of) => Asked(LookedAt.OdooParameters, of, checks.ParametersAsync);

    private static Look Asked(LookedAt at, PlanCase of, Func<Asking, CancellationToken, Task<ItemResult>> ask) => new(at, async ct =>
    {
        var item = await ask(new Asking(Guid.Empty, of.Plan, null, of.By.By, null) { LooksOnly = true }, ct);
        return item.State == CheckState.Fail ? Looks.Found(at, item.Says, Findings.Of(item, of), item.Evidence) : Looks.Fine(at, item.Says, item.Evidence);
    });

    // "2 processing, 1 wrong_number_format"
    private static string? Refused(string answered) => answered.Split(", ").Select(part => part.Split(' ')[^1]).FirstOrDefault(state => state is not (NativeAnswer.Processing or ""));

    private static Finding NotAccepted(PlanCase of, ConnectionView odoo, string state, NativeCalls calls)
    {
        var (title, why, whatToDo) = state switch
        {
            NativeAnswer.WrongNumberFormat => (
                $"{odoo.Name} handed in a number that is none", "SmsAdmin takes numbers in international form alone: it guesses no country, and no landline takes an SMS.",
                "Open the contact in Odoo, write its mobile number with + and country code, then send again there."),
            NativeAnswer.InsufficientCredit => (
                $"{odoo.Name} handed in more than the quota of {of.Plan.Name} has room for", "Odoo shows it as “insufficient credit”, its only word for it; the credit at Sinch is not meant.",
                "Wait for the quota’s reset or raise it, then press Retry in Odoo."),
            NativeAnswer.CountryNotSupported => (
                $"{odoo.Name} handed in a one-time code to a country that is not open for codes", $"{of.Plan.Name} sends one-time codes to chosen countries alone, against fraud.",
                "Open the country for codes of this plan if that is meant, then send again in Odoo."),
            NativeAnswer.InvalidText => (
                $"{odoo.Name} handed in a text that no SMS can carry", "It was empty, or longer than Sinch takes: 2,000 characters.",
                "Write another text in Odoo."),
            _ => (
                $"{odoo.Name} handed in a text while {of.Plan.Name} could take none", "Odoo shows it as a server error: the plan was not ready, or its sender cannot be used.",
                "See the plan, then press Retry in Odoo."),
        };
        return Findings.New(of, $"odoo.refused.{state.Replace('_', '-')}", ExplanationTone.Bad, title, $"At {of.By.At(calls.At)} {odoo.Name} handed in {calls.Texts}, and was answered: {calls.Answered}. {why}", whatToDo) with
        {
            Label = state switch
            {
                NativeAnswer.InsufficientCredit => "Change the quota",
                NativeAnswer.CountryNotSupported => "Open the country",
                NativeAnswer.WrongNumberFormat or NativeAnswer.InvalidText => $"See {odoo.Name}",
                _ => "See the plan",
            },
            Href = state switch
            {
                NativeAnswer.InsufficientCredit or NativeAnswer.CountryNotSupported => of.Edit,
                NativeAnswer.WrongNumberFormat or NativeAnswer.InvalidText => $"/odoo?c={odoo.Id}",
                _ => of.Card,
            },
        };
    }

    private static Finding NotTaken(MessageCase of, bool isGivenUp, string? said) => Findings.New(
        of, "odoo.receipt-not-taken", ExplanationTone.Warning, $"It was delivered, and {of.Message.RequestedBy} does not know",
        $"The phone has it. {of.Message.RequestedBy} did not take the receipt: {said?.TrimEnd('.') ?? "it was not tried yet"}. {(isGivenUp ? "It is not tried any more." : "It is tried again by itself.")} Odoo shows it as on its way until then.",
        $"See that SmsAdmin reaches {of.Message.RequestedBy}, and which version of its SMS module it runs. {of.Words.Here}, and {of.Words.Sender} did their part.") with
    { SendAgain = "No. It has arrived.", Label = $"See {of.Message.RequestedBy}", Href = of.Message.RequestedById is { } id ? $"/odoo?c={id}" : "/odoo" };
}
