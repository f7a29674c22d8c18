using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Delivery;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Messaging;

/// <summary>A plan that is deleted while a message for it is taken: one of the two is refused.</summary>
public sealed class GonePlanTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_message_is_taken_for_a_plan_that_another_instance_deleted_a_moment_ago()
    {
        await using var walk = await Walk.StartAsync();
        await walk.SubmitAsync("+12015550100");
        await walk.DispatchAsync();
        var used = await walk.UsedTodayAsync();
        // This instance has not heard of it.
        await walk.Rooms.LookAsync(db => db.Plans.ExecuteDeleteAsync(Ct));

        var outcome = await walk.SubmitAsync(walk.New("Hello", ["+12015550100", "+12015550101"]));

        Assert.StartsWith("This plan is gone", Assert.IsType<SubmissionOutcome.PlanNotReady>(outcome).Says, StringComparison.Ordinal);
        Assert.Equal((1, used), (await walk.Rooms.LookAsync(db => db.Messages.CountAsync(Ct)), await walk.UsedTodayAsync()));
    }

    [Fact]
    [NamesItsEngine]
    public async Task No_plan_is_deleted_while_another_instance_takes_a_message_for_it()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await using var rooms = await TestRooms.StartAsync(engine: Engine.Postgres);
        var plan = await rooms.AddPlanAsync(sandbox);
        var sample = Assert.IsType<SubmitOutcome.Queued>(await rooms.Get<Submissions>().SubmitAsync(new NewMessage(plan, "+12015550100", null, "Hello", Lane.Test, Origin.Console), TestRooms.Anna, Ct));
        await rooms.LookAsync(db => db.Messages.ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MessageState.Delivered), Ct));

        // The other instance: it has looked at the plan and written, and not committed.
        await using var other = await rooms.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
        await using var transaction = await other.Database.BeginTransactionAsync(Ct);
        Assert.Equal([plan], await other.HoldPlansAsync([plan, Guid.NewGuid()]));
        var message = await other.Messages.AsNoTracking().SingleAsync(m => m.Id == sample.MessageId, Ct);
        (message.Id, message.State) = (Guid.CreateVersion7(), MessageState.Queued);
        other.Messages.Add(message);
        await other.SaveChangesAsync(Ct);

        var deleting = rooms.Get<PlanEditing>().DeleteAsync(plan, TestRooms.Anna, Ct);
        await Eventually.HoldsAsync(
            () => rooms.LookAsync(db => db.Database.SqlQuery<bool>($"SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock') AS \"Value\"").SingleAsync(Ct)),
            () => Task.FromResult($"The deletion does not wait: {deleting.Status}"));
        await transaction.CommitAsync(Ct);

        var refused = Assert.IsType<PlanOutcome.Invalid>(await deleting);
        Assert.Contains("1 messages of this plan still wait", refused.Faults.Single().Says, StringComparison.Ordinal);
        Assert.Equal(1, await rooms.LookAsync(db => db.Plans.CountAsync(Ct)));
        Assert.Equal(0, await rooms.LookAsync(db => db.Audit.CountAsync(a => a.Action == "plan.deleted", Ct)));
    }
}
