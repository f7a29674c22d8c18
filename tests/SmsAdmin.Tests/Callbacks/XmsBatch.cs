using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Callbacks;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Delivery;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Callbacks;

/// <summary>Rooms whose Sinch clients are called back at a real receiver, and batches that a test moves by hand.</summary>
public sealed class XmsBatch : IAsyncDisposable
{
    public const string Reference = "order 4711";

    private XmsBatch(CallbackReceiver receiver, Walk walk) => (Receiver, Walk) = (receiver, walk);

    public CallbackReceiver Receiver { get; }

    public Walk Walk { get; }

    /// <summary>What the client heard so far, in order.</summary>
    public IReadOnlyList<JsonElement> Heard => [.. Receiver.All.Select(post => post.Json)];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<XmsBatch> StartAsync() => new(await CallbackReceiver.StartAsync(), await Walk.StartAsync());

    /// <summary>A client's batch; its messages in the order of the numbers.</summary>
    public async Task<IReadOnlyList<Message>> SubmitAsync(ReportKind reports, string[] to, Func<NewSubmission, NewSubmission>? with = null, bool allowsPrivate = true)
    {
        var request = Walk.New("Hello", to) with
        {
            Origin = Origin.Xms,
            CallerReference = Reference,
            Callback = new CallbackTarget(CallbackKind.Xms, new Uri(Receiver.Url), allowsPrivate),
            Batch = new BatchOrder { To = to, From = "+12015550199", Body = "Hello", Reports = reports, CallbackUrl = Receiver.Url, Reference = Reference },
        };
        var taken = Assert.IsType<SubmissionOutcome.Taken>(await Walk.SubmitAsync(with?.Invoke(request) ?? request));
        var messages = await Walk.Rooms.LookAsync(db => db.Messages.AsNoTracking().Where(m => m.SubmissionId == taken.SubmissionId).ToListAsync(Ct));
        return [.. to.Select(number => messages.Single(m => m.To == number))];
    }

    /// <summary>A receipt's word on a message, as one of the instances applies it.</summary>
    public Task<bool> MoveAsync(Message message, MessageState to, int? code = null, TestRooms? instance = null) =>
        (instance ?? Walk.Rooms).Get<MessageMoves>().StatusAsync(message, to, "01SINCHSOWN", Step(code));

    public MessageEvent Step(int? code = null) => new() { At = Walk.Clock.GetUtcNow(), Kind = MessageEventKind.Status, DeliveryCode = code };

    public Task PostAsync() => Walk.Rooms.Get<CallbackPoster>().RunOnceAsync(Ct);

    public async ValueTask DisposeAsync()
    {
        await Walk.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
