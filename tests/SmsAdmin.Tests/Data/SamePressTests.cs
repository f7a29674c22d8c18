using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Data;

/// <summary>One press that reaches two instances of one PostgreSQL at the same moment.</summary>
[NamesItsEngine]
public sealed class SamePressTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_comes_second_is_told_what_the_first_was_told()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await using var rooms = await TestRooms.StartAsync(engine: Engine.Postgres);
        var plan = await rooms.AddPlanAsync(sandbox);
        var sample = Assert.IsType<SubmitOutcome.Queued>(await SubmitAsync(Guid.NewGuid())).MessageId;
        var press = Guid.NewGuid();

        // The other instance: it has written and not committed, so that a look sees nothing and an insert waits for it.
        await using var other = await rooms.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
        await using var transaction = await other.Database.BeginTransactionAsync(Ct);
        var message = await other.Messages.AsNoTracking().SingleAsync(m => m.Id == sample, Ct);
        var submission = await other.Submissions.AsNoTracking().SingleAsync(s => s.Id == message.SubmissionId, Ct);
        (submission.Id, submission.PressId) = (Guid.CreateVersion7(), press);
        (message.Id, message.SubmissionId) = (Guid.CreateVersion7(), submission.Id);
        other.Submissions.Add(submission);
        other.Messages.Add(message);
        await other.SaveChangesAsync(Ct);

        var second = SubmitAsync(press);
        await Eventually.HoldsAsync(
            () => rooms.LookAsync(db => db.Database.SqlQuery<bool>($"SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock') AS \"Value\"").SingleAsync(Ct)),
            () => Task.FromResult("The second does not wait for the first."));
        await transaction.CommitAsync(Ct);

        Assert.Equal(message.Id, Assert.IsType<SubmitOutcome.Queued>(await second).MessageId);
        Assert.Equal(2, await rooms.LookAsync(db => db.Messages.CountAsync(Ct)));

        Task<SubmitOutcome> SubmitAsync(Guid press) => rooms.Get<Submissions>().SubmitAsync(new NewMessage(plan, "+12015550100", null, "Hello", Lane.Test, Origin.Console, press), TestRooms.Anna, Ct);
    }
}
