using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Delivery;

/// <summary>Our clock and Sinch's are not the same one.</summary>
public sealed class ClockSkewTests
{
    [Theory]
    [InlineData(15)]
    [InlineData(-15)]
    [InlineData(600)]
    public async Task Reports_are_found_by_polling_however_far_our_clock_is_off(int minutesAhead)
    {
        await using var walk = await Walk.StartAheadAsync(TimeSpan.FromMinutes(minutesAhead));
        // Again and again: where the last poll ended is asked for by the right clock too.
        for (var round = 0; round < 3; round++)
        {
            var id = await walk.SubmitAsync("+12015550100");
            await walk.DispatchAsync();
            walk.Pass(TimeSpan.FromSeconds(5));
            await walk.PollAsync();
            Assert.Equal(MessageState.Delivered, (await walk.FindAsync(id)).State);
            walk.Pass(TimeSpan.FromMinutes(3));
        }
    }

    [Fact]
    public async Task A_clock_that_is_put_right_hides_no_report()
    {
        await using var walk = await Walk.StartAheadAsync(TimeSpan.FromMinutes(-15));
        await walk.SubmitAsync("+12015550190");
        await walk.DispatchAsync();
        walk.Pass(TimeSpan.FromSeconds(5));
        await walk.PollAsync();

        walk.Clock.Advance(TimeSpan.FromMinutes(15));
        var id = await walk.SubmitAsync("+12015550100");
        await walk.DispatchAsync();
        walk.Pass(TimeSpan.FromSeconds(5));
        await walk.PollAsync();
        Assert.Equal(MessageState.Delivered, (await walk.FindAsync(id)).State);
    }

    [Fact]
    public async Task A_lost_answer_is_found_though_our_clock_goes_by_another_zone()
    {
        await using var walk = await Walk.StartAheadAsync(TimeSpan.FromHours(14));
        var id = await walk.SubmitAsync("+12065555500");
        await walk.DispatchAsync();
        Assert.True((await walk.FindAsync(id)).OutcomeUnknown);

        walk.Pass(TimeSpan.FromSeconds(2));
        await walk.CheckOutcomesAsync();

        Assert.Equal((MessageState.Accepted, 1), ((await walk.FindAsync(id)).State, walk.Accepted(id)));
    }
}
