using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Messaging;

/// <summary>Seven messages, two of them in one instant, to three numbers.</summary>
public sealed class MessageLogTests : IAsyncLifetime
{
    private static readonly string[] Numbers = ["+12015550100", "+12015550112", "+46701740605"];
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly List<(Guid Message, Guid Submission)> _oldestFirst = [];
    private SandboxHost _sandbox = null!;
    private TestRooms _rooms = null!;
    private Guid _plan;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private MessageLog Log => _rooms.Get<MessageLog>();

    private List<Guid> NewestFirst => [.. _oldestFirst.Select(ids => ids.Message).Reverse()];

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync();
        _rooms = await TestRooms.StartAsync(_clock);
        _plan = await _rooms.AddPlanAsync(_sandbox);
        for (var index = 0; index < 7; index++)
        {
            if (index != 3) _clock.Advance(TimeSpan.FromMinutes(1));
            var lane = index % 2 == 0 ? Lane.Test : Lane.Bulk;
            var origin = index == 6 ? Origin.Api : Origin.Console;
            var outcome = await _rooms.Get<Submissions>().SubmitAsync(new NewMessage(_plan, Numbers[index % 3], null, "Hello", lane, origin), TestRooms.Anna, Ct);
            var queued = Assert.IsType<SubmitOutcome.Queued>(outcome);
            _oldestFirst.Add((queued.MessageId, queued.SubmissionId));
        }

        // Ids made in one instant order by chance: the log orders by them, and so does this list.
        if (_oldestFirst[2].Message.CompareTo(_oldestFirst[3].Message) > 0) (_oldestFirst[2], _oldestFirst[3]) = (_oldestFirst[3], _oldestFirst[2]);
    }

    public async ValueTask DisposeAsync()
    {
        await _rooms.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Pages_go_back_and_forth_without_losing_or_repeating_a_message(int size)
    {
        var page = await Log.ListAsync(new MessageFilter(), null, PageSide.OlderThan, size, Ct);
        Assert.Null(page.Newer);
        var seen = Ids(page).ToList();
        while (page.Older is { } key)
        {
            page = await Log.ListAsync(new MessageFilter(), key, PageSide.OlderThan, size, Ct);
            seen.AddRange(Ids(page));
        }

        Assert.Equal(NewestFirst, seen);

        var back = Ids(page).ToList();
        while (page.Newer is { } key)
        {
            page = await Log.ListAsync(new MessageFilter(), key, PageSide.NewerThan, size, Ct);
            back.InsertRange(0, Ids(page));
        }

        Assert.Equal(NewestFirst, back);
    }

    [Fact]
    public async Task A_page_that_is_all_there_is_leads_nowhere()
    {
        var page = await Log.ListAsync(new MessageFilter(), null, PageSide.OlderThan, 50, Ct);
        Assert.Equal((7, null, null), (page.Rows.Count, page.Older, page.Newer));
    }

    [Fact]
    public async Task A_key_that_is_gone_shows_the_newest_page()
    {
        var page = await Log.ListAsync(new MessageFilter(), Guid.NewGuid(), PageSide.OlderThan, 2, Ct);
        Assert.Equal(NewestFirst[..2], Ids(page));
    }

    [Fact]
    public async Task Each_filter_narrows_and_all_of_them_together()
    {
        Assert.Equal(3, await CountAsync(new MessageFilter(Lane: Lane.Bulk)));
        Assert.Equal(1, await CountAsync(new MessageFilter(Origin: Origin.Api)));
        Assert.Equal(7, await CountAsync(new MessageFilter(PlanId: _plan, State: MessageState.Queued)));
        Assert.Equal(0, await CountAsync(new MessageFilter(PlanId: Guid.NewGuid())));
        Assert.Equal(0, await CountAsync(new MessageFilter(DeliveryCode: 412)));
        Assert.Equal(3, await CountAsync(new MessageFilter(From: _clock.GetUtcNow().AddMinutes(-2))));
        Assert.Equal(4, await CountAsync(new MessageFilter(Until: _clock.GetUtcNow().AddMinutes(-2))));
        Assert.Equal(1, await CountAsync(new MessageFilter(Search: "0100", Lane: Lane.Test, Origin: Origin.Api)));
    }

    [Theory]
    [InlineData("+12015550100", 3)]
    [InlineData("12015550100", 3)]
    [InlineData("001 201 555 0100", 3)]
    [InlineData("+1 (201) 555-0100", 3)]
    [InlineData("0605", 2)]
    [InlineData(" 0605 ", 2)]
    [InlineData("060", 0)]
    [InlineData("lighthouse", 0)]
    public async Task A_number_is_found_in_every_writing_and_by_its_last_four_digits(string search, int found) =>
        Assert.Equal(found, await CountAsync(new MessageFilter(search)));

    [Fact]
    public async Task A_message_is_found_by_our_reference_and_by_its_submission()
    {
        var (message, submission) = _oldestFirst[4];
        Assert.Equal([message], Ids(await Log.ListAsync(new MessageFilter(message.ToString()), null, PageSide.OlderThan, 50, Ct)));
        Assert.Equal([message], Ids(await Log.ListAsync(new MessageFilter(submission.ToString().ToUpperInvariant()), null, PageSide.OlderThan, 50, Ct)));
    }

    [Fact]
    public async Task The_same_number_is_found_by_a_message_to_it()
    {
        var newest = NewestFirst[0];
        var same = new MessageFilter(SameNumberAs: newest);
        Assert.Equal(3, await CountAsync(same));
        Assert.Equal(0, await CountAsync(new MessageFilter(SameNumberAs: Guid.NewGuid())));
        Assert.Equal(2, (await Log.SameNumberAsync(PhoneNumber.FromDigits(Numbers[0]), newest, 5, Ct)).Count);
    }

    private async Task<int> CountAsync(MessageFilter filter) => (await Log.ListAsync(filter, null, PageSide.OlderThan, 50, Ct)).Rows.Count;

    private static IEnumerable<Guid> Ids(MessagePage page) => page.Rows.Select(row => row.Id);
}
