using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Otp;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Otp;

public sealed class SendTests : IAsyncLifetime
{
    private OtpDesk _desk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _desk = await OtpDesk.OpenAsync(draft => draft with { OpenCountries = ["US", "GB"], PerDay = 40 });

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_code_goes_out_in_its_own_lane_with_its_expiry_as_deadline_and_asks_for_feedback()
    {
        var sent = Assert.IsType<CodeOutcome.Sent>(await _desk.AskAsync());
        var message = await _desk.Rooms.LookAsync(db => db.Messages.AsNoTracking().SingleAsync(m => m.Id == sent.MessageId, Ct));

        Assert.Equal((Lane.Otp, Origin.Otp, 1, sent.Verification.ExpiresAt), (message.Lane, message.Origin, message.Parts, message.Deadline));
        Assert.Equal(_desk.Clock.GetUtcNow().AddMinutes(5), sent.Verification.ExpiresAt);
        Assert.Equal(sent.MessageId, Assert.Single((await _desk.DetailAsync(sent.Verification.Id)).Messages).Id);
        await _desk.Rooms.Get<Core.Delivery.Dispatcher>().RunOnceAsync(Ct);
        var batch = Assert.Single(_desk.Sandbox.World.Ledger.Entries);
        Assert.Equal(sent.MessageId.ToString("D"), batch.ClientReference);
    }

    [Fact]
    public async Task A_resend_within_the_life_carries_the_same_code_and_does_not_lengthen_it()
    {
        var (id, code) = await _desk.StartAsync();
        Assert.Equal(SendLimit.TooSoon, Assert.IsType<CodeOutcome.TooMany>(await _desk.ResendAsync(id)).Refusal.Limit);
        foreach (var wait in (int[])[30, 60, 120])
        {
            _desk.Clock.Advance(TimeSpan.FromSeconds(wait) - TimeSpan.FromMilliseconds(1));
            Assert.IsType<CodeOutcome.TooMany>(await _desk.ResendAsync(id));
            _desk.Clock.Advance(TimeSpan.FromMilliseconds(1));
            var sent = Assert.IsType<CodeOutcome.Sent>(await _desk.ResendAsync(id));
            Assert.Contains(code, await _desk.TextAsync(sent.MessageId), StringComparison.Ordinal);
            Assert.Equal(new DateTimeOffset(2026, 11, 23, 12, 5, 0, TimeSpan.Zero), sent.Verification.ExpiresAt);
        }

        Assert.Equal((4, 4), ((await _desk.RowAsync(id)).Sends, (await _desk.DetailAsync(id)).Messages.Count));
        Assert.True(await _desk.CheckAsync(id, code));
    }

    [Fact]
    public async Task After_the_life_a_resend_is_refused_and_a_new_one_has_another_code_the_old_is_dead_and_the_count_kept()
    {
        var (old, code) = await _desk.GuessAsync(3);
        _desk.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("expired", Assert.IsType<CodeOutcome.IsOver>(await _desk.ResendAsync(old)).Verification.Status);

        var (fresh, other) = await _desk.StartAsync();

        Assert.NotEqual(code, other);
        Assert.False(await _desk.CheckAsync(old, code));
        Assert.False(await _desk.CheckAsync(fresh, OtpDesk.Wrong(other)));
        Assert.Equal(4, (await _desk.DetailAsync(fresh)).Failures);
        Assert.True(await _desk.CheckAsync(fresh, other));
    }

    [Fact]
    public async Task A_new_one_within_the_life_waits_as_a_resend_does_and_takes_the_place_of_the_old()
    {
        var (old, code) = await _desk.StartAsync();
        Assert.Equal(SendLimit.TooSoon, Assert.IsType<CodeOutcome.TooMany>(await _desk.AskAsync()).Refusal.Limit);
        _desk.Clock.Advance(TimeSpan.FromSeconds(30));
        await _desk.StartAsync();

        Assert.Equal(VerificationState.Replaced, (await _desk.RowAsync(old)).State);
        Assert.False(await _desk.CheckAsync(old, code));
        Assert.IsType<CodeOutcome.IsOver>(await _desk.ResendAsync(old));
    }

    [Fact]
    public async Task One_number_gets_five_texts_in_half_an_hour_and_ten_a_day_whatever_they_are_for()
    {
        for (var i = 0; i < 5; i++) await _desk.StartAsync(purpose: $"purpose-{i}");
        var full = Assert.IsType<CodeOutcome.TooMany>(await _desk.AskAsync(purpose: "another")).Refusal;
        Assert.Equal((SendLimit.NumberInHalfHour, _desk.Clock.GetUtcNow().AddMinutes(30)), (full.Limit, full.Until));

        _desk.Clock.Advance(TimeSpan.FromMinutes(30));
        for (var i = 0; i < 5; i++) await _desk.StartAsync(purpose: $"purpose-{i}");
        _desk.Clock.Advance(TimeSpan.FromMinutes(30));
        var day = Assert.IsType<CodeOutcome.TooMany>(await _desk.AskAsync(purpose: "another")).Refusal;
        Assert.Equal((SendLimit.NumberInDay, new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero)), (day.Limit, day.Until));
        await _desk.StartAsync("+12015550101");
    }

    [Fact]
    public async Task Parallel_wishes_for_one_number_are_five_texts()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => _desk.AskAsync(purpose: $"purpose-{i}"))));

        Assert.Equal(5, outcomes.OfType<CodeOutcome.Sent>().Count());
        Assert.Equal(5, await _desk.Rooms.LookAsync(db => db.Messages.CountAsync(Ct)));
    }

    [Fact]
    public async Task One_end_user_asks_for_thirty_an_hour_over_all_numbers()
    {
        for (var i = 0; i < 30; i++) await _desk.StartAsync($"+120155501{i:00}", with: request => request with { EndUserAddress = $"2001:db8::{i}" });

        Assert.Equal(SendLimit.AddressInHour, Assert.IsType<CodeOutcome.TooMany>(await _desk.AskAsync("+12015550150", with: request => request with { EndUserAddress = "2001:db8::ffff" })).Refusal.Limit);
        await _desk.StartAsync("+12015550151", with: request => request with { EndUserAddress = "2001:db8:0:1::1" });
        _desk.Clock.Advance(TimeSpan.FromHours(1));
        await _desk.StartAsync("+12015550152", with: request => request with { EndUserAddress = "2001:db8::1" });
    }

    [Fact]
    public async Task A_resend_counts_on_the_end_users_address_too()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 15; i++) ids.Add((await _desk.StartAsync($"+120155501{i:00}", with: request => request with { EndUserAddress = "2001:db8::1" })).Id);
        _desk.Clock.Advance(TimeSpan.FromSeconds(30));
        foreach (var id in ids) Assert.IsType<CodeOutcome.Sent>(await _desk.ResendAsync(id));
        _desk.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(SendLimit.AddressInHour, Assert.IsType<CodeOutcome.TooMany>(await _desk.ResendAsync(ids[0])).Refusal.Limit);
    }

    [Fact]
    public async Task A_resend_says_how_long_its_code_still_lives()
    {
        var (id, _) = await _desk.StartAsync();
        _desk.Clock.Advance(TimeSpan.FromSeconds(210));

        var sent = Assert.IsType<CodeOutcome.Sent>(await _desk.ResendAsync(id));
        Assert.Contains("valid for 1 minute", await _desk.TextAsync(sent.MessageId), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+447400123456", null)]
    [InlineData("+46701740605", "opens countries")]
    [InlineData("+19005550100", "premium-rate")]
    [InlineData("+448431234567", "premium-rate")]
    [InlineData("+447600123456", "pager")]
    public async Task Only_opened_countries_and_no_premium_shared_cost_or_pager_numbers(string to, string? says)
    {
        var outcome = await _desk.AskAsync(to);

        if (says is null) Assert.IsType<CodeOutcome.Sent>(outcome);
        else Assert.Contains(says, Assert.Single(Assert.IsType<CodeOutcome.Invalid>(outcome).Faults).Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_quota_refuses_is_not_counted_as_a_text()
    {
        await using var desk = await OtpDesk.OpenAsync(draft => draft with { PerDay = 1 });
        await desk.StartAsync("+12015550101");
        Assert.IsType<CodeOutcome.OverQuota>(await desk.AskAsync());
        Assert.IsType<CodeOutcome.OverQuota>(await desk.AskAsync());

        desk.Clock.Advance(TimeSpan.FromHours(12));
        for (var i = 0; i < 1; i++) await desk.StartAsync();
        Assert.Equal([VerificationState.NotSent, VerificationState.NotSent], await desk.Rooms.LookAsync(db => db.Verifications.Where(v => v.State == VerificationState.NotSent).Select(v => v.State).ToListAsync(Ct)));
        Assert.Equal([16, 16], (await desk.Rooms.LookAsync(db => db.SendWindows.Select(w => w.Sends).ToListAsync(Ct))).Select(sends => sends.Length));
    }

    [Fact]
    public async Task Where_the_quota_refuses_a_new_code_the_one_on_the_phone_still_counts()
    {
        await using var desk = await OtpDesk.OpenAsync(draft => draft with { PerDay = 1 });
        var (id, code) = await desk.StartAsync();
        Assert.False(await desk.CheckAsync(id, OtpDesk.Wrong(code)));
        desk.Clock.Advance(TimeSpan.FromSeconds(40));
        Assert.IsType<CodeOutcome.OverQuota>(await desk.AskAsync());

        Assert.Equal((VerificationState.Pending, null), ((await desk.RowAsync(id)).State, (await desk.RowAsync(id)).EndedAt));
        Assert.Equal(1, await desk.Rooms.LookAsync(db => db.VerificationSubjects.Select(s => s.Checks).SingleAsync(Ct)));
        Assert.True(await desk.CheckAsync(id, code));
    }

    [Fact]
    public async Task A_success_is_told_to_sinch_once()
    {
        var (id, code) = await _desk.StartAsync();
        await _desk.Rooms.Get<Core.Delivery.Dispatcher>().RunOnceAsync(Ct);
        var feedback = _desk.Rooms.Get<VerificationFeedback>();
        await feedback.RunOnceAsync(Ct);
        Assert.Empty(_desk.Sandbox.World.Ledger.Feedback);

        Assert.True(await _desk.CheckAsync(id, code));
        await feedback.RunOnceAsync(Ct);
        await feedback.RunOnceAsync(Ct);

        Assert.Equal("12015550100", Assert.Single(_desk.Sandbox.World.Ledger.Feedback).Recipient.TrimStart('+'));
        Assert.Null((await _desk.RowAsync(id)).FeedbackDueAt);
    }

    [Fact]
    public async Task A_plan_opens_its_senders_country_by_itself_and_the_sandboxs_own_plan_all()
    {
        var plans = _desk.Rooms.Get<Core.Credentials.Plans>();
        var gb = await _desk.Rooms.AddPlanAsync(_desk.Sandbox, draft => draft with { Name = "GB", ServicePlanId = "sandbox-eu", Region = "eu", Sender = "+447400123456" }, "token-eu");
        var named = await _desk.Rooms.AddPlanAsync(_desk.Sandbox, draft => draft with { Name = "Named", ServicePlanId = "sandbox-au", Region = "au", Sender = "Acme" }, "token-au");
        await _desk.Rooms.LookAsync(async db => await db.Plans.Where(p => p.Id == _desk.PlanId).ExecuteUpdateAsync(set => set.SetProperty(p => p.IsSandbox, true).SetProperty(p => p.OpenCountries, (List<string>?)null), Ct));
        _desk.Rooms.Get<Core.Credentials.PlanChanges>().Announce();

        Assert.Equal(["GB"], (await plans.FindAsync(gb, Ct))!.OpenCountries);
        Assert.Empty((await plans.FindAsync(named, Ct))!.OpenCountries);
        Assert.Equal(["*"], (await plans.FindAsync(_desk.PlanId, Ct))!.OpenCountries);
    }
}
