using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Messaging;

public sealed class TrafficTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Midnight.AddHours(13).AddMinutes(32));
    private SandboxHost _sandbox = null!;
    private TestRooms _rooms = null!;
    private Guid _plan;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(_clock);
        _rooms = await TestRooms.StartAsync(_clock);
        _plan = await _rooms.AddPlanAsync(_sandbox);
    }

    public async ValueTask DisposeAsync()
    {
        await _rooms.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task A_day_is_counted_by_hour_with_its_rate_and_its_times_to_delivery()
    {
        await AddAsync(Midnight.AddHours(9), MessageState.Delivered, 19, seconds: 2.84);
        await AddAsync(Midnight.AddHours(9).AddMinutes(59), MessageState.Delivered, 1, seconds: 75.5);
        await AddAsync(Midnight.AddHours(10), MessageState.Failed, 4);
        await AddAsync(Midnight.AddHours(10), MessageState.Cancelled, 2);
        await AddAsync(Midnight.AddHours(13), MessageState.Accepted, 3);
        await AddAsync(Midnight.AddHours(13), MessageState.Queued, 2, lane: Lane.Otp);
        await AddAsync(Midnight.AddHours(13), MessageState.Sending, 1);
        await AddAsync(Midnight.AddHours(13), MessageState.Delivered, 50, isTest: true);
        await AddAsync(Midnight.AddHours(-1), MessageState.Delivered, 99);
        await AddAsync(Midnight.AddHours(-1), MessageState.Aborted, 1);
        await _rooms.LookAsync(async db =>
        {
            db.Usage.Add(new UsageCounter { PlanId = _plan, Period = "h2026-11-16T09", Messages = 7, Parts = 7 });
            return await db.SaveChangesAsync(Ct);
        });

        var day = await ReadAsync();

        Assert.Equal((32, 64, 20, 4, 6), (day.Messages, day.Parts, day.Delivered, day.NotDelivered, day.OnTheWay));
        Assert.Equal((24, 20, 4, 6), (day.Hours.Count, day.Hours[9].Delivered, day.Hours[10].NotDelivered, day.Hours[13].OnTheWay));
        Assert.Equal((TimeSpan.FromSeconds(2.8), TimeSpan.FromSeconds(2.8)), (day.MedianToDelivery, day.P95ToDelivery));
        Assert.Equal(TimeSpan.FromSeconds(75), DeliveryTime.Percentile(await _rooms.Get<HourTallies>().ReadAsync(Midnight.AddHours(9), 1, Ct), 1));
        Assert.Equal((1.0, 0.0, null), (day.Hours[9].Rate, day.Hours[10].Rate, day.Hours[11].Rate));
        Assert.Equal((7, 0), (day.Hours[9].WeekBefore, day.Hours[10].WeekBefore));
        Assert.Equal(0.99, day.UsualRate);
        Assert.Equal((2, 2, Midnight.AddHours(13)), (day.Queued, day.CodesQueued, day.OldestQueuedAt));
        Assert.Equal(2, await _rooms.Get<Traffic>().WaitingAsync(Ct));
    }

    [Fact]
    public async Task An_hour_that_is_over_and_ended_is_counted_once_and_the_running_one_each_time()
    {
        await AddAsync(Midnight.AddHours(9), MessageState.Delivered, 1, seconds: 1);
        await AddAsync(Midnight.AddHours(10), MessageState.Accepted, 1);
        await ReadAsync();
        // Past the rooms, to see what is looked at again.
        await AddAsync(Midnight.AddHours(9), MessageState.Delivered, 1, seconds: 1);
        await AddAsync(Midnight.AddHours(10), MessageState.Accepted, 1);
        await AddAsync(Midnight.AddHours(13), MessageState.Accepted, 1);

        _clock.Advance(TimeSpan.FromSeconds(1));
        var soon = await ReadAsync();
        _clock.Advance(TimeSpan.FromMinutes(5));
        var later = await ReadAsync();

        Assert.Equal((1, 1, 1), (soon.Hours[9].Delivered, soon.Hours[10].OnTheWay, soon.Hours[13].OnTheWay));
        Assert.Equal((1, 2, 1), (later.Hours[9].Delivered, later.Hours[10].OnTheWay, later.Hours[13].OnTheWay));
    }

    [Fact]
    public async Task It_is_counted_by_the_index_of_time_not_by_a_scan()
    {
        await AddAsync(Midnight.AddHours(9), MessageState.Delivered, 40, seconds: 1);

        var plan = await _rooms.LookAsync(async db =>
        {
            await db.Database.OpenConnectionAsync(Ct);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            // On a table of a few rows PostgreSQL would rather scan; what it would do with many is asked.
            var off = db.Engine == "PostgreSQL" ? "SET enable_seqscan = off; " : "";
            command.CommandText = $"{off}{(db.Engine == "PostgreSQL" ? "EXPLAIN" : "EXPLAIN QUERY PLAN")} {HourTallies.Sql(db).Replace("{0}", "@from", StringComparison.Ordinal).Replace("{1}", "@until", StringComparison.Ordinal)}";
            Add(command, "@from", db.Stored(Midnight));
            Add(command, "@until", db.Stored(Midnight.AddHours(1)));
            var lines = new List<string>();
            await using var reader = await command.ExecuteReaderAsync(Ct);
            while (await reader.ReadAsync(Ct)) lines.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
            return string.Join('\n', lines);
        });

        Assert.Contains("IX_Messages_CreatedAt", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_failures_than_usual_raise_an_alert_that_ends_with_them()
    {
        await AddAsync(Midnight.AddDays(-2), MessageState.Delivered, 990, seconds: 1);
        await AddAsync(Midnight.AddDays(-2), MessageState.Rejected, 10);
        await AddAsync(Midnight.AddHours(13), MessageState.Delivered, 46, seconds: 1);
        await AddAsync(Midnight.AddHours(12), MessageState.Aborted, 4);

        await _rooms.Get<AlertWatch>().RunOnceAsync(Ct);

        var alert = Assert.Single(await _rooms.Get<AlertBook>().OpenAsync(Ct));
        Assert.Equal((AlertKind.FailuresHigh, false, "More messages of Acme US fail than usual"), (alert.Kind, alert.IsUrgent, alert.Title));
        Assert.Equal("4 of 50 that ended of the last two hours were not delivered, usually 1 in 100. Most of them are Aborted.", alert.Why);
        Assert.Equal($"/messages?when=today&plan={_plan}&status=aborted", alert.Link);

        _clock.Advance(TimeSpan.FromHours(2));
        await _rooms.Get<AlertWatch>().RunOnceAsync(Ct);
        Assert.Empty(await _rooms.Get<AlertBook>().OpenAsync(Ct));
    }

    private Task<TrafficFigures> ReadAsync() => _rooms.Get<Traffic>().ReadAsync(Midnight, Midnight.AddDays(1), Ct);

    private Task<int> AddAsync(DateTimeOffset at, MessageState state, int messages, double seconds = 1, Lane lane = Lane.Normal, bool isTest = false) => _rooms.LookAsync(async db =>
    {
        for (var i = 0; i < messages; i++)
        {
            db.Messages.Add(new Message
            {
                Id = Guid.CreateVersion7(at),
                SubmissionId = Guid.NewGuid(),
                PlanId = _plan,
                Lane = lane,
                Origin = Origin.Api,
                IsTest = isTest,
                RequestedBy = "Anna Lind",
                To = "+12015550100",
                Country = "US",
                LastFour = "0100",
                Parts = 2,
                State = state,
                DueAt = at,
                CountedAt = at,
                CreatedAt = at,
                ChangedAt = at,
                FinalAt = state.IsFinal() ? at.AddSeconds(seconds) : null,
            });
        }

        return await db.SaveChangesAsync(Ct);
    });

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
