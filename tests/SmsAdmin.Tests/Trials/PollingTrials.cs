using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Words;
using SmsAdmin.Sandbox.Sinch.Magic;
using SmsAdmin.Tests.Delivery;

namespace SmsAdmin.Tests.Trials;

/// <summary>No callback ever comes, and yet every message reaches the end that Sinch knows.</summary>
public sealed class PollingTrials
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // Those of whom Sinch itself never says an end are on their way for good.
    private static readonly string[] NeverEnd = ["+12015550190", "+12015550191"];

    [Fact]
    public async Task Without_a_public_address_every_message_ends_by_polling()
    {
        await using var walk = await Walk.StartAsync();
        await ProveAsync(walk, patience: TimeSpan.FromSeconds(5));
        Assert.Equal(0, await walk.Rooms.LookAsync(db => db.Callbacks.CountAsync(Ct)));
    }

    [Fact]
    public async Task With_every_callback_blocked_each_message_is_asked_for_after_a_while()
    {
        await using var walk = await Walk.StartAsync("Delivery:PollAfterSilence=00:01:00");
        walk.Rooms.Get<OurAddress>().Public = new Uri("http://127.0.0.1:9/");
        await walk.Sandbox.ControlAsync("callbacks", new { blocked = true });
        await ProveAsync(walk, patience: TimeSpan.FromMinutes(2));
    }

    private static async Task ProveAsync(Walk walk, TimeSpan patience)
    {
        await walk.Sandbox.ControlAsync("plans", new { service_plan_id = "sandbox-us", rate = 0 });
        await walk.Rooms.LookAsync(db => db.Plans.ExecuteUpdateAsync(set => set.SetProperty(p => p.PerSecond, 10_000), Ct));
        // Plans are remembered for two seconds.
        walk.Clock.Advance(TimeSpan.FromSeconds(3));
        var endings = MagicNumbers.All.Where(magic => magic.Fate is not null).ToList();
        foreach (var magic in endings) await walk.SubmitAsync(magic.Number, Lane.Normal);
        await walk.DispatchAsync();
        Assert.Equal(endings.Count, await CountAsync(walk, m => m.State == MessageState.Accepted));

        walk.Clock.Advance(patience);
        await walk.PollAsync();
        var messages = await walk.Rooms.LookAsync(db => db.Messages.AsNoTracking().ToDictionaryAsync(m => m.To, Ct));
        foreach (var magic in endings)
        {
            var message = messages[magic.Number];
            if (NeverEnd.Contains(magic.Number)) Assert.Equal(MessageState.Accepted, message.State);
            else Assert.Equal((magic.Fate!.Status.ToString(), magic.Fate.Code), (message.State.ToString(), message.DeliveryCode!.Value));
        }
    }

    private static Task<int> CountAsync(Walk walk, System.Linq.Expressions.Expression<Func<Message, bool>> which) => walk.Rooms.LookAsync(db => db.Messages.CountAsync(which, Ct));
}
