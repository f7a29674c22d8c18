using SmsAdmin.Sandbox.Sinch.Magic;
using SmsAdmin.Sandbox.Sinch.Plans;

namespace SmsAdmin.Sandbox.Sinch.Delivery;

/// <summary>Decides, when a message leaves the queue, how it will end.</summary>
internal static class Judge
{
    public static Fate FateOf(Message message, Plan plan, DateTimeOffset at)
    {
        var settings = plan.Settings;
        var content = message.Batch.Content;
        if (message.Batch.ExpireAt <= at)
            return Fate.Aborted(DeliveryCodes.Expired);
        if (message.LacksParameter)
            return Fate.Aborted(DeliveryCodes.UnmatchedParameter);
        if (content.MaxParts is { } most && message.Parts > most)
            return Fate.Aborted(DeliveryCodes.TooManyParts);
        if ((content.From ?? message.AppliedOriginator) is not { } sender)
            return Fate.Aborted(DeliveryCodes.UnmatchedOriginator);
        if (settings.Blocked)
            return Fate.Aborted(DeliveryCodes.AccountBlocked);
        if (settings.AllowedCountryPrefixes is { } prefixes && !prefixes.Any(prefix => message.Recipient.StartsWith(prefix, StringComparison.Ordinal)))
            return Fate.Aborted(DeliveryCodes.UnprovisionedRegion);
        if (settings.VerifiedNumbers is { } verified && !verified.Contains(message.Recipient))
            return Fate.Aborted(DeliveryCodes.Unroutable);
        if (settings.Senders is { } senders && !senders.Contains(sender))
            return new Fate(DeliveryStatus.Failed, DeliveryCodes.InvalidSource);
        if (!plan.TrySpendDaily(at))
            return new Fate(DeliveryStatus.Rejected, DeliveryCodes.QuotaExceeded);
        return MagicNumbers.Find(message.Recipient)?.Fate ?? Fate.Delivered;
    }
}
