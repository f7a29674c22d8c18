using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Delivery;

public sealed class LaneTurnsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(32)]
    public void While_codes_never_end_every_lower_lane_still_goes_now_and_then(int claimedAtOnce)
    {
        var went = Work(Enum.GetValues<Lane>(), claimedAtOnce, claims: 400);

        Assert.All([Lane.Test, Lane.Normal, Lane.Bulk], lane => Assert.True(went.Count(l => l == lane) >= 5, $"{lane} went {went.Count(l => l == lane)} times of {went.Count}."));
        Assert.True(went.Count(l => l == Lane.Otp) >= went.Count * 8 / 10);
    }

    [Fact]
    public void Bulk_goes_though_ordinary_messages_never_end()
    {
        var went = Work([Lane.Normal, Lane.Bulk], 3, claims: 400);
        Assert.True(went.Count(lane => lane == Lane.Bulk) >= 5);
        Assert.True(went.Count(lane => lane == Lane.Normal) >= went.Count * 8 / 10);
    }

    [Fact]
    public void Bulk_alone_is_never_spared_for_anybody()
    {
        var turns = new LaneTurns();
        for (var i = 0; i < 100; i++)
        {
            Assert.Null(turns.Spared);
            turns.Went(null, [Lane.Bulk]);
        }
    }

    // As claims do it: the spared lane's one first, then the highest lane that has something, and that one never runs dry.
    private static List<Lane> Work(Lane[] full, int atOnce, int claims)
    {
        var turns = new LaneTurns();
        var went = new List<Lane>();
        for (var claim = 0; claim < claims; claim++)
        {
            var messages = new List<Lane>();
            var spared = turns.Spared;
            if (spared is { } lane && full.Contains(lane)) messages.Add(lane);
            while (messages.Count < atOnce) messages.Add(full[0]);
            turns.Went(spared, messages);
            went.AddRange(messages);
        }

        return went;
    }
}
