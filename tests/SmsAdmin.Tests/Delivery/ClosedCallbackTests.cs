using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Tests.Credentials;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Delivery;

/// <summary>Callbacks while the key ring is gone: Sinch is asked to post again, and what is stored waits for the ring.</summary>
public sealed class ClosedCallbackTests : PlanRooms
{
    [Fact]
    public async Task With_the_ring_gone_sinch_is_asked_to_post_again_and_what_was_stored_is_applied_once_it_is_back()
    {
        var id = await Rooms.AddPlanAsync(Sandbox);
        var secret = Rooms.Get<WebhookSecrets>().For(id)!;
        Assert.IsType<IntakeOutcome.Stored>(await TakeAsync(secret, "01A"));
        var storage = await Rooms.StopAsync();
        var ring = Path.Combine(storage.FullName, "keys");
        Directory.Move(ring, ring + ".away");

        await RestartAsync(storage);
        await LeaseAsync(id);
        Assert.IsType<IntakeOutcome.NotStored>(await TakeAsync(secret, "01B"));
        Assert.IsType<IntakeOutcome.NotStored>(await TakeAsync("0123456789abcdef0123456789abcdef", "01C"));
        await Rooms.Get<Receipts>().RunOnceAsync(Ct);
        Assert.Equal([CallbackState.Waiting], await StatesAsync());

        await Rooms.StopAsync();
        Directory.Delete(ring, recursive: true);
        Directory.Move(ring + ".away", ring);
        await RestartAsync(storage);
        await LeaseAsync(id);
        Assert.IsType<IntakeOutcome.NobodysSecret>(await TakeAsync("0123456789abcdef0123456789abcdef", "01C"));
        Assert.IsType<IntakeOutcome.Stored>(await TakeAsync(secret, "01B"));
        await Rooms.Get<Receipts>().RunOnceAsync(Ct);
        Assert.Equal([CallbackState.Inbound, CallbackState.Inbound], await StatesAsync());
        Assert.Equal(2, await Rooms.LookAsync(db => db.Inbounds.CountAsync(Ct)));
    }

    [Fact]
    public async Task What_no_key_opens_waits_and_holds_back_none_behind_it()
    {
        var id = await Rooms.AddPlanAsync(Sandbox);
        var longAgo = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
        await Rooms.LookAsync(db =>
        {
            // More than one round reads.
            for (var i = 0; i < 520; i++)
                db.Callbacks.Add(new RawCallback { Id = Guid.CreateVersion7(longAgo.AddSeconds(i)), PlanId = id, ReceivedAt = longAgo.AddSeconds(i), BodyCipher = RandomNumberGenerator.GetBytes(64) });
            return db.SaveChangesAsync(Ct);
        });
        Assert.IsType<IntakeOutcome.Stored>(await TakeAsync(Rooms.Get<WebhookSecrets>().For(id)!, "01A"));

        await Rooms.Get<Receipts>().RunOnceAsync(Ct);

        Assert.Equal(1, await Rooms.LookAsync(db => db.Inbounds.CountAsync(Ct)));
        Assert.Equal(520, (await StatesAsync()).Count(state => state == CallbackState.Waiting));
    }

    // The one before lets go of the plan a moment after it has stopped.
    private Task LeaseAsync(Guid planId) =>
        Eventually.HoldsAsync(async () => await Rooms.Get<PlanLeases>().HoldAsync(planId, Ct) is not null, () => Task.FromResult("The plan's lease was not taken over."));

    private Task<List<CallbackState>> StatesAsync() => Rooms.LookAsync(db => db.Callbacks.Select(c => c.State).ToListAsync(Ct));

    private Task<IntakeOutcome> TakeAsync(string secret, string sinchId) => Rooms.Get<ReceiptIntake>().StoreAsync(
        secret, Encoding.UTF8.GetBytes($$"""{"type":"mo_text","id":"{{sinchId}}","from":"46701740605","to":"12015550199","body":"Hi","received_at":"2026-11-23T11:59:58Z"}"""), Ct);
}
