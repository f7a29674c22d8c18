using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Delivery;

public sealed class QueueDeedsTests
{
    private const string Good = "+12015550100";
    private const string RefusedForGood = "+12075554001";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_person_paused_no_probe_and_no_check_resumes()
    {
        await using var walk = await Walk.StartAsync();
        var id = await walk.SubmitAsync(Good);
        var (deeds, states) = (walk.Rooms.Get<QueueDeeds>(), walk.Rooms.Get<PlanStates>());
        await states.PauseAsync(walk.PlanId, "Sinch refuses the token.", walk.Clock.GetUtcNow(), Ct);
        Assert.True(await deeds.PauseAsync(await PlanAsync(walk), TestRooms.Anna, Ct));
        Assert.False(await deeds.PauseAsync(await PlanAsync(walk), TestRooms.Anna, Ct));

        await walk.Rooms.Get<PlanProbe>().RunOnceAsync(Ct);
        Assert.True((await walk.Rooms.Get<PlanChecks>().CheckAsync(walk.PlanId, TestRooms.Anna, Ct))?.Works);
        // A send that was on its way is refused: it is the person's pause still.
        await states.PauseAsync(walk.PlanId, "Sinch refuses the token.", walk.Clock.GetUtcNow(), Ct);
        await walk.DispatchAsync();

        var paused = await PlanAsync(walk);
        Assert.Equal((PlanReadiness.Paused, "Anna Lind", "Paused by Anna Lind."), (paused.Readiness, paused.PausedBy, paused.PausedWhy));
        Assert.Equal(MessageState.Queued, (await walk.FindAsync(id)).State);

        Assert.True(await deeds.ResumeAsync(paused, TestRooms.Anna, Ct));
        Assert.False(await deeds.ResumeAsync(paused, TestRooms.Anna, Ct));
        await walk.DispatchAsync();
        Assert.Equal(MessageState.Accepted, (await walk.FindAsync(id)).State);
        Assert.Equal(["queue.paused", "queue.resumed"], await AuditedAsync(walk, "queue."));
    }

    [Fact]
    public async Task What_sinch_refused_a_check_resumes_and_a_person_may_too()
    {
        await using var walk = await Walk.StartAsync();
        var states = walk.Rooms.Get<PlanStates>();
        await states.PauseAsync(walk.PlanId, "Sinch refuses the token.", DateTimeOffset.UnixEpoch, Ct);
        Assert.Null((await PlanAsync(walk)).PausedBy);
        await walk.Rooms.Get<PlanProbe>().RunOnceAsync(Ct);
        Assert.Equal(PlanReadiness.Ready, (await PlanAsync(walk)).Readiness);

        await states.PauseAsync(walk.PlanId, "Sinch refuses the token.", DateTimeOffset.MaxValue, Ct);
        Assert.True(await walk.Rooms.Get<QueueDeeds>().ResumeAsync(await PlanAsync(walk), TestRooms.Anna, Ct));
        Assert.Equal(PlanReadiness.Ready, (await PlanAsync(walk)).Readiness);
    }

    [Fact]
    public async Task A_cancelled_message_is_never_sent_and_gives_its_quota_back()
    {
        await using var walk = await Walk.StartAsync();
        var id = await walk.SubmitAsync(Good);
        Assert.True(await walk.Rooms.Get<QueueDeeds>().CancelAsync(id, TestRooms.Anna, Ct));
        Assert.False(await walk.Rooms.Get<QueueDeeds>().CancelAsync(id, TestRooms.Anna, Ct));
        await walk.DispatchAsync();

        var message = await walk.FindAsync(id);
        Assert.Equal((MessageState.Cancelled, 0, 0), (message.State, walk.Accepted(id), await walk.UsedTodayAsync()));
        Assert.Contains(message.Steps, step => step is { Kind: MessageEventKind.Cancelled, Says: "By Anna Lind. Nothing was sent." });
        Assert.Equal(["message.cancelled"], await AuditedAsync(walk, "message.cancelled"));
    }

    [Fact]
    public async Task A_message_that_is_being_sent_is_not_cancelled_and_nothing_is_audited()
    {
        await using var walk = await Walk.StartAsync();
        var id = await walk.SubmitAsync(Good);
        await walk.ClaimAsync();
        Assert.False(await walk.Rooms.Get<QueueDeeds>().CancelAsync(id, TestRooms.Anna, Ct));
        Assert.Equal((MessageState.Sending, 1), ((await walk.FindAsync(id)).State, await walk.UsedTodayAsync()));
        Assert.Empty(await AuditedAsync(walk, "message.cancelled"));
    }

    [Fact]
    public async Task A_quota_that_was_found_for_a_message_since_it_was_read_is_not_lost_with_it()
    {
        await using var walk = await Walk.StartAsync();
        var id = await walk.SubmitAsync(Good);
        var stale = await walk.Rooms.LookAsync(db => db.Messages.AsNoTracking().SingleAsync(m => m.Id == id, Ct));
        stale.CountedAt = null;
        var step = walk.Rooms.Get<Steps>().Of(MessageEventKind.Cancelled, "");
        Assert.False(await walk.Rooms.Get<MessageMoves>().CancelledAsync(stale, (await PlanAsync(walk)).Limits(), step));
        Assert.Equal((MessageState.Queued, 1), ((await walk.FindAsync(id)).State, await walk.UsedTodayAsync()));
    }

    [Fact]
    public async Task Many_are_cancelled_in_batches_and_audited_once()
    {
        await using var walk = await Walk.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 1_100).Select(i => walk.SubmitAsync(Good, i < 1_050 ? Lane.Bulk : Lane.Normal)));
        var job = await EndedAsync(walk, QueueJobKind.Cancel, new QueueChoice(walk.PlanId, MessageState.Queued, Lane.Bulk));

        Assert.Equal((1_050, 1_050, 1_050), (job.Total, job.Tried, job.Done));
        Assert.Equal(50, await walk.UsedTodayAsync());
        var queue = Assert.Single(await walk.Rooms.Get<QueueView>().ReadAsync([walk.PlanId], Ct));
        Assert.Equal([0, 0, 50, 0], queue.Lanes.Select(lane => lane.Waiting));
        Assert.Equal(["queue.cancelled"], await AuditedAsync(walk, "queue."));
    }

    [Fact]
    public async Task A_stopped_job_leaves_the_rest_as_it_was()
    {
        await using var walk = await Walk.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 1_500).Select(_ => walk.SubmitAsync(Good, Lane.Bulk)));
        var deeds = walk.Rooms.Get<QueueDeeds>();
        var choice = new QueueChoice(walk.PlanId, MessageState.Queued);
        var job = (await deeds.BeginAsync(QueueJobKind.Cancel, choice, TestRooms.Anna, Ct))!;
        job.Stop();
        await Eventually.HoldsAsync(() => job.EndedAt is not null, "The job does not end.");

        Assert.Equal(1_500 - job.Done, (await walk.Rooms.Get<QueueView>().CostAsync(choice, Ct)).Messages);
        Assert.Equal(1_500 - job.Done, await walk.UsedTodayAsync());
        Assert.Equal(0, job.Done % 500);
    }

    [Fact]
    public async Task A_message_that_ended_is_sent_again_once_and_both_timelines_say_so()
    {
        await using var walk = await Walk.StartAsync();
        var first = await walk.SubmitAsync(RefusedForGood, Lane.Normal, "Your parcel is here");
        await walk.DispatchAsync();
        Assert.Equal(MessageState.Rejected, (await walk.FindAsync(first)).State);

        var deeds = walk.Rooms.Get<QueueDeeds>();
        var again = Assert.IsType<SentAgain.As>(await deeds.SendAgainAsync(first, TestRooms.Anna, Ct)).MessageId;
        Assert.Equal(new SentAgain.As(again), await deeds.SendAgainAsync(first, TestRooms.Anna, Ct));

        Assert.NotEqual(first, again);
        Assert.Equal(1, await walk.UsedTodayAsync());
        var (old, fresh) = (await walk.FindAsync(first), await walk.FindAsync(again));
        Assert.Equal((again, first), (old.SentAgainAs, fresh.SentAgainFor));
        Assert.Equal((MessageState.Queued, Lane.Normal, old.To, old.From), (fresh.State, fresh.Lane, fresh.To, fresh.From));
        Assert.Contains(old.Steps, step => step.Kind == MessageEventKind.SentAgain && step.Says!.Contains(PlanView.Shorten(again.ToString()), StringComparison.Ordinal));
        Assert.Contains(PlanView.Shorten(first.ToString()), fresh.Steps[0].Says, StringComparison.Ordinal);
        Assert.Equal(new ShownText.Text("Your parcel is here"), await walk.Rooms.Get<MessageTexts>().ShowAsync(again, TestRooms.Anna, Ct));
    }

    [Fact]
    public async Task What_waits_what_is_a_code_what_a_test_key_asked_for_and_what_has_no_text_is_not_sent_again()
    {
        await using var walk = await Walk.StartAsync();
        var deeds = walk.Rooms.Get<QueueDeeds>();
        var code = await walk.SubmitAsync(RefusedForGood, Lane.Otp);
        var erased = await walk.SubmitAsync(RefusedForGood);
        await walk.DispatchAsync();
        await walk.Rooms.LookAsync(db => db.Messages.Where(m => m.Id == erased).ExecuteUpdateAsync(set => set.SetProperty(m => m.TextCipher, (byte[]?)null), Ct));
        var test = await walk.SubmitAsync(RefusedForGood);
        await walk.Rooms.LookAsync(db => db.Messages.Where(m => m.Id == test).ExecuteUpdateAsync(set => set.SetProperty(m => m.IsTest, true).SetProperty(m => m.State, MessageState.Rejected), Ct));
        var waiting = await walk.SubmitAsync(Good);

        foreach (var id in new[] { code, erased, test, waiting, Guid.NewGuid() }) Assert.IsType<SentAgain.NotPossible>(await deeds.SendAgainAsync(id, TestRooms.Anna, Ct));
        Assert.Equal(new QueueCost(1, 0, 0), await walk.Rooms.Get<QueueView>().CostAsync(new QueueChoice(walk.PlanId, MessageState.Rejected), Ct));
    }

    [Fact]
    public async Task Many_are_sent_again_with_their_cost_known_before_and_not_twice()
    {
        await using var walk = await Walk.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => walk.SubmitAsync(RefusedForGood, Lane.Normal, new string('a', 200))));
        await walk.DispatchAsync();

        var choice = new QueueChoice(walk.PlanId, MessageState.Rejected, From: walk.Clock.GetUtcNow().AddHours(-1));
        Assert.Equal(new QueueCost(8, 8, 16), await walk.Rooms.Get<QueueView>().CostAsync(choice, Ct));
        var job = await EndedAsync(walk, QueueJobKind.SendAgain, choice);

        Assert.Equal((8, 8), (job.Tried, job.Done));
        Assert.Equal(8, await walk.UsedTodayAsync());
        Assert.Equal(new QueueCost(0, 0, 0), await walk.Rooms.Get<QueueView>().CostAsync(choice, Ct));
        Assert.Null(await walk.Rooms.Get<QueueDeeds>().BeginAsync(QueueJobKind.SendAgain, choice, TestRooms.Anna, Ct));
        Assert.Equal(["queue.sent-again"], await AuditedAsync(walk, "queue."));
    }

    [Fact]
    public async Task Ten_thousand_are_sent_again_each_once_and_then_cancelled_with_their_quota_given_back()
    {
        const int many = 10_000;
        await using var walk = await Walk.StartAsync();
        var (now, cipher) = (walk.Clock.GetUtcNow(), walk.Rooms.Get<TextVault>().Close("Hello"));
        await walk.Rooms.LookAsync(db => db.InsertAsync(Enumerable.Range(0, many).Select(_ => new Message
        {
            Id = Guid.CreateVersion7(),
            SubmissionId = Guid.CreateVersion7(),
            PlanId = walk.PlanId,
            Lane = Lane.Bulk,
            RequestedBy = "Test",
            To = Good,
            Country = "US",
            LastFour = Good[^4..],
            From = "+12015550199",
            TextCipher = cipher,
            State = MessageState.Failed,
            Parts = 1,
            CreatedAt = now,
            ChangedAt = now,
            FinalAt = now,
            DueAt = now,
        }).ToList()));

        var again = await EndedAsync(walk, QueueJobKind.SendAgain, new QueueChoice(walk.PlanId, MessageState.Failed));
        Assert.Equal((many, many, many), (again.Total, again.Tried, again.Done));
        Assert.Equal(many, await walk.UsedTodayAsync());
        Assert.Null(await walk.Rooms.Get<QueueDeeds>().BeginAsync(QueueJobKind.SendAgain, new QueueChoice(walk.PlanId, MessageState.Failed), TestRooms.Anna, Ct));

        var cancelled = await EndedAsync(walk, QueueJobKind.Cancel, new QueueChoice(walk.PlanId, MessageState.Queued));
        Assert.Equal((many, many), (cancelled.Total, cancelled.Done));
        Assert.Equal(0, await walk.UsedTodayAsync());
    }

    [Fact]
    public async Task A_quota_that_is_full_ends_the_sending_again_and_says_so()
    {
        await using var walk = await Walk.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => walk.SubmitAsync(RefusedForGood, Lane.Normal)));
        await walk.DispatchAsync();
        await walk.Rooms.LookAsync(db => db.Plans.ExecuteUpdateAsync(set => set.SetProperty(p => p.PerDay, 2), Ct));
        walk.Rooms.Get<PlanChanges>().Announce();

        var job = await EndedAsync(walk, QueueJobKind.SendAgain, new QueueChoice(walk.PlanId, MessageState.Rejected));

        Assert.Equal(2, job.Done);
        Assert.Equal(2, Assert.IsType<SubmitOutcome.OverQuota>(job.Hindered).Quota.Limit);
    }

    private static async Task<PlanView> PlanAsync(Walk walk) => (await walk.Rooms.Get<Plans>().FindAsync(walk.PlanId, Ct))!;

    private static Task<List<string>> AuditedAsync(Walk walk, string prefix) => walk.Rooms.LookAsync(db =>
        db.Audit.Where(entry => entry.Action.StartsWith(prefix)).OrderBy(entry => entry.Action).Select(entry => entry.Action).ToListAsync(Ct));

    private static async Task<QueueJob> EndedAsync(Walk walk, QueueJobKind kind, QueueChoice choice)
    {
        var job = await walk.Rooms.Get<QueueDeeds>().BeginAsync(kind, choice, TestRooms.Anna, Ct);
        await Eventually.HoldsAsync(() => job!.EndedAt is not null, "The job does not end.");
        return job!;
    }
}
