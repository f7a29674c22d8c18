using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Delivery;

public sealed class WalkTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_goes_from_queued_to_delivered_and_its_timeline_shows_each_step()
    {
        await using var walk = await Walk.StartAsync();
        var id = await walk.SubmitAsync("+12015550100");
        Assert.Equal(MessageState.Queued, (await walk.FindAsync(id)).State);

        await walk.DispatchAsync();
        var accepted = await walk.FindAsync(id);
        Assert.Equal(MessageState.Accepted, accepted.State);
        Assert.Equal(201, accepted.HttpStatus);
        Assert.NotNull(accepted.BatchId);

        walk.Clock.Advance(TimeSpan.FromSeconds(5));
        await walk.PollAsync();
        var delivered = await walk.FindAsync(id);
        Assert.Equal(MessageState.Delivered, delivered.State);
        Assert.Equal(0, delivered.DeliveryCode);
        Assert.NotNull(delivered.FinalAt);
        Assert.Equal([MessageEventKind.Asked, MessageEventKind.Accepted, MessageEventKind.Status], delivered.Steps.Select(s => s.Kind));
        Assert.Equal(1, walk.Accepted(id));
    }

    [Fact]
    public async Task A_kept_exchange_holds_neither_token_nor_text()
    {
        await using var walk = await Walk.StartAsync();
        var id = await walk.SubmitAsync("+12015550100", text: "A text that nobody else may read");
        await walk.DispatchAsync();

        var step = Assert.Single((await walk.FindAsync(id)).Steps, s => s.Kind == MessageEventKind.Accepted);
        var kept = step.RawHead + step.RawRequest + step.RawResponse;
        Assert.Contains("client_reference", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody else", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("token-us", kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+12075554001", 400, "syntax_invalid_json")]
    [InlineData("+12075554002", 400, "syntax_invalid_parameter_format")]
    [InlineData("+12075554003", 400, "syntax_constraint_violation")]
    [InlineData("+12075554031", 403, "unknown_group")]
    [InlineData("+12075554032", 403, "unknown_campaign")]
    [InlineData("+12075554033", 403, "missing_callback_url")]
    [InlineData("+12075554034", 403, "illegal_number_type")]
    [InlineData("+12065550415", 415, null)]
    public async Task A_refusal_for_good_ends_the_message_and_gives_its_quota_back(string to, int httpStatus, string? apiErrorCode)
    {
        await using var walk = await Walk.StartAsync();
        var id = await walk.SubmitAsync(to);
        Assert.Equal(1, await walk.UsedTodayAsync());

        await walk.DispatchAsync();
        var message = await walk.FindAsync(id);
        Assert.Equal((MessageState.Rejected, httpStatus, apiErrorCode), (message.State, message.HttpStatus, message.ApiErrorCode));
        Assert.Null(message.DeliveryCode);
        Assert.Equal(0, await walk.UsedTodayAsync());
        Assert.Equal(0, walk.Accepted(id));
    }

    [Theory]
    [InlineData("+12065550401", 401)]
    [InlineData("+12065550404", 404)]
    [InlineData("+12075554035", 403)]
    public async Task A_refused_account_pauses_the_plan_and_every_message_waits(string to, int httpStatus)
    {
        await using var walk = await Walk.StartAsync();
        var first = await walk.SubmitAsync(to);
        await walk.DispatchAsync();
        var second = await walk.SubmitAsync("+12015550100");
        await walk.DispatchAsync();

        Assert.Equal((MessageState.Queued, httpStatus), ((await walk.FindAsync(first)).State, (await walk.FindAsync(first)).HttpStatus));
        Assert.Equal(MessageState.Queued, (await walk.FindAsync(second)).State);
        var plan = await walk.Rooms.Get<Plans>().FindAsync(walk.PlanId, TestContext.Current.CancellationToken);
        Assert.Equal(PlanReadiness.Paused, plan!.Readiness);
        Assert.NotNull(plan.PausedWhy);
    }

    [Fact]
    public async Task A_paused_plan_goes_on_by_itself_once_the_token_works_again()
    {
        await using var walk = await Walk.StartAsync();
        await walk.Sandbox.ControlAsync("plans", new { service_plan_id = "sandbox-us", token = (string?)null });
        var id = await walk.SubmitAsync("+12015550100");
        await walk.DispatchAsync();
        Assert.Equal(MessageState.Queued, (await walk.FindAsync(id)).State);

        await walk.Sandbox.ControlAsync("plans", new { service_plan_id = "sandbox-us", token = "token-us" });
        walk.Clock.Advance(TimeSpan.FromSeconds(31));
        await walk.DispatchAsync();
        Assert.Equal(MessageState.Accepted, (await walk.FindAsync(id)).State);
        Assert.Equal(1, walk.Accepted(id));
    }

    [Fact]
    public async Task Too_many_requests_are_tried_again_and_never_before_the_time_that_sinch_asked_for()
    {
        await using var walk = await Walk.StartAsync();
        var id = await walk.SubmitAsync("+12065554429");
        await walk.DispatchAsync();
        var waiting = await walk.FindAsync(id);
        Assert.Equal((MessageState.Queued, 429), (waiting.State, waiting.HttpStatus));
        Assert.True(waiting.DueAt >= walk.Clock.GetUtcNow() + TimeSpan.FromSeconds(2));

        walk.Clock.SetUtcNow(waiting.DueAt);
        await walk.DispatchAsync();
        Assert.Equal(MessageState.Accepted, (await walk.FindAsync(id)).State);
        Assert.Equal(1, walk.Accepted(id));
    }

    [Theory]
    [InlineData("+12065555500")]
    [InlineData("+12065555503")]
    [InlineData("+12085550006")]
    public async Task A_send_that_was_accepted_without_saying_so_is_found_and_not_sent_again(string to)
    {
        await using var walk = await Walk.StartAsync();
        var id = await walk.SubmitAsync(to);
        await walk.DispatchAsync();
        Assert.True((await walk.FindAsync(id)).OutcomeUnknown);

        walk.Clock.Advance(TimeSpan.FromSeconds(2));
        await walk.CheckOutcomesAsync();
        var found = await walk.FindAsync(id);
        Assert.Equal((MessageState.Accepted, false), (found.State, found.OutcomeUnknown));
        Assert.Equal(1, walk.Accepted(id));
    }

    [Fact]
    public async Task A_message_whose_deadline_passes_while_it_waits_for_its_place_in_the_rate_is_not_sent()
    {
        await using var walk = await Walk.StartAsync();
        await walk.Rooms.LookAsync(db => db.Plans.ExecuteUpdateAsync(set => set.SetProperty(p => p.PerSecond, 1), Ct));
        walk.Rooms.Get<PlanChanges>().Announce();
        var first = await walk.SubmitAsync("+12015550100", Lane.Otp);
        var late = Assert.IsType<SubmissionOutcome.Taken>(await walk.SubmitAsync(walk.New("Hello", ["+12015550100"]) with { Deadline = walk.Clock.GetUtcNow().AddMilliseconds(500) }));

        var run = walk.DispatchAsync();
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!run.IsCompleted)
        {
            walk.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await looks.WaitForNextTickAsync(Ct);
        }

        await run;
        var id = Assert.IsType<RecipientOutcome.Queued>(Assert.Single(late.Recipients)).MessageId;
        Assert.Equal((1, MessageState.Expired, 0), (walk.Accepted(first), (await walk.FindAsync(id)).State, walk.Accepted(id)));
        Assert.Equal(1, await walk.UsedTodayAsync());
    }

    [Theory]
    [InlineData(MessageState.Sending)]
    [InlineData(MessageState.Accepted)]
    [InlineData(MessageState.Dispatched)]
    public async Task A_test_message_whose_walk_was_broken_off_is_led_to_its_end_and_sinch_is_not_asked(MessageState stands)
    {
        await using var walk = await Walk.StartAsync();
        var taken = Assert.IsType<SubmissionOutcome.Taken>(await walk.SubmitAsync(walk.New("Hello", ["+12015550100"]) with { IsTest = true }));
        var id = Assert.IsType<RecipientOutcome.Queued>(Assert.Single(taken.Recipients)).MessageId;
        await walk.ClaimAsync();
        if (stands != MessageState.Sending)
        {
            var now = walk.Clock.GetUtcNow();
            await walk.Rooms.LookAsync(db => db.Messages.ExecuteUpdateAsync(set => set.SetProperty(m => m.State, stands).SetProperty(m => m.AcceptedAt, now), Ct));
        }

        walk.Clock.Advance(TimeSpan.FromMinutes(2));
        await walk.CheckOutcomesAsync();

        Assert.Equal(MessageState.Delivered, (await walk.FindAsync(id)).State);
        Assert.Empty(walk.Sandbox.World.Ledger.Entries);
    }

    [Fact]
    public async Task A_send_that_never_landed_goes_out_again_only_after_sinch_did_not_know_it_twice()
    {
        await using var walk = await Walk.StartAsync();
        var id = await walk.SubmitAsync("+12065551500");
        await walk.DispatchAsync();

        walk.Clock.Advance(TimeSpan.FromSeconds(2));
        await walk.CheckOutcomesAsync();
        Assert.True((await walk.FindAsync(id)).OutcomeUnknown);
        walk.Clock.Advance(TimeSpan.FromSeconds(30));
        await walk.CheckOutcomesAsync();
        Assert.True((await walk.FindAsync(id)).OutcomeUnknown);

        walk.Clock.Advance(TimeSpan.FromSeconds(30));
        await walk.CheckOutcomesAsync();
        Assert.Equal(MessageState.Queued, (await walk.FindAsync(id)).State);
        await walk.DispatchAsync();
        Assert.Equal(MessageState.Accepted, (await walk.FindAsync(id)).State);
        Assert.Equal(1, walk.Accepted(id));
    }

    [Fact]
    public async Task A_send_that_a_crash_interrupted_is_looked_up_when_its_lease_is_over()
    {
        await using var walk = await Walk.StartAsync();
        var id = await walk.SubmitAsync("+12015550100");
        await walk.ClaimAsync();

        await walk.CheckOutcomesAsync();
        Assert.False((await walk.FindAsync(id)).OutcomeUnknown);
        walk.Clock.Advance(TimeSpan.FromMinutes(3));
        await walk.CheckOutcomesAsync();
        Assert.Contains((await walk.FindAsync(id)).Steps, s => s.Kind == MessageEventKind.OutcomeUnknown);
    }

    [Fact]
    public async Task A_clock_that_is_set_forward_sends_nothing_again_that_may_still_land()
    {
        await using var walk = await Walk.StartAsync();
        var id = await walk.SubmitAsync("+12015550100");
        await walk.ClaimAsync();

        walk.Clock.Advance(TimeSpan.FromMinutes(2));
        await walk.CheckOutcomesAsync();
        walk.Clock.Advance(TimeSpan.FromSeconds(85));
        await walk.CheckOutcomesAsync();
        Assert.Equal(MessageState.Sending, (await walk.FindAsync(id)).State);
        // The time that a request has, and then the settle delay.
        walk.Clock.Advance(TimeSpan.FromSeconds(10));
        await walk.CheckOutcomesAsync();
        Assert.Equal(MessageState.Queued, (await walk.FindAsync(id)).State);
    }

    [Fact]
    public async Task Nothing_listening_is_tried_again_and_costs_no_message()
    {
        await using var walk = await Walk.StartAsync();
        var id = await walk.SubmitAsync("+12015550100");
        await walk.Sandbox.DisposeAsync();
        await walk.DispatchAsync();

        var message = await walk.FindAsync(id);
        Assert.Equal((MessageState.Queued, "ConnectionRefused"), (message.State, message.NoAnswer));
        Assert.Null(message.HttpStatus);
    }

    [Fact]
    public async Task A_message_whose_time_is_over_expires_and_is_not_sent()
    {
        await using var walk = await Walk.StartAsync();
        var id = await walk.SubmitAsync("+12015550100");
        walk.Clock.Advance(TimeSpan.FromDays(4));
        await walk.DispatchAsync();

        Assert.Equal(MessageState.Expired, (await walk.FindAsync(id)).State);
        Assert.Equal(0, walk.Accepted(id));
    }

    [Fact]
    public async Task Codes_go_first()
    {
        await using var walk = await Walk.StartAsync("Delivery:InFlight=1");
        var bulk = await walk.SubmitAsync("+12015550100", Lane.Bulk);
        var code = await walk.SubmitAsync("+12015550100", Lane.Otp);
        await walk.DispatchAsync();

        Assert.Equal([code, bulk], walk.Sandbox.World.Ledger.Entries.Select(e => Guid.Parse(e.ClientReference!)));
    }
}
