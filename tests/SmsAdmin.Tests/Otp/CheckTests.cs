using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Otp;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Otp;

public sealed class CheckTests : IAsyncLifetime
{
    private OtpDesk _desk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _desk = await OtpDesk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task The_right_code_verifies_once()
    {
        var (id, code) = await _desk.StartAsync();

        Assert.True(await _desk.CheckAsync(id, $" {code[..3]} {code[3..]} "));
        Assert.False(await _desk.CheckAsync(id, code));

        var row = await _desk.RowAsync(id);
        Assert.Equal((VerificationState.Verified, 1, CheckResult.Used, _desk.Clock.GetUtcNow()), (row.State, row.Checks, row.LastCheck, row.EndedAt));
        Assert.Equal("verified", (await _desk.Verifications.FindAsync(_desk.PlanId, id, Ct))!.Status);
    }

    [Fact]
    public async Task Two_hundred_parallel_checks_with_the_right_code_are_one_success()
    {
        var (id, code) = await _desk.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => _desk.CheckAsync(id, code))));

        Assert.Single(answers, verified => verified);
        Assert.Equal((VerificationState.Verified, 1), ((await _desk.RowAsync(id)).State, (await _desk.RowAsync(id)).Checks));
    }

    [Fact]
    public async Task Of_two_hundred_parallel_wrong_codes_exactly_five_are_evaluated()
    {
        var (id, code) = await _desk.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => _desk.CheckAsync(id, OtpDesk.Wrong(code)))));

        Assert.DoesNotContain(true, answers);
        var row = await _desk.RowAsync(id);
        var subject = await _desk.Rooms.LookAsync(db => db.VerificationSubjects.AsNoTracking().SingleAsync(s => s.Key == row.SubjectKey, Ct));
        Assert.Equal((5, 5, 195L), (row.Checks, subject.Checks, subject.Refused));
        Assert.Equal(5, (await _desk.DetailAsync(id)).Failures);
        Assert.False(await _desk.CheckAsync(id, code));
        Assert.Equal(CheckResult.Exhausted, (await _desk.RowAsync(id)).LastCheck);
    }

    [Fact]
    public async Task Right_and_wrong_at_once_never_exceed_five_and_never_succeed_twice()
    {
        var (id, code) = await _desk.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => _desk.CheckAsync(id, i % 2 == 0 ? code : OtpDesk.Wrong(code)))));

        Assert.InRange(answers.Count(verified => verified), 0, 1);
        Assert.InRange((await _desk.RowAsync(id)).Checks, 1, 5);
    }

    [Fact]
    public async Task A_new_code_between_guesses_does_not_reset_the_count_and_the_lock_refuses_the_right_code()
    {
        await _desk.GuessAsync(4);
        await _desk.GuessAsync(4);
        var (id, code) = await _desk.GuessAsync(2);

        Assert.False(await _desk.CheckAsync(id, code));
        Assert.Equal((VerificationState.Pending, CheckResult.Locked), ((await _desk.RowAsync(id)).State, (await _desk.RowAsync(id)).LastCheck));
        Assert.Equal((10, _desk.Clock.GetUtcNow().AddHours(1)), ((await _desk.DetailAsync(id)).Failures, (await _desk.DetailAsync(id)).LockedUntil));
    }

    [Fact]
    public async Task Many_at_once_over_new_codes_are_locked_after_the_same_total()
    {
        await _desk.GuessAsync(5);
        var (id, code) = await _desk.GuessAsync(0);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => _desk.CheckAsync(id, OtpDesk.Wrong(code)))));

        Assert.Equal((10, 5), ((await _desk.DetailAsync(id)).Failures, (await _desk.RowAsync(id)).Checks));
        Assert.NotNull((await _desk.DetailAsync(id)).LockedUntil);
    }

    [Fact]
    public async Task Locks_grow_from_one_hour_to_four_to_twenty_four_and_a_success_ends_the_growing()
    {
        await _desk.GuessAsync(5);
        var (first, _) = await _desk.GuessAsync(5);
        Assert.Equal(TimeSpan.FromHours(1), await LockLeftAsync(first));

        _desk.Clock.Advance(TimeSpan.FromHours(1));
        var (second, _) = await _desk.GuessAsync(1);
        Assert.Equal(TimeSpan.FromHours(4), await LockLeftAsync(second));

        _desk.Clock.Advance(TimeSpan.FromHours(4));
        var (third, _) = await _desk.GuessAsync(1);
        Assert.Equal(TimeSpan.FromHours(24), await LockLeftAsync(third));

        // The failures of the day before count no more, but the next lock is as long as the last.
        _desk.Clock.Advance(TimeSpan.FromHours(24));
        await _desk.GuessAsync(5);
        var (fourth, _) = await _desk.GuessAsync(5);
        Assert.Equal(TimeSpan.FromHours(24), await LockLeftAsync(fourth));

        _desk.Clock.Advance(TimeSpan.FromHours(24));
        var (good, code) = await _desk.GuessAsync(0);
        Assert.True(await _desk.CheckAsync(good, code));
        await _desk.GuessAsync(5);
        var (last, _) = await _desk.GuessAsync(5);
        Assert.Equal(TimeSpan.FromHours(1), await LockLeftAsync(last));
    }

    [Fact]
    public async Task Ten_in_more_than_a_day_do_not_lock()
    {
        await _desk.GuessAsync(5);
        _desk.Clock.Advance(TimeSpan.FromHours(20));
        await _desk.GuessAsync(4);
        _desk.Clock.Advance(TimeSpan.FromHours(4));
        var (id, code) = await _desk.GuessAsync(4);

        Assert.Null((await _desk.DetailAsync(id)).LockedUntil);
        Assert.Equal(8, (await _desk.DetailAsync(id)).Failures);
        Assert.True(await _desk.CheckAsync(id, code));
        Assert.Equal(0, (await _desk.DetailAsync(id)).Failures);
    }

    [Fact]
    public async Task A_code_is_bound_to_number_purpose_and_context()
    {
        var (id, code) = await _desk.StartAsync(with: request => request with { Context = "session 7" });
        var (other, _) = await _desk.StartAsync(purpose: "payment");

        Assert.False(await _desk.CheckAsync(other, code));
        Assert.False(await _desk.CheckAsync(id, code));
        Assert.False(await _desk.CheckAsync(id, code, "session 8"));
        Assert.True(await _desk.CheckAsync(id, code, "session 7"));
    }

    [Fact]
    public async Task A_code_dies_with_its_five_minutes()
    {
        var (id, code) = await _desk.StartAsync();
        _desk.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.False(await _desk.CheckAsync(id, code));
        Assert.Equal((CheckResult.Late, 0), ((await _desk.RowAsync(id)).LastCheck, (await _desk.RowAsync(id)).Checks));
        Assert.Equal("expired", (await _desk.Verifications.FindAsync(_desk.PlanId, id, Ct))!.Status);
    }

    [Fact]
    public async Task A_locked_number_is_asked_for_and_answered_as_any_other()
    {
        await _desk.GuessAsync(5);
        await _desk.GuessAsync(5);
        _desk.Clock.Advance(TimeSpan.FromMinutes(30));

        var sent = Assert.IsType<CodeOutcome.Sent>(await _desk.AskAsync());
        Assert.Equal("pending", sent.Verification.Status);
        Assert.Equal("pending", (await _desk.Verifications.FindAsync(_desk.PlanId, sent.Verification.Id, Ct))!.Status);
    }

    [Fact]
    public async Task A_cancelled_one_and_another_plans_and_none_at_all_are_refused_alike()
    {
        var (id, code) = await _desk.StartAsync();
        Assert.False(await _desk.Verifications.CheckAsync(Guid.NewGuid(), id, code, null, Ct));
        Assert.False(await _desk.CheckAsync(Guid.NewGuid(), code));
        Assert.Null((await _desk.RowAsync(id)).LastCheck);

        Assert.Equal("cancelled", (await _desk.Verifications.CancelAsync(_desk.PlanId, id, Ct))!.Status);
        Assert.False(await _desk.CheckAsync(id, code));
        Assert.Equal(CheckResult.Over, (await _desk.RowAsync(id)).LastCheck);
    }

    [Fact]
    public async Task A_code_is_nowhere_in_the_database_and_its_text_goes_with_its_message()
    {
        Assert.Null(await _desk.Rooms.Get<OtpPolicyStore>().ChangeAsync(new OtpPolicy(10, 5), Actor.System("Test"), Ct));
        var (id, code) = await _desk.StartAsync();
        Assert.Equal(10, code.Length);
        _desk.Clock.Advance(TimeSpan.FromSeconds(30));
        await _desk.ResendAsync(id);
        await _desk.Rooms.Get<Core.Delivery.Dispatcher>().RunOnceAsync(Ct);
        Assert.False(await _desk.CheckAsync(id, OtpDesk.Wrong(code)));
        Assert.Empty(Leaks.Of(code, _desk.Rooms.DatabaseFiles));
        Assert.True(await _desk.CheckAsync(id, code));

        Assert.Empty(Leaks.Of(code, _desk.Rooms.DatabaseFiles));
        Assert.NotEmpty(Leaks.Of("sign-in", _desk.Rooms.DatabaseFiles));
    }

    private async Task<TimeSpan?> LockLeftAsync(Guid id) => (await _desk.DetailAsync(id)).LockedUntil - _desk.Clock.GetUtcNow();
}
