using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Messaging;

public sealed class SubmissionTests : IAsyncLifetime
{
    private const string Text = "Meet at the old lighthouse";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private SandboxHost _sandbox = null!;
    private TestRooms _rooms = null!;
    private Guid _plan;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync();
        _rooms = await TestRooms.StartAsync(_clock);
        _plan = await _rooms.AddPlanAsync(_sandbox, draft => draft with { PerDay = 3 });
    }

    public async ValueTask DisposeAsync()
    {
        await _rooms.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task A_message_stands_with_its_submission_its_use_its_first_step_and_its_audit()
    {
        var queued = Assert.IsType<SubmitOutcome.Queued>(await SubmitAsync());

        var message = await _rooms.LookAsync(db => db.Messages.SingleAsync(Ct));
        Assert.Equal((queued.MessageId, MessageState.Queued, "+12015550100", "US", "0100"), (message.Id, message.State, message.To, message.Country, message.LastFour));
        Assert.Equal((Lane.Test, Origin.Console, "+12015550199", "Anna Lind"), (message.Lane, message.Origin, message.From!, message.RequestedBy));
        Assert.Equal(queued.SubmissionId, (await _rooms.LookAsync(db => db.Submissions.SingleAsync(Ct))).Id);
        Assert.Equal(MessageEventKind.Asked, Assert.Single((await _rooms.Get<MessageLog>().FindAsync(message.Id, Ct))!.Steps).Kind);
        Assert.Equal([(1, 1), (1, 1), (1, 1)], (await _rooms.LookAsync(db => db.Usage.ToListAsync(Ct))).Select(use => (use.Messages, use.Parts)));
        var audit = await _rooms.LookAsync(db => db.Audit.SingleAsync(entry => entry.Action == "message.queued", Ct));
        Assert.Equal(("Anna Lind", "192.0.2.7", "+1 201-•••-••00", (Guid?)message.Id), (audit.ActorName, audit.FromAddress, audit.Subject, audit.SubjectId));
    }

    [Fact]
    public async Task The_same_press_twice_is_one_message()
    {
        var press = Guid.NewGuid();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SubmitAsync(press: press)));
        var later = await SubmitAsync(press: press);

        var ids = outcomes.Append(later).Select(outcome => Assert.IsType<SubmitOutcome.Queued>(outcome).MessageId).Distinct();
        Assert.Equal(Assert.Single(ids), (await _rooms.LookAsync(db => db.Messages.SingleAsync(Ct))).Id);
        Assert.Equal(1, await _rooms.LookAsync(db => db.Usage.MaxAsync(use => use.Messages, Ct)));
    }

    [Fact]
    public async Task A_message_over_quota_is_refused_and_nothing_is_queued()
    {
        for (var sent = 0; sent < 3; sent++) Assert.IsType<SubmitOutcome.Queued>(await SubmitAsync());

        var refused = Assert.IsType<SubmitOutcome.OverQuota>(await SubmitAsync());

        Assert.Equal(("day", 3, 3), (refused.Quota.Name, refused.Quota.Used, refused.Quota.Limit));
        Assert.Equal((3, 3, 3), await _rooms.LookAsync(async db => (
            await db.Messages.CountAsync(Ct), await db.Submissions.CountAsync(Ct),
            await db.Audit.CountAsync(entry => entry.Action == "message.queued", Ct))));
        Assert.Equal([3, 3, 3], await _rooms.LookAsync(db => db.Usage.Select(use => use.Messages).ToListAsync(Ct)));
    }

    [Fact]
    public async Task A_text_is_never_in_the_database_in_clear()
    {
        var queued = Assert.IsType<SubmitOutcome.Queued>(await SubmitAsync());
        Assert.Equal(new ShownText.Text(Text), await _rooms.Get<MessageTexts>().ShowAsync(queued.MessageId, TestRooms.Anna, Ct));

        foreach (var file in _rooms.DatabaseFiles)
        {
            // Read beside the open database.
            await using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, Ct);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Text)));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(Text)));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(Text))[..24])));
        }
    }

    [Fact]
    public async Task Who_reads_a_text_is_written_down()
    {
        var queued = Assert.IsType<SubmitOutcome.Queued>(await SubmitAsync());
        await _rooms.Get<MessageTexts>().ShowAsync(queued.MessageId, TestRooms.Anna, Ct);

        var entry = await _rooms.LookAsync(db => db.Audit.SingleAsync(audit => audit.Action == "message.text-shown", Ct));
        Assert.Equal(("Anna Lind", (Guid?)queued.MessageId, (string?)null), (entry.ActorName, entry.SubjectId, entry.After));
    }

    private Task<SubmitOutcome> SubmitAsync(string to = "+12015550100", Guid? press = null) =>
        _rooms.Get<Submissions>().SubmitAsync(new NewMessage(_plan, to, null, Text, Lane.Test, Origin.Console, press), TestRooms.Anna, Ct);
}
