using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Messaging;

namespace SmsAdmin.Web.Components.Shared;

/// <summary>One message as one reader may see it, with what became of it in words.</summary>
/// <param name="Message">Its number masked in every step where the reader may not see it whole.</param>
/// <param name="Plan">Null where it was removed since.</param>
public sealed record MessageStory(MessageDetail Message, PlanView? Plan, Explanation Explanation);

/// <summary>Reads a message with its plan and its neighbours, and explains it.</summary>
public sealed class MessageStories(MessageLog log, Plans plans, AccountFigures account)
{
    /// <param name="whole">The reader may see whole numbers.</param>
    /// <param name="zone">The reader's clock.</param>
    /// <returns>Null where there is no such message.</returns>
    public async Task<MessageStory?> ReadAsync(Guid id, bool whole, ViewerZone? zone, CancellationToken ct)
    {
        if (await log.FindAsync(id, ct) is not { } message) return null;
        var plan = await plans.FindAsync(message.PlanId, ct);
        var facts = ExplainFacts.Of(message, plan, await account.ReadAsync(message, ct)) with
        {
            ShownNumber = whole ? message.To.International : null,
            Zone = zone?.Zone,
        };
        return new MessageStory(whole ? message : Masking.InSteps(message), plan, Explainer.Explain(facts));
    }
}
