using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Delivery;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Messaging;

public sealed class ManyRecipientsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_messages_are_one_submission_and_a_thousand_places_of_the_quota()
    {
        await using var walk = await Walk.StartAsync();
        var taken = await TakenAsync(walk, walk.New("Hello", Numbers(1000)));

        Assert.Equal(1000, taken.Recipients.OfType<RecipientOutcome.Queued>().Select(one => one.MessageId).Distinct().Count());
        Assert.Equal(Numbers(1000), taken.Recipients.OfType<RecipientOutcome.Queued>().Select(one => one.To));
        Assert.Equal((taken.SubmissionId, 1000), await walk.Rooms.LookAsync(async db => (
            (await db.Submissions.SingleAsync(s => s.MessageCount == 1000, Ct)).Id, await db.Messages.CountAsync(m => m.SubmissionId == taken.SubmissionId, Ct))));
        Assert.Equal(1000, await walk.UsedTodayAsync());
    }

    [Fact]
    public async Task Text_and_parameters_go_out_unexpanded_and_the_phone_reads_its_own()
    {
        await using var walk = await Walk.StartAsync();
        var long_ = new string('x', 150);
        var taken = await TakenAsync(walk, walk.New("Hi ${name}, your code is ${code}",
            new NewRecipient("+12025551001", Of(("name", "Anna"), ("code", "1"))), new NewRecipient("+12025551002", Of(("name", long_), ("code", "2")))));
        Assert.Equal([1, 2], taken.Recipients.OfType<RecipientOutcome.Queued>().Select(one => one.Parts));

        await walk.DispatchAsync();
        Assert.Equal(2, walk.Sandbox.World.Sends.Count());
        walk.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("Hi Anna, your code is 1", Assert.Single(walk.Sandbox.World.Texts("12025551001")).Body);
        Assert.Equal($"Hi {long_}, your code is 2", Assert.Single(walk.Sandbox.World.Texts("12025551002")).Body);
        var kept = await walk.Rooms.LookAsync(db => db.MessageEvents.Where(e => e.Kind == MessageEventKind.Accepted).Select(e => e.RawRequest).ToListAsync(Ct));
        Assert.All(kept, raw => Assert.DoesNotContain("Anna", raw, StringComparison.Ordinal));
        Assert.All(kept, raw => Assert.Contains("\"parameters\"", raw, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Neither_a_parameter_nor_a_header_lies_in_the_database_in_clear()
    {
        await using var walk = await Walk.StartAsync();
        await TakenAsync(walk, walk.New("Hello ${name}", new NewRecipient("+12025551001", Of(("name", "Wilhelmina")))));
        var cipher = (await walk.Rooms.LookAsync(db => db.Messages.SingleAsync(Ct))).TextCipher!;
        Assert.Equal("Hello Wilhelmina", walk.Rooms.Get<TextVault>().Open(cipher));
        Assert.Empty(Leaks.Of("Wilhelmina", walk.Rooms.DatabaseFiles));
    }

    [Fact]
    public async Task What_a_client_of_Sinch_can_say_goes_over_the_wire()
    {
        await using var walk = await Walk.StartAsync();
        var taken = await TakenAsync(walk, walk.New("aGVsbG8=", Numbers(1)) with { Wire = new WireOptions { IsBinary = true, Udh = "050003cc0101", FeedbackEnabled = true } });
        var message = await MessageAsync(walk, taken);
        var plan = (await walk.Rooms.Get<Plans>().FindAsync(walk.PlanId, Ct))!;
        var binary = walk.Rooms.Get<Sender>().Wire(plan, message, walk.Rooms.Get<TextVault>().OpenContent(message.TextCipher!));
        Assert.Equal(("mt_binary", "050003cc0101", "aGVsbG8=", true), (binary.Type, binary.Udh, binary.Body!.Text, binary.FeedbackEnabled!.Value));

        var options = new WireOptions { FlashMessage = true, TruncateConcat = true, MaxParts = 1, FromTon = 5, FromNpi = 0 };
        message = await MessageAsync(walk, await TakenAsync(walk, walk.New(new string('x', 400), Numbers(1)) with { Wire = options }));
        var text = walk.Rooms.Get<Sender>().Wire(plan, message, walk.Rooms.Get<TextVault>().OpenContent(message.TextCipher!));
        Assert.Equal(("mt_text", true, true, 1, 5, 0), (text.Type, text.FlashMessage, text.TruncateConcat, text.MaxNumberOfMessageParts, text.FromTon, text.FromNpi));
        Assert.Equal(1, message.Parts);
        await walk.DispatchAsync();
        Assert.Equal(2, walk.Sandbox.World.Sends.Count());
    }

    [Fact]
    public async Task What_is_scheduled_is_held_until_its_time_and_counted_in_its_day()
    {
        await using var walk = await Walk.StartAsync();
        var at = walk.Clock.GetUtcNow().AddDays(5);
        var id = (await MessageAsync(walk, await TakenAsync(walk, walk.New("Hello", Numbers(1)) with { SendAt = at }))).Id;
        await walk.DispatchAsync();
        Assert.Equal(MessageState.Queued, (await walk.FindAsync(id)).State);
        Assert.Equal(at, (await walk.FindAsync(id)).SendAt);
        Assert.Equal("d2026-11-28", await walk.Rooms.LookAsync(db => db.Usage.Where(u => u.Messages > 0 && EF.Functions.Like(u.Period, "d%")).Select(u => u.Period).SingleAsync(Ct)));

        walk.Clock.Advance(TimeSpan.FromDays(5));
        await walk.Rooms.Get<Expiry>().RunOnceAsync(Ct);
        await walk.DispatchAsync();
        Assert.Equal(MessageState.Accepted, (await walk.FindAsync(id)).State);
        Assert.Equal(1, walk.Accepted(id));
    }

    [Fact]
    public async Task One_bad_recipient_refuses_all_and_nothing_is_stored()
    {
        await using var walk = await Walk.StartAsync();
        var invalid = Assert.IsType<SubmissionOutcome.Invalid>(await walk.SubmitAsync(walk.New("Hello", [.. Numbers(2), "12", Numbers(1)[0]])));
        Assert.Equal([2, 3], invalid.OfRecipients.Select(of => of.Index));
        Assert.Equal((0, 0), await walk.Rooms.LookAsync(async db => (await db.Messages.CountAsync(Ct), await db.Submissions.CountAsync(Ct))));
    }

    [Fact]
    public async Task In_part_the_good_ones_go_and_each_other_is_told_why()
    {
        await using var walk = await Walk.StartAsync();
        var taken = await TakenAsync(walk, walk.New("Hello", [.. Numbers(2), "12"]) with { Partial = true });
        Assert.Collection(taken.Recipients, one => Assert.IsType<RecipientOutcome.Queued>(one), two => Assert.IsType<RecipientOutcome.Queued>(two),
            three => Assert.NotEmpty(Assert.IsType<RecipientOutcome.Invalid>(three).Faults));
        Assert.Equal(2, await walk.UsedTodayAsync());
    }

    [Fact]
    public async Task A_quota_without_room_for_all_refuses_all_or_takes_what_fits_as_asked()
    {
        await using var walk = await Walk.StartAsync();
        var small = await walk.Rooms.AddPlanAsync(walk.Sandbox, draft => draft with { Name = "Acme EU", ServicePlanId = "sandbox-eu", Region = "eu", PerDay = 3 }, "token-eu");

        Assert.Equal(3, Assert.IsType<SubmissionOutcome.OverQuota>(await walk.SubmitAsync(walk.New("Hello", Numbers(4)) with { PlanId = small })).Quota.Limit);
        Assert.Equal(0, await walk.UsedTodayAsync());

        var taken = await TakenAsync(walk, walk.New("Hello", Numbers(4)) with { PlanId = small, Partial = true });
        Assert.Equal((3, 1), (taken.Recipients.OfType<RecipientOutcome.Queued>().Count(), taken.Recipients.OfType<RecipientOutcome.OverQuota>().Count()));
        Assert.Equal(3, await walk.UsedTodayAsync());

        var deferred = await TakenAsync(walk, walk.New("Hello", Numbers(2)) with { PlanId = small, Defer = true });
        Assert.All(deferred.Recipients, one => Assert.NotNull(Assert.IsType<RecipientOutcome.Queued>(one).DeferredFor));
    }

    [Fact]
    public async Task The_same_press_of_many_is_one_submission()
    {
        await using var walk = await Walk.StartAsync();
        var request = walk.New("Hello", Numbers(3)) with { PressId = Guid.NewGuid() };
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => TakenAsync(walk, request)));
        Assert.Single(outcomes.Append(await TakenAsync(walk, request)).Select(one => string.Join(' ', one.Recipients.OfType<RecipientOutcome.Queued>().Select(queued => queued.MessageId))).Distinct());
        Assert.Equal(3, await walk.UsedTodayAsync());
    }

    [Theory]
    [InlineData("not base64 at all!", "00", "text")]
    [InlineData("aGVsbG8=", "0", "udh")]
    [InlineData("aGVsbG8=", null, "udh")]
    public async Task A_binary_message_that_cannot_be_is_refused(string body, string? udh, string field)
    {
        await using var walk = await Walk.StartAsync();
        var invalid = Assert.IsType<SubmissionOutcome.Invalid>(await walk.SubmitAsync(walk.New(body, Numbers(1)) with { Wire = new WireOptions { IsBinary = true, Udh = udh } }));
        Assert.Equal(field, Assert.Single(invalid.Faults).Field);
    }

    private static Task<Core.Data.Message> MessageAsync(Walk walk, SubmissionOutcome.Taken taken) =>
        walk.Rooms.LookAsync(db => db.Messages.AsNoTracking().SingleAsync(m => m.SubmissionId == taken.SubmissionId, Ct));

    private static async Task<SubmissionOutcome.Taken> TakenAsync(Walk walk, NewSubmission request) => Assert.IsType<SubmissionOutcome.Taken>(await walk.SubmitAsync(request));

    private static Dictionary<string, string> Of(params (string Key, string Value)[] pairs) => pairs.ToDictionary(pair => pair.Key, pair => pair.Value);

    private static string[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"+1202555{1000 + i:D4}"))];
}
