using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Otp;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Otp;

/// <summary>A form that sends a code, pressed more than once.</summary>
public sealed class PressTests : IAsyncLifetime
{
    private OtpDesk _desk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _desk = await OtpDesk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task One_press_however_often_and_wherever_it_comes_is_one_verification_and_one_text()
    {
        await using var others = await TestRooms.StartAsync(_desk.Clock, directory: _desk.Rooms.Directory);
        var press = Guid.NewGuid();

        var sent = Assert.IsType<CodeOutcome.Sent>(await PressAsync(_desk.Rooms, press));
        Assert.Equal(sent.Verification.Id, Assert.IsType<CodeOutcome.Repeated>(await PressAsync(_desk.Rooms, press)).Of);
        // Later than any limit on texts, and where nothing of the first is remembered.
        _desk.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(sent.Verification.Id, Assert.IsType<CodeOutcome.Repeated>(await PressAsync(others, press)).Of);
        Assert.Equal((1, 1), await CountedAsync());

        var other = Assert.IsType<CodeOutcome.Sent>(await PressAsync(others, Guid.NewGuid()));
        Assert.NotEqual(sent.Verification.Id, other.Verification.Id);
        Assert.Equal((2, 2), await CountedAsync());
    }

    [Fact]
    public async Task Presses_at_the_same_moment_are_one_verification()
    {
        var press = Guid.NewGuid();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => PressAsync(_desk.Rooms, press), Ct)));

        var sent = Assert.Single(outcomes.OfType<CodeOutcome.Sent>());
        Assert.All(outcomes.Where(outcome => outcome != sent), outcome => Assert.Equal(new CodeOutcome.Repeated(sent.Verification.Id), outcome));
        Assert.Equal((1, 1), await CountedAsync());
    }

    [Fact]
    public async Task A_press_that_sent_nothing_may_be_pressed_again()
    {
        var press = Guid.NewGuid();
        await PressAsync(_desk.Rooms, Guid.NewGuid());

        var refused = Assert.IsType<CodeOutcome.TooMany>(await PressAsync(_desk.Rooms, press));
        _desk.Clock.Advance(refused.Refusal.Until - _desk.Clock.GetUtcNow());

        Assert.IsType<CodeOutcome.Sent>(await PressAsync(_desk.Rooms, press));
    }

    private Task<CodeOutcome> PressAsync(TestRooms rooms, Guid press) =>
        rooms.Get<VerificationPresses>().StartAsync(press, new NewVerification(_desk.PlanId, OtpDesk.To, "sign-in"), TestRooms.Anna, Ct);

    private Task<(int Verifications, int Messages)> CountedAsync() =>
        _desk.Rooms.LookAsync(async db => (await db.Verifications.CountAsync(Ct), await db.Messages.CountAsync(Ct)));
}
