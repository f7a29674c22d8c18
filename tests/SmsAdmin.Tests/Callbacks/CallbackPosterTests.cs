using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Callbacks;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Callbacks;

public sealed class CallbackPosterTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private CallbackReceiver _receiver = null!;
    private TestRooms _rooms = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _receiver = await CallbackReceiver.StartAsync();
        _rooms = await TestRooms.StartAsync(_clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _rooms.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_receiver_that_is_down_gets_it_when_it_is_back_with_the_same_id()
    {
        _receiver.AnswerNext(500, 404);
        await AddAsync(_receiver.Url);

        await PostAsync();
        await PostAsync();
        Assert.Single(_receiver.All);
        _clock.Advance(TimeSpan.FromSeconds(10));
        await PostAsync();
        _clock.Advance(TimeSpan.FromSeconds(20));
        await PostAsync();

        var row = await RowAsync();
        Assert.Equal((OutboundState.Done, 3, 200), (row.State, row.Attempts, row.HttpStatus));
        Assert.Equal([row.Id.ToString("D")], _receiver.All.Select(post => post.Headers[CallbackPoster.IdHeader]).Distinct());
    }

    [Fact]
    public async Task An_answer_that_breaks_off_counts_as_one_attempt_and_harms_no_other()
    {
        await using var breaking = await ScriptedServer.StartAsync(async (context, _) =>
        {
            context.Response.ContentLength = 500;
            await context.Response.WriteAsync("half of it", Ct);
            await context.Response.Body.FlushAsync(Ct);
            context.Abort();
        });
        await AddAsync($"{breaking.Root}/sms/status");
        // Only these are judged by what the answer says.
        await _rooms.LookAsync(db => db.OutboundCallbacks.ExecuteUpdateAsync(set => set.SetProperty(c => c.Kind, CallbackKind.Odoo), Ct));
        await AddAsync(_receiver.Url);

        await PostAsync();

        Assert.Single(_receiver.All);
        var rows = await _rooms.LookAsync(db => db.OutboundCallbacks.AsNoTracking().ToListAsync(Ct));
        Assert.Equal(OutboundState.Done, rows.Single(row => row.Kind is null).State);
        var broken = rows.Single(row => row.Kind is not null);
        Assert.Equal((OutboundState.Waiting, 1, _clock.GetUtcNow() + TimeSpan.FromSeconds(10)), (broken.State, broken.Attempts, broken.DueAt));
    }

    [Fact]
    public async Task Two_posters_post_it_once()
    {
        await using var second = await TestRooms.StartAsync(_clock, directory: _rooms.Directory);
        for (var i = 0; i < 20; i++) await AddAsync(_receiver.Url);

        await Task.WhenAll(PostAsync(), second.Get<CallbackPoster>().RunOnceAsync(Ct));

        Assert.Equal(20, _receiver.All.Count);
    }

    [Fact]
    public async Task What_nobody_takes_for_a_day_is_given_up()
    {
        var url = ScriptedServer.DeadRoot();
        await AddAsync(url);
        var manners = CallbackManners.Of(null);
        for (var i = 0; i < manners.MostAttempts; i++)
        {
            await PostAsync();
            _clock.Advance(TimeSpan.FromHours(3));
        }

        var row = await RowAsync();
        Assert.Equal((OutboundState.GivenUp, manners.MostAttempts), (row.State, row.Attempts));
        Assert.InRange(manners.AtMost.TotalHours, 20, 28);
    }

    [Fact]
    public async Task A_name_that_leads_into_our_own_network_is_not_called()
    {
        await AddAsync(_receiver.Url, allowsPrivate: false);

        await PostAsync();

        Assert.Empty(_receiver.All);
        Assert.Equal(OutboundState.Waiting, (await RowAsync()).State);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        _receiver.AnswerNext(302);
        await AddAsync(_receiver.Url);

        await PostAsync();

        Assert.Single(_receiver.All);
        Assert.Equal(302, (await RowAsync()).HttpStatus);
    }

    [Fact]
    public async Task Body_and_secret_are_ciphertext_at_rest()
    {
        await AddAsync(_receiver.Url);

        var row = await RowAsync();

        Assert.DoesNotContain("46701740605", System.Text.Encoding.UTF8.GetString(row.BodyCipher!), StringComparison.Ordinal);
        Assert.DoesNotContain("the-secret-of-it", System.Text.Encoding.UTF8.GetString(row.SecretCipher!), StringComparison.Ordinal);
    }

    [Fact]
    public void The_signature_is_the_one_in_the_documentation() => Assert.Equal(
        "t=1763899200,v1=88208dae32683947f1709659fef1e5da8d761a563fbb1fb84b6eb917930adcac",
        OutboundSignature.Of(new Secret("a-secret-to-try-with"), """{"event":"alert_test"}""", DateTimeOffset.FromUnixTimeSeconds(1763899200)));

    private Task AddAsync(string url, bool allowsPrivate = true) => _rooms.LookAsync(async db =>
    {
        _rooms.Get<CallbackOutbox>().Add(db, new NewCallback("test", new Uri(url), """{"to":"+46701740605"}""", new Secret("the-secret-of-it"), allowsPrivate));
        return await db.SaveChangesAsync(Ct);
    });

    private Task PostAsync() => _rooms.Get<CallbackPoster>().RunOnceAsync(Ct);

    private Task<OutboundCallback> RowAsync() => _rooms.LookAsync(db => db.OutboundCallbacks.AsNoTracking().SingleAsync(Ct));
}
