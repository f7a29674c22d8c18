using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Checklist;

/// <summary>Waits for the end of one message, told by the feed and looking now and then.</summary>
internal sealed class MessageWait(MessageLog log, ChangeFeed feed, TimeProvider clock)
{
    // Another process may send it, and tells nobody here.
    private static readonly TimeSpan LookedAtAnyway = TimeSpan.FromSeconds(1);

    /// <returns>As it ended, or as it stands when the time is over.</returns>
    public async Task<MessageDetail> EndAsync(Guid id, TimeSpan atMost, CancellationToken ct)
    {
        var until = clock.GetUtcNow() + atMost;
        using var bell = new Bell(clock);
        using var ear = feed.Listen(change =>
        {
            if (change.Concerns(id)) bell.Ring();
        });
        while (true)
        {
            var message = await log.FindAsync(id, ct) ?? throw new InvalidOperationException("The checklist's own message is gone.");
            if (message.State.IsFinal() || clock.GetUtcNow() >= until) return message;
            await bell.WaitAsync(LookedAtAnyway, ct);
        }
    }
}
