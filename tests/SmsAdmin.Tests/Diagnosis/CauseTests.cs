using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Diagnosis;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Delivery;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Diagnosis;

/// <summary>"A text did not arrive", by one cause at a time: what waits, what was never told, and what is wrong around it.</summary>
public sealed class CauseTests : IAsyncLifetime
{
    private const string To = "+12015550100";
    private Walk _walk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _walk = await Walk.StartAsync();
        // Told to shift its Date, the sandbox tells that of the test's clock.
        await _walk.Sandbox.ControlAsync("clock", new { date_shift_seconds = 0.001 });
    }

    public ValueTask DisposeAsync() => _walk.DisposeAsync();

    [Fact]
    public async Task It_waits_because_somebody_paused_the_plan()
    {
        await _walk.Rooms.Get<QueueDeeds>().PauseAsync(await PlanAsync(), TestRooms.Anna, Ct);

        var told = await FindAsync(await _walk.SubmitAsync(To), "plan.paused-by-person", "Anna Lind has paused sending through Acme US");

        Assert.Equal(("Resume Acme US", "/queue"), (told.Finding.Label, told.Finding.Href));
        Assert.Contains("not lost", told.Finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_waits_because_Sinch_refuses_the_token_and_looking_lets_nothing_go_on()
    {
        await _walk.Sandbox.ControlAsync("plans", new { service_plan_id = "sandbox-us", token = "token-new" });
        var id = await _walk.SubmitAsync(To);
        await _walk.DispatchAsync();

        var told = await FindAsync(id, "token.refused", "Sinch refuses the token");
        Assert.Equal($"/credentials/{_walk.PlanId}/token", told.Finding.Href);
        Assert.Equal(StepVerdict.Beside, told.Step(LookedAt.Pause).Verdict);
        Assert.Contains(told.Finding.Evidence, line => line.Label == "Region eu");
        Assert.Contains("HTTP status 401", told.Finding.LetterToSinch, StringComparison.Ordinal);

        // Taken again, and still only looked at: the pause is the program's to end.
        await _walk.Sandbox.ControlAsync("plans", new { service_plan_id = "sandbox-us", token = "token-us" });
        await FindAsync(id, "http.401", "Sinch refused this send with HTTP status 401");
        Assert.Equal(PlanReadiness.Paused, (await PlanAsync()).Readiness);
        Assert.Equal(1, Posts);
    }

    [Fact]
    public async Task It_waits_because_the_plan_lives_in_another_region()
    {
        var id = await _walk.SubmitAsync(To);
        await _walk.Rooms.Get<PlanEditing>().SetRegionAsync(_walk.PlanId, "eu", TestRooms.Anna, Ct);

        var told = await FindAsync(id, "region.wrong", "does not live in eu");

        Assert.Contains("It lives in us", told.Finding.Why, StringComparison.Ordinal);
        Assert.Equal(("Set the region to us", $"/credentials/{_walk.PlanId}/edit"), (told.Finding.Label, told.Finding.Href));
    }

    [Fact]
    public async Task It_waits_because_the_plan_was_changed_and_not_checked()
    {
        var id = await _walk.SubmitAsync(To);
        await _walk.Rooms.LookAsync(db => ChangeAsync(db, plan => plan.IsVerified = false));

        await FindAsync(id, "plan.not-verified", "sends nothing until it is checked");
    }

    [Fact]
    public async Task It_waits_for_the_reset_of_a_quota_that_is_used_up()
    {
        await EditAsync(draft => draft with { PerDay = 1 });
        await _walk.SubmitAsync(To);
        var deferred = Assert.IsType<SubmitOutcome.Queued>(await _walk.Rooms.Get<Submissions>().SubmitAsync(new NewMessage(_walk.PlanId, To, null, "Hello", Lane.Normal, Origin.Api, Defer: true), TestRooms.Anna, Ct));

        var told = await FindAsync(deferred.MessageId, "quota.full", "Today’s quota of Acme US is used up");

        Assert.Contains("1 of 1 messages", told.Finding.Why, StringComparison.Ordinal);
        Assert.Contains("23:00:00 on 23 Nov UTC", told.Finding.WhatToDo, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_waits_for_its_turn_and_before_that_for_somebody_who_works_the_queue_off()
    {
        await EditAsync(draft => draft with { PerSecond = 1 });
        var first = await _walk.SubmitAsync(To);
        await FindAsync(first, "queue.nobody", "No SmsAdmin works the queue off");

        await _walk.Rooms.Get<PlanLeases>().HoldAsync(_walk.PlanId, Ct);
        await FindAsync(first, "queue.next", "Waiting for its turn");
        var last = await _walk.SubmitAsync(To);
        await FindAsync(last, "queue.rate", "2 messages at 1 a second");
    }

    [Fact]
    public async Task It_is_scheduled_or_its_deadline_passed()
    {
        var later = Assert.IsType<SubmissionOutcome.Taken>(await _walk.SubmitAsync(_walk.New("Hello", [To]) with { SendAt = _walk.Clock.GetUtcNow().AddHours(2) }));
        await FindAsync(Assert.IsType<RecipientOutcome.Queued>(later.Recipients.Single()).MessageId, "queue.scheduled", "It is scheduled for 14:00:00 on 23 Nov UTC");

        var late = Assert.IsType<SubmitOutcome.Queued>(await _walk.Rooms.Get<Submissions>().SubmitAsync(new NewMessage(_walk.PlanId, To, null, "Hello", Lane.Otp, Origin.Otp, Deadline: _walk.Clock.GetUtcNow().AddMinutes(5)), TestRooms.Anna, Ct));
        _walk.Clock.Advance(TimeSpan.FromMinutes(6));
        await _walk.DispatchAsync();
        await FindAsync(late.MessageId, "queue.deadline-passed", "its deadline passed first");

        // Another clock makes another cause of the same end.
        await _walk.Sandbox.ControlAsync("clock", new { date_shift_seconds = 3600 });
        await FindAsync(late.MessageId, "clock.skew", "This machine’s clock is off");
    }

    [Fact]
    public async Task Somebody_cancelled_it_here()
    {
        var id = await _walk.SubmitAsync(To);
        await _walk.Rooms.Get<QueueDeeds>().CancelAsync(id, TestRooms.Anna, Ct);

        await FindAsync(id, "cancelled.here", "Cancelled here, before it went to Sinch");
    }

    [Fact]
    public async Task It_was_asked_for_with_a_test_key()
    {
        var outcome = await _walk.Rooms.Get<Submissions>().SubmitAsync(new NewMessage(_walk.PlanId, To, null, "Hello", Lane.Normal, Origin.Api) { IsTest = true }, TestRooms.Anna, Ct);

        await FindAsync(Assert.IsType<SubmitOutcome.Queued>(outcome).MessageId, "message.test-key", "Test key");
    }

    [Fact]
    public async Task It_was_delivered_and_its_receipt_does_not_come()
    {
        var id = await _walk.SubmitAsync(To);
        await _walk.DispatchAsync();
        await FindAsync(id, "receipts.too-early", "it is on its way");
        _walk.Clock.Advance(TimeSpan.FromSeconds(30));

        // Without an address of ours Sinch can tell nobody.
        var unreached = await FindAsync(id, "receipts.no-address", "Sinch knows its end, and cannot tell SmsAdmin: Delivered");
        Assert.Equal("/settings", unreached.Finding.Href);
        Assert.DoesNotContain("5550100", unreached.Whole, StringComparison.Ordinal);
        Assert.Contains("12015550100", (await Diagnosed.OfAsync(_walk, id, Diagnosed.Operator)).Whole, StringComparison.Ordinal);

        // With one, it told and was not heard.
        _walk.Rooms.Get<OurAddress>().Own = new Uri("http://127.0.0.1:9/");
        var unheard = await FindAsync(id, "receipts.not-coming", "its receipt did not reach 127.0.0.1:9");
        Assert.Contains("None ever came.", unheard.Finding.Why, StringComparison.Ordinal);
        Assert.NotEqual(unreached.Finding.WhatToDo, unheard.Finding.WhatToDo);

        _walk.Rooms.Get<OurAddress>().Own = null;
        await _walk.PollAsync();
        var arrived = await FindAsync(id, "message.delivered", "It was delivered at 12:00:30 on 23 Nov UTC");
        Assert.Contains("blocked and filtered messages", arrived.Finding.WhatToDo, StringComparison.Ordinal);
        Assert.Contains("proof", arrived.Finding.LetterToSinch, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trial_plan_sends_to_verified_numbers_alone()
    {
        await EditAsync(draft => draft with { Kind = PlanKind.Trial, VerifiedNumbers = ["+12015550190"] });
        await _walk.Sandbox.ControlAsync("plans", new { service_plan_id = "sandbox-us", verified_numbers = (string[])["12015550190"] });
        var id = await EndedAsync(To);

        var told = await FindAsync(id, "trial.number-not-verified", "A trial plan sends to verified numbers alone");

        Assert.Equal(("Add the verified number", $"/credentials/{_walk.PlanId}/edit"), (told.Finding.Label, told.Finding.Href));
        await EditAsync(draft => draft with { Kind = PlanKind.Production });
        await FindAsync(id, "delivery.402", "delivery code 402");
    }

    [Fact]
    public async Task Letters_reach_nobody_in_North_America_but_are_not_to_blame_for_a_phone_that_is_off()
    {
        await EditAsync(draft => draft with { Sender = "Acme" });

        await FindAsync(await EndedAsync("+12015550102"), "sender.letters-to-north-america", "A sender of letters does not reach the United States");
        var off = await FindAsync(await EndedAsync("+12035551153"), "delivery.153", "delivery code 153");
        Assert.Equal(StepVerdict.Beside, off.Step(LookedAt.Sender).Verdict);
    }

    [Fact]
    public async Task What_is_wrong_beside_the_cause_is_told_and_not_blamed()
    {
        var id = await EndedAsync("+12015550106");
        await _walk.Sandbox.ControlAsync("plans", new { service_plan_id = "sandbox-us", token = "token-new" });

        var told = await FindAsync(id, "delivery.406", "delivery code 406");

        Assert.Equal((StepVerdict.Beside, StepVerdict.Cause), (told.Step(LookedAt.Account).Verdict, told.Step(LookedAt.DeliveryCode).Verdict));
    }

    [Fact]
    public async Task A_removed_plan_leaves_what_the_log_has()
    {
        var id = await EndedAsync("+12035551150");
        Assert.IsType<PlanOutcome.Saved>(await _walk.Rooms.Get<PlanEditing>().DeleteAsync(_walk.PlanId, TestRooms.Anna, Ct));

        var told = await FindAsync(id, "delivery.150", "delivery code 150");
        Assert.StartsWith("A plan that was removed", told.Finding.Concerns, StringComparison.Ordinal);
    }

    private async Task<Diagnosed> FindAsync(Guid id, string code, string title)
    {
        var told = await Diagnosed.OfAsync(_walk, id);
        Assert.Equal(code, told.Finding.Code);
        Assert.Contains(title, told.Finding.Title, StringComparison.Ordinal);
        return told;
    }

    private async Task<Guid> EndedAsync(string to)
    {
        var id = await _walk.SubmitAsync(to);
        await _walk.DispatchAsync();
        _walk.Clock.Advance(TimeSpan.FromSeconds(30));
        await _walk.PollAsync();
        return id;
    }

    private async Task<PlanView> PlanAsync() => (await _walk.Rooms.Get<Plans>().FindAsync(_walk.PlanId, Ct))!;

    private async Task EditAsync(Func<PlanDraft, PlanDraft> change)
    {
        Assert.IsType<PlanOutcome.Saved>(await _walk.Rooms.Get<PlanEditing>().EditAsync(_walk.PlanId, change(PlanDraft.Of(await PlanAsync())), TestRooms.Anna, Ct));
        await _walk.Rooms.Get<PlanChecks>().CheckAsync(_walk.PlanId, TestRooms.Anna, Ct);
    }

    private async Task<bool> ChangeAsync(AppDb db, Action<ServicePlan> change)
    {
        change(db.Plans.Single(plan => plan.Id == _walk.PlanId));
        await db.SaveChangesAsync(Ct);
        _walk.Rooms.Get<PlanChanges>().Announce();
        return true;
    }

    private long Posts => _walk.Sandbox.World.Requests.Where(asked => asked is { Method: "POST", Path: "/batches" }).Sum(asked => asked.Count);
}
