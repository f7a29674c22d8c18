using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Backup;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Delivery;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Backup;

/// <summary>What the engine of this run holds back after its own tools brought it back.</summary>
public sealed class HoldTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_came_back_sends_nothing_before_it_was_looked_up_and_resumed()
    {
        await using var walk = await Walk.StartAsync("SINCH_SERVICE_PLAN_ID=from-environment", "SINCH_API_TOKEN=secret", "SINCH_REGION=eu");
        var sent = await walk.SubmitAsync("+12015550100");
        await walk.DispatchAsync();
        var waiting = await walk.SubmitAsync("+12015550100");

        var held = await walk.Rooms.Get<DatabaseHold>().HoldAsync(TestRooms.Anna, Ct);
        walk.Rooms.Get<PlanChanges>().Announce();

        Assert.Equal(new Held(2, 1), held);
        Assert.All(await walk.Rooms.Get<Plans>().ListAsync(Ct), plan => Assert.Equal((PlanReadiness.Paused, RestoreHold.Holder), (plan.Readiness, plan.PausedBy)));
        await walk.DispatchAsync();
        await walk.CheckOutcomesAsync();
        walk.Clock.Advance(TimeSpan.FromMinutes(1));
        await walk.CheckOutcomesAsync();
        await walk.DispatchAsync();
        Assert.Equal((1, 0), (walk.Accepted(sent), walk.Accepted(waiting)));
        Assert.Equal(MessageState.Queued, (await walk.FindAsync(waiting)).State);
        Assert.Equal(1, await walk.Rooms.LookAsync(db => db.Audit.CountAsync(entry => entry.Action == "backup.restored", Ct)));
    }

    [Fact]
    public async Task What_is_for_later_is_looked_up_too_and_keeps_its_time_unless_it_has_gone_out_since()
    {
        await using var walk = await Walk.StartAsync();
        var at = walk.Clock.GetUtcNow().AddHours(2);
        var broughtForward = await LaterAsync();
        var later = await LaterAsync();
        // What the backup does not know: its caller had it sent before its time.
        using (var sinch = walk.Sandbox.Sinch())
        {
            using var sent = await sinch.PostAsJsonAsync("batches", new { to = new[] { "12015550100" }, from = "12015550199", body = "Hello", client_reference = broughtForward.ToString("D") }, Ct);
            Assert.True(sent.IsSuccessStatusCode);
        }

        Assert.Equal(2, (await walk.Rooms.Get<DatabaseHold>().HoldAsync(TestRooms.Anna, Ct)).Messages);
        walk.Rooms.Get<PlanChanges>().Announce();
        await walk.CheckOutcomesAsync();
        walk.Clock.Advance(TimeSpan.FromMinutes(1));
        await walk.CheckOutcomesAsync();
        await walk.Rooms.Get<PlanStates>().ResumeByAsync((await walk.Rooms.Get<Plans>().FindAsync(walk.PlanId, Ct))!, TestRooms.Anna, Ct);
        await walk.DispatchAsync();
        Assert.Equal(MessageState.Accepted, (await walk.FindAsync(broughtForward)).State);
        Assert.Equal((MessageState.Queued, at), ((await walk.FindAsync(later)).State, (await walk.FindAsync(later)).DueAt));

        walk.Clock.SetUtcNow(at);
        await walk.DispatchAsync();
        Assert.Equal((1, 1), (walk.Accepted(broughtForward), walk.Accepted(later)));

        async Task<Guid> LaterAsync() => Assert.IsType<RecipientOutcome.Queued>(
            Assert.IsType<SubmissionOutcome.Taken>(await walk.SubmitAsync(walk.New("Hello", ["+12015550100"]) with { SendAt = at })).Recipients.Single()).MessageId;
    }

    [Fact]
    [NamesItsEngine]
    public async Task PostgreSQL_is_backed_up_by_its_own_tool_and_it_says_so()
    {
        await using var rooms = await TestRooms.StartAsync(engine: Engine.Postgres);

        var refused = Assert.IsType<BackupOutcome.Refused>(await rooms.Get<Backups>().MakeAsync(TestRooms.Anna, null, Ct));

        Assert.Contains("pg_dump --format=custom", refused.Says, StringComparison.Ordinal);
        Assert.Contains("KeyRing:MasterKeyFile", refused.Says, StringComparison.Ordinal);
    }
}
