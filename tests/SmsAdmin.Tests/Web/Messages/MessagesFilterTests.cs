using SmsAdmin.Core.Words;
using SmsAdmin.Web.Components.Pages.Messages;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Tests.Web.Messages;

public sealed class MessagesFilterTests
{
    private static readonly Guid One = Guid.Parse("01a20891-45a0-71d8-b3c6-0e94af125d6a");

    private static readonly MessagesFilter Full = new()
    {
        Search = "+46 70 & 100 %",
        Period = MessagesPeriod.Week,
        Plan = One,
        State = MessageState.Aborted,
        Lane = Lane.Otp,
        Origin = Origin.Odoo,
        DeliveryCode = 412,
        SameNumberAs = One,
        Before = One,
        After = One,
    };

    public static TheoryData<MessagesFilter> Filters =>
    [
        new MessagesFilter(),
        Full,
        new MessagesFilter { Search = "#1?=&" },
        new MessagesFilter { Period = MessagesPeriod.Today },
        new MessagesFilter { State = MessageState.Queued },
        new MessagesFilter { Lane = Lane.Otp },
        new MessagesFilter { Origin = Origin.Console },
        new MessagesFilter { DeliveryCode = 0 },
        new MessagesFilter { After = One },
    ];

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_filter_comes_back_from_its_address_as_it_went(MessagesFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        Assert.Equal(filter, MessagesFilter.Read(filter.Href));
        Assert.Equal(filter, MessagesFilter.Read("http://localhost:5080" + filter.Href + "#main"));
    }

    [Fact]
    public void An_address_says_only_what_is_set() => Assert.Equal("/messages?when=today&status=delivered", new MessagesFilter { Period = MessagesPeriod.Today, State = MessageState.Delivered }.Href);

    [Theory]
    [InlineData("/messages?status=7&lane=99&origin=nobody&code=four&plan=acme&when=yesterday&before=x&q=%20&more=1")]
    [InlineData("/messages?code=-1&code=2")]
    [InlineData("/messages?")]
    public void What_an_address_cannot_mean_is_left_out(string address) => Assert.Equal(new MessagesFilter(), MessagesFilter.Read(address));

    [Fact]
    public void Without_its_key_a_view_is_the_newest_page_of_the_same_list()
    {
        Assert.False(Full.IsNewest);
        Assert.Equal(Full with { Before = null, After = null }, Full.Newest);
        Assert.False(Full.Newest.IsWide);
        Assert.True(new MessagesFilter { Before = One }.IsWide);
    }

    [Fact]
    public void Days_begin_at_the_readers_midnight()
    {
        var viewer = new ViewerZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm"), new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.Parse("2026-11-23T23:30:00Z", null)));

        Assert.Equal(DateTimeOffset.Parse("2026-11-23T23:00:00Z", null), new MessagesFilter { Period = MessagesPeriod.Today }.ToRoom(viewer).From);
        Assert.Equal(DateTimeOffset.Parse("2026-11-17T23:00:00Z", null), new MessagesFilter { Period = MessagesPeriod.Week }.ToRoom(viewer).From);
        Assert.Null(new MessagesFilter().ToRoom(viewer).From);
    }
}
