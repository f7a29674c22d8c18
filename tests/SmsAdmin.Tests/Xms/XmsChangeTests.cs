using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Core.Xms;
using SmsAdmin.Tests.Delivery;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Xms;

public sealed class XmsChangeTests : IAsyncLifetime
{
    private static readonly Actor Shop = new(Guid.NewGuid(), "Shop", ActorKind.ApiKey);

    private Walk _walk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DateTimeOffset Tonight => _walk.Clock.GetUtcNow().AddHours(3);

    public async ValueTask InitializeAsync() => _walk = await Walk.StartAsync();

    public ValueTask DisposeAsync() => _walk.DisposeAsync();

    [Fact]
    public async Task An_update_changes_texts_and_recipients_and_what_is_counted_to_the_message()
    {
        var id = await SendAsync(Order("Hello ${name}", "+12025554001", "+12025554002", "+12025554003") with
        {
            Parameters = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["name"] = new Dictionary<string, string> { ["default"] = "you" } },
        });
        Assert.Equal((3, 3), await UsedAsync(Tonight));
        var long_ = new string('x', 200) + " ${name}";
        var batch = Done(await UpdateAsync(id, new BatchChange(order => order with { Body = long_, Reference = "new" }, null, ["+12025554004", "12025554001"], ["+12025554002"])));

        Assert.Equal(["12025554001", "12025554003", "12025554004"], batch.GetProperty("to").EnumerateArray().Select(to => to.GetString()));
        Assert.Equal((long_, "new"), (batch.GetProperty("body").GetString(), batch.GetProperty("client_reference").GetString()));
        Assert.Equal((3, 6), await UsedAsync(Tonight));
        var messages = await MessagesAsync(id);
        Assert.All(messages.Where(m => !m.IsWithdrawn), m => Assert.Equal((MessageState.Queued, 2, new string('x', 200) + " you"), (m.State, m.Parts, Text(m))));
        var gone = Assert.Single(messages, m => m.IsWithdrawn);
        Assert.Equal(("+12025554002", MessageState.Cancelled), (gone.To, gone.State));
        Assert.Null(gone.CountedAt);
        Assert.Equal(3, await _walk.Rooms.LookAsync(db => db.Submissions.Where(s => s.Id == id).Select(s => s.MessageCount).SingleAsync(Ct)));
        Assert.Equal("batch.changed", (await _walk.Rooms.LookAsync(db => db.Audit.SingleAsync(a => a.SubjectId == id, Ct))).Action);

        // Taken in again, it is a message of its own.
        Done(await UpdateAsync(id, new BatchChange(order => order, false, ["+12025554002"], [])));
        Assert.Equal((4, 8), await UsedAsync(Tonight));

        _walk.Clock.SetUtcNow(Tonight);
        await _walk.DispatchAsync();
        Assert.Equal(["12025554001", "12025554002", "12025554003", "12025554004"], _walk.Sandbox.World.Sends.Select(one => one.Recipient).Order());
        var report = Done(await _walk.Rooms.Get<XmsReportLog>().OfBatchAsync(Owner, id, true, new XmsReportFilter(null, null), Ct));
        Assert.Equal(4, report.GetProperty("total_message_count").GetInt32());
    }

    [Fact]
    public async Task A_batch_that_is_put_off_is_counted_in_the_day_in_which_it_goes_out()
    {
        var id = await SendAsync(Order("Hello", "+12025554011", "+12025554012"));
        var tomorrow = Tonight.AddDays(1);
        Done(await UpdateAsync(id, new BatchChange(order => order with { SendAt = tomorrow }, null, [], [])));
        Assert.Equal(((0, 0), (2, 2)), (await UsedAsync(Tonight), await UsedAsync(tomorrow)));

        _walk.Clock.SetUtcNow(Tonight.AddHours(1));
        await _walk.DispatchAsync();
        Assert.Empty(_walk.Sandbox.World.Sends);
        Done(await UpdateAsync(id, new BatchChange(order => order with { SendAt = null }, null, [], [])));
        Assert.Equal(((2, 2), (0, 0)), (await UsedAsync(_walk.Clock.GetUtcNow()), await UsedAsync(tomorrow)));
        await _walk.DispatchAsync();
        Assert.Equal(2, _walk.Sandbox.World.Sends.Count());
    }

    [Fact]
    public async Task A_replacement_keeps_id_and_birth_and_forgets_what_it_does_not_name()
    {
        var id = await SendAsync(Order("Hello", "+12025554021") with { Reference = "first", Reports = ReportKind.Full, CallbackUrl = "https://example.com/" });
        var created = _walk.Clock.GetUtcNow();
        _walk.Clock.Advance(TimeSpan.FromMinutes(5));
        var batch = Done(await _walk.Rooms.Get<XmsChanges>().ReplaceAsync(Owner, id, Order("Other", "+12025554022"), Shop, Ct));

        Assert.Equal((id.ToString(), created, _walk.Clock.GetUtcNow()), (batch.GetProperty("id").GetString(), batch.GetProperty("created_at").GetDateTimeOffset(), batch.GetProperty("modified_at").GetDateTimeOffset()));
        Assert.Equal(("none", "Other"), (batch.GetProperty("delivery_report").GetString(), batch.GetProperty("body").GetString()));
        Assert.False(batch.TryGetProperty("client_reference", out _) || batch.TryGetProperty("callback_url", out _));
        Assert.Null((await MessagesAsync(id)).Single(m => !m.IsWithdrawn).CallbackKind);
        Assert.Equal((1, 1), await UsedAsync(Tonight));
    }

    [Fact]
    public async Task Once_a_message_has_left_the_queue_nothing_is_changed_any_more()
    {
        var id = await SendAsync(Order("Hello", "+12025554031", "+12025554032") with { SendAt = null });
        await _walk.ClaimAsync();
        var refused = Refused(await UpdateAsync(id, new BatchChange(order => order with { Body = "Other" }, null, ["+12025554033"], [])));
        Assert.Equal((403, "batch_already_dispatched"), (refused.HttpStatus, refused.Code));
        Assert.Equal(["Hello", "Hello"], (await MessagesAsync(id)).Select(Text));
        Assert.Equal(2, await _walk.UsedTodayAsync());

        var other = await SendAsync(Order("Hello", "+12025554034"));
        await _walk.Rooms.Get<Core.Delivery.QueueDeeds>().CancelSubmissionAsync(_walk.PlanId, other, false, Shop, Ct);
        Assert.Equal("batch_already_dispatched", Refused(await UpdateAsync(other, new BatchChange(order => order, null, ["+12025554035"], []))).Code);
        var cancelled = Done(await _walk.Rooms.Get<XmsBatches>().FindAsync(Owner, other, Ct));
        Assert.True(cancelled.GetProperty("canceled").GetBoolean());
        // As at Sinch: what was cancelled before it was due has an empty report.
        Assert.Equal(0, Done(await _walk.Rooms.Get<XmsReportLog>().OfBatchAsync(Owner, other, true, new XmsReportFilter(null, null), Ct)).GetProperty("statuses").GetArrayLength());
    }

    [Fact]
    public async Task A_change_that_the_quota_has_no_room_for_changes_nothing()
    {
        await using var rooms = await TestRooms.StartAsync(_walk.Clock);
        var plan = await rooms.AddPlanAsync(_walk.Sandbox, draft => draft with { PerDay = 3 });
        var owner = new XmsOwner(plan, false);
        var id = IdOf(Done(await rooms.Get<XmsBatches>().SendAsync(owner, Order("Hello", "+12025554041", "+12025554042"), Shop, Ct)));
        var changes = rooms.Get<XmsChanges>();
        var refused = Refused(await changes.UpdateAsync(owner, id, new BatchChange(order => order with { Body = "Other" }, null, ["+12025554043", "+12025554044", "+12025554045"], ["+12025554041"]), Shop, Ct));
        Assert.Equal((403, "quota_exceeded"), (refused.HttpStatus, refused.Code));
        Assert.Equal("Hello", Done(await rooms.Get<XmsBatches>().FindAsync(owner, id, Ct)).GetProperty("body").GetString());
        Assert.Equal(2, await rooms.LookAsync(db => db.Usage.Where(u => EF.Functions.Like(u.Period, "d%")).SumAsync(u => u.Messages, Ct)));
        Done(await changes.UpdateAsync(owner, id, new BatchChange(order => order, null, ["+12025554043", "+12025554044"], ["+12025554041"]), Shop, Ct));
        Assert.Equal(3, await rooms.LookAsync(db => db.Usage.Where(u => EF.Functions.Like(u.Period, "d%")).SumAsync(u => u.Messages, Ct)));
    }

    [Fact]
    public async Task A_change_and_the_queue_at_once_send_either_the_old_text_or_the_new_as_the_client_is_told()
    {
        const int Batches = 20;
        var ids = new List<Guid>();
        for (var i = 0; i < Batches; i++) ids.Add(await SendAsync(Order("Old", $"+120255542{i:00}", $"+120255543{i:00}") with { SendAt = null }));
        var dispatch = _walk.DispatchAsync();
        var answers = await Task.WhenAll(ids.Select(id => UpdateAsync(id, new BatchChange(order => order with { Body = "New" }, null, [], []))));
        await dispatch;
        await _walk.DispatchAsync();
        _walk.Clock.Advance(TimeSpan.FromMinutes(1));

        for (var i = 0; i < Batches; i++)
        {
            var told = answers[i] is XmsOutcome.Done ? "New" : "Old";
            Assert.All(await MessagesAsync(ids[i]), m => Assert.Equal((MessageState.Accepted, told), (m.State, Text(m))));
        }

        Assert.Equal(2 * Batches, _walk.Sandbox.World.Sends.Count());
        for (var i = 0; i < Batches; i++)
        {
            var told = answers[i] is XmsOutcome.Done ? "New" : "Old";
            foreach (var number in (string[])[$"120255542{i:00}", $"120255543{i:00}"])
            {
                await Eventually.HoldsAsync(() => _walk.Sandbox.World.Texts(number).Count > 0, $"Nothing arrived at {number}.");
                Assert.Equal(told, Assert.Single(_walk.Sandbox.World.Texts(number)).Body);
            }
        }

        Assert.Equal(2 * Batches, await _walk.UsedTodayAsync());
    }

    [Fact]
    public async Task A_change_and_a_cancellation_at_once_leave_nothing_in_the_queue_and_nothing_counted()
    {
        const int Batches = 20;
        var ids = new List<Guid>();
        for (var i = 0; i < Batches; i++) ids.Add(await SendAsync(Order("Hello", $"+120255544{i:00}")));
        var queue = _walk.Rooms.Get<Core.Delivery.QueueDeeds>();
        var changes = ids.Select((id, i) => Task.Run(() => UpdateAsync(id, new BatchChange(order => order, null, [$"+120255545{i:00}"], [])), Ct)).ToList();
        await Task.WhenAll(ids.Select(id => Task.Run(() => queue.CancelSubmissionAsync(_walk.PlanId, id, false, Shop, Ct), Ct)));
        await Task.WhenAll(changes);

        foreach (var id in ids)
        {
            Assert.All(await MessagesAsync(id), m => Assert.Equal(MessageState.Cancelled, m.State));
            Assert.True(Done(await _walk.Rooms.Get<XmsBatches>().FindAsync(Owner, id, Ct)).GetProperty("canceled").GetBoolean());
        }

        Assert.Equal(0, await _walk.UsedTodayAsync());
    }

    private XmsOwner Owner => new(_walk.PlanId, false);

    private BatchOrder Order(string body, params string[] to) => new() { To = to, Body = body, SendAt = Tonight };

    private async Task<Guid> SendAsync(BatchOrder order) => IdOf(Done(await _walk.Rooms.Get<XmsBatches>().SendAsync(Owner, order, Shop, Ct)));

    private Task<XmsOutcome> UpdateAsync(Guid id, BatchChange change) => _walk.Rooms.Get<XmsChanges>().UpdateAsync(Owner, id, change, Shop, Ct);

    private static Guid IdOf(JsonElement batch) => batch.GetProperty("id").GetGuid();

    private static JsonElement Done(XmsOutcome outcome) => JsonSerializer.Deserialize<JsonElement>(Assert.IsType<XmsOutcome.Done>(outcome).Json!);

    private static XmsError Refused(XmsOutcome outcome) => Assert.IsType<XmsOutcome.Refused>(outcome).Error;

    private string Text(Message message) => _walk.Rooms.Get<TextVault>().Open(message.TextCipher!);

    private Task<List<Message>> MessagesAsync(Guid id) => _walk.Rooms.LookAsync(db => db.Messages.AsNoTracking().Where(m => m.SubmissionId == id).OrderBy(m => m.Id).ToListAsync(Ct));

    private async Task<(int Messages, int Parts)> UsedAsync(DateTimeOffset at)
    {
        var plan = await _walk.Rooms.Get<Plans>().FindAsync(_walk.PlanId, Ct);
        var day = Core.Quotas.QuotaPeriod.Day(at, TimeZoneInfo.FindSystemTimeZoneById(plan!.TimeZone)).Key;
        var used = await _walk.Rooms.LookAsync(db => db.Usage.AsNoTracking().SingleOrDefaultAsync(u => u.PlanId == plan.Id && u.Period == day, Ct));
        return (used?.Messages ?? 0, used?.Parts ?? 0);
    }
}
