using Bunit;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Tests.Components;

public sealed class StatusChipTests : ComponentTest
{
    [Theory]
    [InlineData(MessageState.Queued, "idle", false)]
    [InlineData(MessageState.Sending, "idle", false)]
    [InlineData(MessageState.Accepted, "idle", false)]
    [InlineData(MessageState.Dispatched, "idle", false)]
    [InlineData(MessageState.Delivered, "ok", false)]
    [InlineData(MessageState.Cancelled, "idle", false)]
    [InlineData(MessageState.Failed, "bad", true)]
    [InlineData(MessageState.Rejected, "bad", true)]
    [InlineData(MessageState.Aborted, "bad", true)]
    [InlineData(MessageState.Expired, "bad", true)]
    [InlineData(MessageState.Deleted, "bad", true)]
    [InlineData(MessageState.Unknown, "warn", true)]
    public void A_state_is_quiet_on_its_way_and_loud_when_somebody_should_look(MessageState state, string tone, bool loud)
    {
        var chip = Page.Render<StatusChip>(p => p.Add(c => c.State, state)).Find(".st");

        Assert.Equal(state.ToString(), chip.TextContent);
        Assert.Contains(tone, chip.ClassList);
        Assert.Equal(loud, chip.ClassList.Contains("loud"));
        Assert.NotNull(chip.QuerySelector("svg[aria-hidden=true] path"));
    }

    [Fact]
    public void Every_state_has_a_look()
    {
        foreach (var state in Enum.GetValues<MessageState>())
            Assert.Equal(state.ToString(), StatusLook.Of(state).Word);
    }

    [Fact]
    public void Accepted_is_not_shown_as_a_success()
    {
        var chip = Page.Render<StatusChip>(p => p.Add(c => c.State, MessageState.Accepted)).Find(".st");

        Assert.DoesNotContain("ok", chip.ClassList);
    }

    [Fact]
    public void An_unknown_outcome_outshouts_the_state_it_is_in()
    {
        var chip = Page.Render<StatusChip>(p => p.Add(c => c.State, MessageState.Sending).Add(c => c.OutcomeUnknown, true)).Find(".st");

        Assert.Equal("Outcome unknown", chip.TextContent);
        Assert.Contains("warn", chip.ClassList);
        Assert.Contains("loud", chip.ClassList);
    }

    [Fact]
    public void A_page_may_give_a_quiet_state_a_ground()
    {
        var chip = Page.Render<StatusChip>(p => p.Add(c => c.State, MessageState.Delivered).Add(c => c.Loud, true)).Find(".st");

        Assert.Contains("loud", chip.ClassList);
    }
}
