using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>A message that a phone sent to us, without its text.</summary>
/// <param name="Type"><c>mo_text</c>, <c>mo_binary</c> or <c>mo_media</c>.</param>
/// <param name="To">Our number or short code.</param>
/// <param name="SentAt">The operator's word for it; often absent.</param>
public sealed record InboundRow(
    Guid Id, Guid PlanId, string SinchId, string Type, PhoneNumber From, string? To, int Characters, bool HasText, DateTimeOffset? SentAt, DateTimeOffset ReceivedAt);

/// <summary>A page of received messages, newest first, with the keys of its neighbours.</summary>
public sealed record InboundPage(IReadOnlyList<InboundRow> Rows, Guid? Older, Guid? Newer);

/// <summary>Reads what phones sent to us.</summary>
public sealed class InboundLog(IDbContextFactory<AppDb> databases, MessageTexts shown)
{
    private static readonly Keyset<InboundMessage> Newest = new(nameof(InboundMessage.ReceivedAt), message => (message.ReceivedAt, message.Id));

    /// <summary>A page beside <paramref name="key"/>; the newest without one.</summary>
    /// <param name="search">A number or its last four digits; null for all.</param>
    public async Task<InboundPage> ListAsync(string? search, Guid? key, PageSide side, int size, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var (found, older, newer) = await Newest.ReadAsync(db.Inbounds.AsNoTracking(), Matching(db, search), key, side, size, ct);
        return new InboundPage([.. found.Select(Row)], older, newer);
    }

    public async Task<InboundRow?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Inbounds.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct) is { } found ? Row(found) : null;
    }

    /// <summary>Shows a text to somebody, and writes down who saw it.</summary>
    public async Task<ShownText> ShowAsync(Guid id, Actor by, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await db.Inbounds.Where(i => i.Id == id).Select(i => new { i.From, i.TextCipher }).SingleOrDefaultAsync(ct);
        return await shown.ShowAsync(db, id, found?.From ?? "", found?.TextCipher, by, ct);
    }

    private static IQueryable<InboundMessage> Matching(AppDb db, string? search)
    {
        var all = db.Inbounds.AsNoTracking();
        if (string.IsNullOrWhiteSpace(search)) return all;
        var (lastFour, number) = NumberSearch.Of(search);
        return all.Where(i => i.LastFour == lastFour && (number == null || i.From == number));
    }

    private static InboundRow Row(InboundMessage i) => new(
        i.Id, i.PlanId, i.SinchId, i.Type, PhoneNumber.FromDigits(i.From), i.To, i.Characters, i.TextCipher is not null, i.SentAt, i.ReceivedAt);
}
