using System.Globalization;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>Walks what a test key asked for to its end, by the same moves as any other message. Sinch is not asked.</summary>
internal static class TestWalk
{
    private const string Says = "Asked for with a test key: nothing goes to Sinch, and no phone gets it.";

    /// <summary>One that takes longer was broken off.</summary>
    public static TimeSpan IsOverIn { get; } = TimeSpan.FromMinutes(1);

    /// <summary>From wherever it stands.</summary>
    public static async Task GoAsync(Message message, MessageMoves moves, Steps steps)
    {
        var batch = string.Create(CultureInfo.InvariantCulture, $"test-{message.Id:N}");
        if (message.AcceptedAt is null && !await moves.AcceptedAsync(message, batch, steps.Of(MessageEventKind.Accepted, Says))) return;
        await moves.StatusAsync(message, MessageState.Dispatched, batch, Step(401));
        await moves.StatusAsync(message, MessageState.Delivered, batch, Step(0));

        MessageEvent Step(int code)
        {
            var step = steps.Of(MessageEventKind.Status, "As a receipt of Sinch would say. Made up, for a test key.");
            step.DeliveryCode = code;
            return step;
        }
    }
}
