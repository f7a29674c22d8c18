using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Callbacks;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Sinch;

namespace SmsAdmin.Core.Xms;

/// <summary>Shows Sinch clients what phones sent to their plan's numbers. A test key sees none of it: all of it is real.</summary>
public sealed class XmsInbounds(IDbContextFactory<AppDb> databases, TextVault texts, TimeProvider clock)
{
    /// <summary>What came in, newest first.</summary>
    /// <param name="owner">Whose plan it is.</param>
    /// <param name="page">Which page of the list.</param>
    /// <param name="span">When it came in.</param>
    /// <param name="to">The plan's own numbers; null for all.</param>
    /// <param name="reference">Of the message that is answered. Nobody tells us which that is, so it finds nothing.</param>
    /// <param name="ct">Ends the look.</param>
    public async Task<XmsOutcome> ListAsync(XmsOwner owner, XmsPage page, XmsSpan span, IReadOnlyCollection<string>? to, string? reference, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(span);
        await using var db = await databases.CreateDbContextAsync(ct);
        var (start, end) = (span.From(clock.GetUtcNow()), span.Until);
        var matching = Of(db, owner).Where(i => i.ReceivedAt >= start && i.ReceivedAt < end);
        if (reference is not null) matching = matching.Where(i => false);
        if (to is not null)
        {
            var numbers = to.Select(XmsReading.SenderOf).SelectMany(number => (string[])[number, XmsReports.Digits(number)]).Distinct().ToList();
            matching = matching.Where(i => i.To != null && numbers.Contains(i.To));
        }

        var (count, rows) = await page.TakeAsync(matching.OrderByDescending(i => i.ReceivedAt).ThenByDescending(i => i.Id), ct);
        return new XmsOutcome.Done(JsonSerializer.Serialize(new Sinch.InboundPage(count, page.Number, rows.Count, rows.ConvertAll(Shape)), SinchJson.Wire.InboundPage));
    }

    /// <summary>One of them, by Sinch's id.</summary>
    public async Task<XmsOutcome> FindAsync(XmsOwner owner, string sinchId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await Of(db, owner).SingleOrDefaultAsync(i => i.SinchId == sinchId, ct) is { } found
            ? new XmsOutcome.Done(JsonSerializer.Serialize(Shape(found), SinchJson.Wire.Inbound))
            : new XmsOutcome.NotThere();
    }

    private static IQueryable<InboundMessage> Of(AppDb db, XmsOwner owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        return db.Inbounds.AsNoTracking().Where(i => i.PlanId == owner.PlanId && !owner.IsTest);
    }

    private Inbound Shape(InboundMessage message) => new()
    {
        Type = message.Type,
        Id = message.SinchId,
        From = XmsReports.Digits(message.From),
        To = message.To is { } to ? XmsReports.Digits(to) : null,
        Body = TextOf(message) is not { } text ? null : message.Type == "mo_media" ? new MediaBody { Message = text } : new MessageBody(text),
        Udh = message.Udh,
        OperatorId = message.OperatorId,
        SentAt = message.SentAt,
        ReceivedAt = message.ReceivedAt,
    };

    // Erased, or the key that closed it is gone: the rest is told all the same.
    private string? TextOf(InboundMessage message)
    {
        try
        {
            return message.TextCipher is { } cipher ? texts.Open(cipher) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
