using SmsAdmin.Core.Words;
using static SmsAdmin.Core.Words.MessageState;

namespace SmsAdmin.Tests.Words;

public sealed class MessageStateTests
{
    private static readonly MessageState[] Walk = [Queued, Sending, Accepted, Dispatched];
    private static readonly MessageState[] Ends = [Delivered, Failed, Rejected, Aborted, Expired, Cancelled, Deleted, Unknown];

    [Fact]
    public void There_are_twelve_states_four_on_the_way_and_eight_ends()
    {
        Assert.Equal([.. Walk, .. Ends], MessageStates.All);
        Assert.All(Walk, state => Assert.False(state.IsFinal()));
        Assert.All(Ends, state => Assert.True(state.IsFinal()));
    }

    [Fact]
    public void A_state_moves_forward_and_may_skip_steps()
    {
        for (var from = 0; from < Walk.Length; from++)
        {
            for (var to = 0; to < Walk.Length; to++)
                Assert.Equal(to > from, MessageStates.CanMove(Walk[from], Walk[to]));
            Assert.All(Ends, end => Assert.True(MessageStates.CanMove(Walk[from], end)));
        }
    }

    [Fact]
    public void An_end_never_changes() =>
        Assert.All(Ends, end => Assert.All(MessageStates.All, to => Assert.False(MessageStates.CanMove(end, to))));

    [Fact]
    public void Lanes_come_in_their_order_of_priority() =>
        Assert.Equal([Lane.Otp, Lane.Test, Lane.Normal, Lane.Bulk], Enum.GetValues<Lane>().Order());
}
