using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Core.Xms;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Xms;

/// <summary>A change of a batch on PostgreSQL, where others write while it is written.</summary>
[NamesItsEngine]
public sealed class XmsChangeRaceTests
{
    private static readonly Actor Shop = new(Guid.NewGuid(), "Shop", ActorKind.ApiKey);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_undone_whole_when_a_message_came_back_to_the_queue_and_went_on_its_way_meanwhile()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var gate = new ReadGate();
        await using var rooms = await TestRooms.StartAsync(engine: Engine.Postgres, reads: gate);
        var owner = new XmsOwner(await rooms.AddPlanAsync(sandbox), false);
        var order = new BatchOrder { To = ["+12025554001", "+12025554002"], Body = "Hello", SendAt = DateTimeOffset.UtcNow.AddHours(3) };
        var id = JsonOf(await rooms.Get<XmsBatches>().SendAsync(owner, order, Shop, Ct)).GetProperty("id").GetGuid();
        await MoveAsync(MessageState.Sending);

        // The batch's own row is held, so that the change waits for it after it has looked.
        await using var blocker = await rooms.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
        await using var transaction = await blocker.Database.BeginTransactionAsync(Ct);
        await blocker.Database.ExecuteSqlAsync($"SELECT 1 FROM \"Submissions\" WHERE \"Id\" = {id} FOR UPDATE", Ct);
        Task<XmsOutcome>? changing = null;
        using (gate.Shut("Messages"))
        {
            changing = rooms.Get<XmsChanges>().UpdateAsync(owner, id, new BatchChange(before => before with { Body = "Other" }, null, ["+12025554003"], []), Shop, Ct);
            await IsSoonAsync("state = 'idle in transaction' AND query LIKE '%UPDATE%Messages%ChangedAt%'");
            await MoveAsync(MessageState.Queued);
        }

        await IsSoonAsync("wait_event_type = 'Lock'");
        await MoveAsync(MessageState.Sending);
        await transaction.CommitAsync(Ct);

        Assert.Equal("batch_already_dispatched", Assert.IsType<XmsOutcome.Refused>(await changing!).Error.Code);
        Assert.Equal("Hello", JsonOf(await rooms.Get<XmsBatches>().FindAsync(owner, id, Ct)).GetProperty("body").GetString());
        var messages = await rooms.LookAsync(db => db.Messages.AsNoTracking().Where(m => m.SubmissionId == id).OrderBy(m => m.To).ToListAsync(Ct));
        Assert.Equal([("+12025554001", MessageState.Sending, "Hello"), ("+12025554002", MessageState.Queued, "Hello")], messages.Select(m => (m.To, m.State, rooms.Get<TextVault>().Open(m.TextCipher!))));
        Assert.Equal([2], await rooms.LookAsync(db => db.Usage.Where(u => EF.Functions.Like(u.Period, "d%")).Select(u => u.Messages).ToListAsync(Ct)));

        Task<int> MoveAsync(MessageState to) => rooms.LookAsync(db => db.Messages.Where(m => m.To == "+12025554001").ExecuteUpdateAsync(set => set.SetProperty(m => m.State, to), Ct));

        Task IsSoonAsync(string what) => Eventually.HoldsAsync(
            () =>
            {
                var sql = $"SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND {what}) AS \"Value\"";
                return rooms.LookAsync(db => db.Database.SqlQueryRaw<bool>(sql).SingleAsync(Ct));
            },
            () => Task.FromResult($"It never comes to {what}; the change is {changing?.Status}."));
    }

    private static JsonElement JsonOf(XmsOutcome outcome) => JsonSerializer.Deserialize<JsonElement>(Assert.IsType<XmsOutcome.Done>(outcome).Json!);
}
