using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Callbacks;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Alerts;

public sealed class AlertBookTests : IAsyncLifetime
{
    private const string Secret = "sixteen-letters-or-more";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly Guid _plan = Guid.CreateVersion7();
    private TestRooms _rooms = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private AlertBook Book => _rooms.Get<AlertBook>();

    public async ValueTask InitializeAsync() => _rooms = await TestRooms.StartAsync(_clock);

    public ValueTask DisposeAsync() => _rooms.DisposeAsync();

    [Fact]
    public async Task One_condition_seen_by_two_instances_at_once_makes_one_alert()
    {
        await using var second = await TestRooms.StartAsync(_clock, directory: _rooms.Directory);
        var books = new[] { Book, second.Get<AlertBook>() };

        var opened = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() => books[i % 2].RaiseAsync(Case(AlertKind.PlanPaused), Ct), Ct)));

        Assert.Single(opened, one => one);
        Assert.Equal("Why it is so", Assert.Single(await Book.OpenAsync(Ct)).Why);
    }

    [Fact]
    public async Task What_ended_and_comes_back_is_a_new_alert()
    {
        await Book.RaiseAsync(Case(AlertKind.PlanPaused), Ct);
        Assert.True(await Book.EndAsync(AlertKind.PlanPaused, _plan, "", Ct));
        Assert.False(await Book.EndAsync(AlertKind.PlanPaused, _plan, "", Ct));

        Assert.True(await Book.RaiseAsync(Case(AlertKind.PlanPaused), Ct));

        Assert.Single(await Book.OpenAsync(Ct));
        Assert.Single(await Book.EndedAsync(10, Ct));
    }

    [Fact]
    public async Task A_quota_is_alerted_once_a_period_though_messages_are_given_back_in_between()
    {
        await SetWebhookAsync("https://alerts.example.com/");
        Assert.True(await Book.RaiseAsync(Case(AlertKind.QuotaNearlyFull, "d2026-11-23"), Ct));
        await Book.EndAsync(AlertKind.QuotaNearlyFull, _plan, "d2026-11-23", Ct);

        Assert.False(await Book.RaiseAsync(Case(AlertKind.QuotaNearlyFull, "d2026-11-23"), Ct));
        Assert.True(await Book.RaiseAsync(Case(AlertKind.QuotaNearlyFull, "d2026-11-24"), Ct));

        Assert.Equal(2, (await Book.OpenAsync(Ct)).Count);
        Assert.Equal(["alert_opened", "alert_ended", "alert_opened"], await PostedAsync());
    }

    [Fact]
    public async Task Events_of_one_kind_are_counted_in_one_alert()
    {
        await Book.RaiseAsync(Case(AlertKind.CallbackTooLarge), Ct);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Book.RaiseAsync(Case(AlertKind.CallbackTooLarge), Ct);

        var alert = Assert.Single(await Book.OpenAsync(Ct));

        Assert.Equal((2, TimeSpan.FromMinutes(1)), (alert.Count, alert.LastAt - alert.Since));
    }

    [Fact]
    public async Task The_first_acknowledgement_counts_and_stands_in_the_audit_once()
    {
        await Book.RaiseAsync(Case(AlertKind.PlanPaused), Ct);
        var id = Assert.Single(await Book.OpenAsync(Ct)).Id;

        Assert.Equal(AcknowledgeOutcome.Acknowledged, await Book.AcknowledgeAsync(id, TestRooms.Anna, Ct));
        Assert.Equal(AcknowledgeOutcome.NothingToDo, await Book.AcknowledgeAsync(id, TestRooms.Anna with { Name = "Bo Ek" }, Ct));

        Assert.Equal("Anna Lind", Assert.Single(await Book.OpenAsync(Ct)).AcknowledgedBy);
        Assert.Single(await _rooms.LookAsync(db => db.Audit.Where(a => a.Action == "alert.acknowledged").ToListAsync(Ct)));
    }

    [Fact]
    public async Task An_alert_of_a_transaction_that_is_undone_never_was_and_is_not_posted()
    {
        await SetWebhookAsync("https://alerts.example.com/");
        await _rooms.LookAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Ct);
            var opened = await Book.RaiseAsync(db, Case(AlertKind.QuotaFull, "d2026-11-23"), Ct);
            await transaction.RollbackAsync(Ct);
            return opened;
        });

        Assert.Empty(await Book.OpenAsync(Ct));
        Assert.Empty(await PostedAsync());
    }

    [Fact]
    public async Task The_webhook_gets_a_signed_post_for_the_opening_and_the_end()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await SetWebhookAsync(receiver.Url);
        await Book.RaiseAsync(Case(AlertKind.PlanPaused), Ct);
        await Book.EndAsync(AlertKind.PlanPaused, _plan, "", Ct);

        await _rooms.Get<CallbackPoster>().RunOnceAsync(Ct);

        var posts = receiver.All.OrderBy(post => post.Json.GetProperty("event").GetString()).ToList();
        Assert.Equal(["alert_ended", "alert_opened"], posts.Select(post => post.Json.GetProperty("event").GetString()));
        Assert.All(posts, post => Assert.Equal("plan_paused", post.Json.GetProperty("kind").GetString()));
        Assert.All(posts, post => Assert.Equal(
            OutboundSignature.Of(new Secret(Secret), System.Text.Encoding.UTF8.GetString(post.Raw), _clock.GetUtcNow()), post.Headers[OutboundSignature.Header]));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5001/", false, "webhookUrl")]
    [InlineData("http://169.254.169.254/latest/meta-data", true, "webhookUrl")]
    [InlineData("ftp://alerts.example.com/", false, "webhookUrl")]
    [InlineData("https://anna:secret@alerts.example.com/", false, "webhookUrl")]
    public async Task An_address_that_may_not_be_called_is_not_stored(string url, bool allowsPrivate, string field)
    {
        var fault = await _rooms.Get<AlertWebhook>().ChangeAsync(url, Secret, allowsPrivate, TestRooms.Anna, Ct);

        Assert.Equal(field, fault?.Field);
        Assert.Null((await _rooms.Get<AlertWebhook>().ReadAsync(Ct)).Url);
    }

    [Fact]
    public async Task The_secret_is_neither_in_the_database_nor_in_the_audit()
    {
        await SetWebhookAsync("http://127.0.0.1:5001/");
        var stored = await _rooms.LookAsync(async db =>
            (await db.Settings.Select(s => s.Value).ToListAsync(Ct)).Concat(await db.Audit.Select(a => a.After ?? "").ToListAsync(Ct)).ToList());

        Assert.Contains(stored, value => value.Contains("127.0.0.1", StringComparison.Ordinal));
        Assert.DoesNotContain(stored, value => value.Contains(Secret, StringComparison.Ordinal));
    }

    private AlertCase Case(AlertKind kind, string key = "") => new(kind, _plan, key, "What is the matter", "Why it is so", "/credentials");

    private async Task SetWebhookAsync(string url) => Assert.Null(await _rooms.Get<AlertWebhook>().ChangeAsync(url, Secret, true, TestRooms.Anna, Ct));

    private async Task<List<string?>> PostedAsync()
    {
        var seal = _rooms.Get<CallbackSeal>();
        var rows = await _rooms.LookAsync(db => db.OutboundCallbacks.AsNoTracking().OrderBy(c => c.CreatedAt).ToListAsync(Ct));
        return [.. rows.Select(row => JsonDocument.Parse(seal.Open(row.BodyCipher!)).RootElement.GetProperty("event").GetString())];
    }
}
