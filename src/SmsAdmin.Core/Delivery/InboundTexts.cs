using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>Puts what phones sent to our numbers into the log, each once however often Sinch posts it.</summary>
public sealed class InboundTexts(IDbContextFactory<AppDb> databases, TextVault texts, InboundFeed feed)
{
    public async Task StoreAsync(Guid planId, Inbound message, DateTimeOffset receivedAt, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(message);
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Inbounds.AnyAsync(i => i.PlanId == planId && i.SinchId == message.Id, ct)) return;
        var from = PhoneNumber.FromDigits(message.From);
        var text = message.Body?.Text ?? message.Body?.Media?.Message;
        var at = message.ReceivedAt ?? receivedAt;
        db.Inbounds.Add(new InboundMessage
        {
            Id = Guid.CreateVersion7(at),
            PlanId = planId,
            SinchId = message.Id,
            Type = message.Type ?? "mo_text",
            From = from.E164,
            Country = from.Country ?? "",
            LastFour = from.Digits.Length > 4 ? from.Digits[^4..] : from.Digits,
            To = message.To,
            TextCipher = text is null ? null : texts.Close(text),
            Characters = text?.Length ?? 0,
            Udh = message.Udh,
            OperatorId = message.OperatorId,
            SentAt = message.SentAt,
            ReceivedAt = at,
        });
        try
        {
            await db.SaveChangesAsync(ct);
            feed.Announce();
        }
        catch (DbUpdateException)
        {
            // Another instance stored the same callback in between; anything else fails again and is told.
            db.ChangeTracker.Clear();
            if (!await db.Inbounds.AnyAsync(i => i.PlanId == planId && i.SinchId == message.Id, ct)) throw;
        }
    }
}
