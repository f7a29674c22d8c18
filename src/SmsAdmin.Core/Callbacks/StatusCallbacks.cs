using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Callbacks;

/// <summary>A message whose caller wants to be told, and the state that a move brought it to.</summary>
/// <param name="Step">The timeline entry of the move, with its codes; null where none was written.</param>
public sealed record StatusNews(Message Message, MessageState State, MessageEvent? Step);

/// <summary>
/// Writes what callers are to be told of their messages, in the transaction that moves them. Each kind of receiver has
/// its own words; where it has none for a state, nothing is written.
/// </summary>
public sealed class StatusCallbacks(CallbackOutbox outbox, XmsCallbacks batches)
{
    /// <summary>Adds a row for each move that is still the last word on its message and that its caller has a word for. Call it behind the moves.</summary>
    public async Task AddAsync(AppDb db, IReadOnlyList<StatusNews> news)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(news);
        var told = news.Where(n => n.State.Rank() >= MessageState.Accepted.Rank()).ToList();
        if (told.Count == 0) return;
        // An answer that a receipt overtook adds its batch id and moves nothing: only what stands now is told.
        var ids = told.ConvertAll(n => n.Message.Id);
        var standing = await db.Messages.Where(m => ids.Contains(m.Id)).Select(m => new { m.Id, m.State }).ToDictionaryAsync(m => m.Id, m => m.State);
        told.RemoveAll(n => standing[n.Message.Id] != n.State);
        var rows = await batches.RowsAsync(db, [.. told.Where(n => n.Message.CallbackKind == CallbackKind.Xms).Select(n => n.Message)]);
        foreach (var one in told.Where(n => n.Message.CallbackKind == CallbackKind.Odoo))
        {
            if (OdooStatus.Body(one) is { } body) rows.Add(outbox.Of(one.Message, one.Message.CallbackUrl!, body, one.State));
        }

        foreach (var one in told.Where(n => n.Message.CallbackKind == CallbackKind.OdooGateway))
        {
            if (GatewayStatus.Form(one) is { } form) rows.Add(outbox.Of(one.Message, one.Message.CallbackUrl!, form, one.State));
        }

        await db.InsertAsync(rows);
    }
}
