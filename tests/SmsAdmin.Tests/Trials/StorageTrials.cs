using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Trials;

/// <summary>Storage refuses every write for a while, in the middle of traffic.</summary>
public sealed class StorageTrials : IAsyncLifetime
{
    private readonly FragileConsole _console = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _console.InitializeAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task While_storage_refuses_writes_everybody_is_told_so_and_nothing_is_lost_or_sent_twice()
    {
        var caller = await _console.CallerAsync();
        var accepted = new List<Guid>();
        for (var i = 0; i < 150; i++) accepted.Add(await AcceptedAsync(caller, i));
        await Eventually.HoldsAsync(() => _console.Sandbox.World.Sends.Count() >= 20, "Nothing is sent.");

        _console.RefusesWrites = true;
        for (var i = 0; i < 20; i++) await RefusedAsync(caller);
        // What was on its way meanwhile was answered by Sinch, and nobody could write it down.
        Assert.Contains(await _console.LookAsync(db => db.Messages.Select(m => m.State).ToListAsync(Ct)), state => state == MessageState.Sending);
        _console.RefusesWrites = false;

        using (var ready = await caller.GetAsync("/health/ready", Ct)) Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        for (var i = 150; i < 200; i++) accepted.Add(await AcceptedAsync(caller, i));
        await Eventually.HoldsAsync(
            async () => await _console.LookAsync(db => db.Messages.CountAsync(m => m.State == MessageState.Delivered, Ct)) == accepted.Count,
            async () => string.Join(", ", await _console.LookAsync(db => db.Messages.GroupBy(m => m.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(Ct))));

        Assert.Equal(accepted.Order(), (await _console.LookAsync(db => db.Messages.Select(m => m.Id).ToListAsync(Ct))).Order());
        Assert.Equal(accepted.Order(), _console.Sandbox.World.Sends.Select(send => Guid.Parse(send.ClientReference!)).Order());
        Assert.Equal(accepted.Count, await _console.LookAsync(db => db.Usage.Where(u => EF.Functions.Like(u.Period, "d%")).SumAsync(u => u.Messages, Ct)));
    }

    private async Task RefusedAsync(HttpClient caller)
    {
        using var message = await caller.PostAsJsonAsync("/api/v1/messages", new { to = "+12015550100", body = "Hello" }, Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, message.StatusCode);
        Assert.Equal("/problems/storage-unavailable", (await message.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("type").GetString());

        var secret = _console.Room<WebhookSecrets>().For(_console.PlanId);
        using var callback = await caller.PostAsJsonAsync($"/webhooks/sinch/{secret}", new { type = "recipient_delivery_report_sms" }, Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, callback.StatusCode);

        using var ready = await caller.GetAsync("/health/ready", Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("refuses writes: ", (await ready.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("why").GetString(), StringComparison.Ordinal);
        using var live = await caller.GetAsync("/health/live", Ct);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    private static async Task<Guid> AcceptedAsync(HttpClient caller, int i)
    {
        using var answer = await caller.PostAsJsonAsync("/api/v1/messages", new { to = string.Create(CultureInfo.InvariantCulture, $"+1202555{i:D4}"), body = "Hello" }, Ct);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("id").GetGuid();
    }
}
