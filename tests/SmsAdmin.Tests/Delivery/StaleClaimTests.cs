using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Delivery;

/// <summary>What a sender or a look-up decided about a claim that is no longer the message's own is refused.</summary>
public sealed class StaleClaimTests : IAsyncLifetime
{
    private Walk _walk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _walk = await Walk.StartAsync();

    public ValueTask DisposeAsync() => _walk.DisposeAsync();

    [Theory]
    [InlineData("again")]
    [InlineData("ended")]
    [InlineData("released")]
    [InlineData("unknown")]
    [InlineData("absent")]
    public async Task A_word_about_an_older_claim_changes_nothing(string word)
    {
        var id = await _walk.SubmitAsync("+12015550100");
        var old = await ClaimAsync();
        Assert.True(await Moves.AgainAsync(old, _walk.Clock.GetUtcNow(), null, Step(MessageEventKind.Retry)));
        await ClaimAsync();
        var before = await ReadAsync(id);

        var moved = word switch
        {
            "again" => await Moves.AgainAsync(old, _walk.Clock.GetUtcNow(), null, Step(MessageEventKind.Retry)),
            "ended" => await Moves.EndedAsync(old, MessageState.Rejected, await LimitsAsync(), Step(MessageEventKind.Refused)),
            "released" => await Moves.ReleaseAsync(old),
            "unknown" => await Moves.UnknownAsync(old, _walk.Clock.GetUtcNow(), _walk.Clock.GetUtcNow(), null, Step(MessageEventKind.OutcomeUnknown)),
            _ => await Moves.AbsentAsync(old, 2, _walk.Clock.GetUtcNow(), Step(MessageEventKind.LookedUp)),
        };

        Assert.False(moved);
        var after = await ReadAsync(id);
        Assert.Equal((MessageState.Sending, before.Claims, before.LeasedUntil, before.Attempts), (after.State, after.Claims, after.LeasedUntil, after.Attempts));
        Assert.Equal(1, await _walk.UsedTodayAsync());
        Assert.Single((await _walk.FindAsync(id)).Steps, step => step.Kind == MessageEventKind.Retry);
    }

    [Fact]
    public async Task A_word_that_sinch_has_it_counts_whosever_claim_it_was()
    {
        var id = await _walk.SubmitAsync("+12015550100");
        var old = await ClaimAsync();
        await Moves.AgainAsync(old, _walk.Clock.GetUtcNow(), null, Step(MessageEventKind.Retry));

        var step = Step(MessageEventKind.Accepted);
        step.HttpStatus = 201;
        Assert.True(await Moves.AcceptedAsync(old, "01LATE", step));
        await _walk.DispatchAsync();
        Assert.Equal((MessageState.Accepted, "01LATE"), ((await ReadAsync(id)).State, (await ReadAsync(id)).BatchId));
        Assert.Equal(0, _walk.Accepted(id));
    }

    [Fact]
    public async Task A_deferred_message_that_was_let_go_while_it_was_being_ended_keeps_its_quota_right()
    {
        var plan = await LimitsAsync();
        var id = await _walk.SubmitAsync("+12015550100");
        await _walk.Rooms.LookAsync(db => db.Messages.ExecuteUpdateAsync(set => set.SetProperty(m => m.CountedAt, (DateTimeOffset?)null), Ct));
        await _walk.Rooms.LookAsync(db => db.Usage.ExecuteUpdateAsync(set => set.SetProperty(u => u.Messages, 0).SetProperty(u => u.Parts, 0), Ct));
        var deferred = await ReadAsync(id);
        Assert.True(await _walk.Rooms.Get<DeferralWriter>().CommitAsync(new Deferral(deferred, plan, _walk.Clock.GetUtcNow())));
        Assert.Equal(1, await _walk.UsedTodayAsync());

        Assert.False(await Moves.EndedAsync(deferred, MessageState.Expired, plan, Step(MessageEventKind.Status)));
        Assert.True(await Moves.EndedAsync(await ReadAsync(id), MessageState.Expired, plan, Step(MessageEventKind.Status)));
        Assert.Equal(0, await _walk.UsedTodayAsync());
    }

    private MessageMoves Moves => _walk.Rooms.Get<MessageMoves>();

    private MessageEvent Step(MessageEventKind kind) => new() { At = _walk.Clock.GetUtcNow(), Kind = kind };

    private async Task<Message> ClaimAsync()
    {
        await _walk.ClaimAsync();
        return await _walk.Rooms.LookAsync(db => db.Messages.AsNoTracking().SingleAsync(m => m.State == MessageState.Sending, Ct));
    }

    private Task<Message> ReadAsync(Guid id) => _walk.Rooms.LookAsync(db => db.Messages.AsNoTracking().SingleAsync(m => m.Id == id, Ct));

    private async Task<PlanLimits> LimitsAsync() => (await _walk.Rooms.Get<Plans>().FindAsync(_walk.PlanId, Ct))!.Limits();
}
