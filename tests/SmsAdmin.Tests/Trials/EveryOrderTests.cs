using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Delivery;

namespace SmsAdmin.Tests.Trials;

/// <summary>
/// Our own 201 and Sinch's three receipts in every order that there is, each of them once or twice, for messages in every
/// place where a receipt can meet them, and for every end. What stands there afterwards must not depend on the order.
/// </summary>
public sealed class EveryOrderTests : IAsyncLifetime
{
    private static readonly string[] Words = ["201", "Queued", "Dispatched", "End"];

    private static readonly MessageState[] Ends =
    [
        MessageState.Delivered, MessageState.Failed, MessageState.Rejected, MessageState.Aborted, MessageState.Expired, MessageState.Cancelled, MessageState.Deleted,
        MessageState.Unknown,
    ];

    private Walk _walk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _walk = await Walk.StartAsync();

    public ValueTask DisposeAsync() => _walk.DisposeAsync();

    [Fact]
    public async Task Every_order_of_answer_and_receipts_with_duplicates_ends_in_the_same_state()
    {
        var courses = await CoursesAsync(Orders(mostTwice: Words.Length));
        Assert.Equal(24 + 240 + 1080 + 2520 + 2520, courses.Count);

        for (var step = 0; courses.Any(course => step < course.Order.Length); step++)
            await Task.WhenAll(courses.Where(course => step < course.Order.Length).Select(course => HappenAsync(course, course.Order[step])));

        await ProveAsync(courses);
    }

    [Fact]
    public async Task Receipts_that_name_the_batch_alone_wait_for_our_own_answer_and_end_in_the_same_state()
    {
        var courses = await CoursesAsync(Orders(mostTwice: 1));

        for (var step = 0; courses.Any(course => step < course.Order.Length); step++)
        {
            foreach (var course in courses.Where(course => step < course.Order.Length))
            {
                if (course.Order[step] == "201") await HappenAsync(course, "201");
                else await PostAsync(course, course.Order[step]);
            }

            await _walk.Rooms.Get<Receipts>().RunOnceAsync(Ct);
        }

        await ProveAsync(courses);
        Assert.All(await _walk.Rooms.LookAsync(db => db.Callbacks.Select(c => c.State).ToListAsync(Ct)), state => Assert.Equal(CallbackState.Applied, state));
    }

    private async Task ProveAsync(List<Course> courses)
    {
        var messages = await _walk.Rooms.LookAsync(db => db.Messages.AsNoTracking().ToDictionaryAsync(m => m.Id, Ct));
        var steps = (await _walk.Rooms.LookAsync(db => db.MessageEvents.AsNoTracking().ToListAsync(Ct))).ToLookup(step => step.MessageId);
        Assert.All(courses, course =>
        {
            var message = messages[course.Id];
            Assert.Equal(
                (course.End, course.BatchId, CodeOf(course.End), 201, null, null, false),
                (message.State, message.BatchId, message.DeliveryCode, message.HttpStatus, message.ApiErrorCode, message.NoAnswer, message.OutcomeUnknown));
            Assert.True(message is { AcceptedAt: not null, FinalAt: not null, LeasedUntil: null }, string.Join(' ', course.Order));
            // Applied once, and nothing is told after the end but our own answer.
            var told = steps[course.Id].OrderBy(step => step.Id).Where(step => step.Kind == MessageEventKind.Status).Select(step => step.State!.Value).ToList();
            Assert.Equal(course.End, told[^1]);
            Assert.Equal(told.Distinct(), told);
        });
    }

    private async Task HappenAsync(Course course, string word)
    {
        if (word == "201")
        {
            var message = new Message { Id = course.Id, PlanId = _walk.PlanId, Claims = 1, RequestedBy = "Test", To = course.To, Country = "US", LastFour = "0190" };
            var step = new MessageEvent { At = _walk.Clock.GetUtcNow(), Kind = MessageEventKind.Accepted, HttpStatus = 201 };
            await _walk.Rooms.Get<MessageMoves>().AcceptedAsync(message, course.BatchId, step);
            return;
        }

        var state = StateOf(course, word);
        var report = new RecipientReport
        {
            BatchId = course.BatchId,
            Recipient = course.To[1..],
            ClientReference = course.Id.ToString("D"),
            Status = new DeliveryStatus(state == MessageState.Accepted ? "Queued" : state.ToString()),
            Code = CodeOf(state),
        };
        Assert.True(await _walk.Rooms.Get<Receipts>().ApplyAsync(report, "By callback from Sinch.", null, null, Ct));
    }

    private async Task PostAsync(Course course, string word)
    {
        var state = StateOf(course, word);
        var body = JsonSerializer.Serialize(new
        {
            type = "recipient_delivery_report_sms",
            batch_id = course.BatchId,
            recipient = course.To[1..],
            code = CodeOf(state),
            status = state == MessageState.Accepted ? "Queued" : state.ToString(),
            at = _walk.Clock.GetUtcNow(),
        });
        var secret = _walk.Rooms.Get<WebhookSecrets>().For(_walk.PlanId)!;
        Assert.IsType<IntakeOutcome.Stored>(await _walk.Rooms.Get<ReceiptIntake>().StoreAsync(secret, Encoding.UTF8.GetBytes(body), Ct));
    }

    // In turn: claimed; its outcome unknown after a 500; back in the queue, though a slow request of its is still to land.
    private async Task<List<Course>> CoursesAsync(IEnumerable<string[]> orders)
    {
        var now = _walk.Clock.GetUtcNow();
        var courses = orders.Select((order, i) => new Course(Guid.CreateVersion7(), $"01BATCH{i}", string.Create(CultureInfo.InvariantCulture, $"+1201{i:D7}"), order, Ends[i % Ends.Length])).ToList();
        var messages = courses.Select((course, i) => new Message
        {
            Id = course.Id,
            SubmissionId = Guid.CreateVersion7(),
            PlanId = _walk.PlanId,
            Lane = Lane.Normal,
            RequestedBy = "Test",
            To = course.To,
            Country = "US",
            LastFour = course.To[^4..],
            State = i % 3 == 2 ? MessageState.Queued : MessageState.Sending,
            OutcomeUnknown = i % 3 == 1,
            HttpStatus = i % 3 == 1 ? 500 : null,
            UnknownSince = i % 3 == 1 ? now : null,
            LeasedUntil = i % 3 == 0 ? now + TimeSpan.FromMinutes(1) : null,
            Attempts = 1,
            Claims = 1,
            Parts = 1,
            CountedAt = now,
            DueAt = now,
            CreatedAt = now,
            ChangedAt = now,
        }).ToList();
        await _walk.Rooms.LookAsync(db => db.InsertAsync(messages));
        return courses;
    }

    /// <summary>Every permutation of the four words, with at most so many of them twice.</summary>
    private static IEnumerable<string[]> Orders(int mostTwice)
    {
        for (var twice = 0; twice < 1 << Words.Length; twice++)
        {
            if (int.PopCount(twice) > mostTwice) continue;
            var left = Words.Select((_, i) => (twice & (1 << i)) == 0 ? 1 : 2).ToArray();
            foreach (var order in Arranged(left, [])) yield return order;
        }
    }

    private static IEnumerable<string[]> Arranged(int[] left, string[] before)
    {
        if (left.Sum() == 0) return [before];
        return Enumerable.Range(0, left.Length).Where(i => left[i] > 0).SelectMany(i => Arranged([.. left.Select((count, at) => at == i ? count - 1 : count)], [.. before, Words[i]]));
    }

    private static MessageState StateOf(Course course, string word) => word switch
    {
        "Queued" => MessageState.Accepted,
        "Dispatched" => MessageState.Dispatched,
        _ => course.End,
    };

    private static int CodeOf(MessageState state) => state switch
    {
        MessageState.Accepted => 400,
        MessageState.Dispatched => 401,
        MessageState.Delivered => 0,
        _ => 500 + (int)state,
    };

    private sealed record Course(Guid Id, string BatchId, string To, string[] Order, MessageState End);
}
