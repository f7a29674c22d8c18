using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Trials;

/// <summary>Storage refuses every write for a while, or is not there at all, in the middle of traffic.</summary>
public sealed class StorageTrials
{
    // The sandbox accepts the first request to it and never answers that.
    private const string Silent = "+12085551003";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_storage_refuses_writes_everybody_is_told_so_and_nothing_is_lost_or_sent_twice()
    {
        await using var console = new FragileConsole();
        await TryAsync(
            console,
            async caller =>
            {
                console.RefusesWrites = true;
                for (var i = 0; i < 20; i++) await RefusedAsync(console, caller);
                // What was on its way meanwhile was answered by Sinch, and nobody could write it down.
                Assert.Contains(await console.LookAsync(db => db.Messages.Select(m => m.State).ToListAsync(Ct)), state => state == MessageState.Sending);
                console.RefusesWrites = false;
            });
    }

    [Fact]
    [NamesItsEngine]
    public async Task While_PostgreSQL_is_stopped_everybody_is_told_so_and_nothing_is_lost_or_sent_twice()
    {
        await using var console = new FragileConsole { Engine = Engine.Postgres };
        await TryAsync(
            console,
            async caller =>
            {
                await console.Wire!.CutAsync();
                for (var i = 0; i < 20; i++) await RefusedAsync(console, caller);
                console.Wire.Mend();
            });
    }

    private static async Task TryAsync(FragileConsole console, Func<HttpClient, Task> outage)
    {
        await console.InitializeAsync();
        var caller = await console.CallerAsync();
        var accepted = new List<Guid>();
        for (var i = 0; i < 150; i++) accepted.Add(await AcceptedAsync(caller, Number(i)));
        // It goes before the rest. Sinch has taken it and says nothing: it is on its way when storage goes.
        accepted.Add(await AcceptedAsync(caller, Silent, "normal"));
        await Eventually.HoldsAsync(() => console.Sandbox.World.Sends.Any(send => send.ClientReference == $"{accepted[^1]}"), "It is not sent.");

        await outage(caller);

        using (var ready = await caller.GetAsync("/health/ready", Ct)) Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        for (var i = 150; i < 200; i++) accepted.Add(await AcceptedAsync(caller, Number(i)));
        await Eventually.HoldsAsync(
            async () => await console.LookAsync(db => db.Messages.CountAsync(m => m.State == MessageState.Delivered, Ct)) == accepted.Count,
            async () => string.Join(", ", await console.LookAsync(db => db.Messages.GroupBy(m => m.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(Ct))));

        Assert.Equal(accepted.Order(), (await console.LookAsync(db => db.Messages.Select(m => m.Id).ToListAsync(Ct))).Order());
        Assert.Equal(accepted.Order(), console.Sandbox.World.Sends.Select(send => Guid.Parse(send.ClientReference!)).Order());
        Assert.Equal(accepted.Count, await console.LookAsync(db => db.Usage.Where(u => EF.Functions.Like(u.Period, "d%")).SumAsync(u => u.Messages, Ct)));
    }

    private static async Task RefusedAsync(FragileConsole console, HttpClient caller)
    {
        using var message = await caller.PostAsJsonAsync("/api/v1/messages", new { to = "+12015550100", body = "Hello" }, Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, message.StatusCode);
        Assert.Equal("/problems/storage-unavailable", (await message.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("type").GetString());

        var secret = console.Room<WebhookSecrets>().For(console.PlanId);
        using var callback = await caller.PostAsJsonAsync($"/webhooks/sinch/{secret}", new { type = "recipient_delivery_report_sms" }, Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, callback.StatusCode);

        using var ready = await caller.GetAsync("/health/ready", Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("refuses writes: ", (await ready.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("why").GetString(), StringComparison.Ordinal);
        // From outside nobody is told where the database is and as whom it is asked.
        using var outside = new HttpRequestMessage(HttpMethod.Get, "/health/ready") { Headers = { { "X-Forwarded-For", "203.0.113.9" } } };
        using var less = await caller.SendAsync(outside, Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, less.StatusCode);
        Assert.DoesNotContain("refuses writes: ", await less.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var live = await caller.GetAsync("/health/live", Ct);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    private static string Number(int i) => string.Create(CultureInfo.InvariantCulture, $"+1202555{i:D4}");

    private static async Task<Guid> AcceptedAsync(HttpClient caller, string to, string lane = "bulk")
    {
        using var answer = await caller.PostAsJsonAsync("/api/v1/messages", new { to, body = "Hello", lane }, Ct);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("id").GetGuid();
    }
}
