using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SmsAdmin.Sandbox.Sinch.Callbacks;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Sandbox;

public sealed class CallbackTests : SandboxTest
{
    private const string Ann = "46701234567";

    [Theory]
    [InlineData("none", "")]
    [InlineData("per_recipient", "Dispatched,Delivered")]
    [InlineData("per_recipient_final", "Delivered")]
    public async Task Each_recipient_s_receipts_come_as_the_mode_says(string mode, string statuses)
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        var batch = await Sinch.SendAsync(Report(receiver, mode, Ann).With("client_reference", "ref-1"));
        await StepAsync(300);
        await StepAsync(900);
        var received = receiver.All.Select(callback => callback.Json).ToArray();
        Assert.Equal(statuses, string.Join(',', received.Select(json => json.GetProperty("status").GetString())));
        foreach (var json in received)
        {
            Assert.Equal("recipient_delivery_report_sms", json.GetProperty("type").GetString());
            Assert.Equal(batch.Id, json.GetProperty("batch_id").GetString());
            Assert.Equal(Ann, json.GetProperty("recipient").GetString());
            Assert.Equal("ref-1", json.GetProperty("client_reference").GetString());
        }
    }

    [Theory]
    [InlineData("summary", false)]
    [InlineData("full", true)]
    public async Task One_report_comes_when_all_messages_have_ended(string mode, bool recipients)
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await Sinch.SendAsync(Report(receiver, mode, Ann, "12015550112"));
        await StepAsync(1000);
        Assert.Empty(receiver.All);
        await StepAsync(1000);
        var json = Assert.Single(receiver.All).Json;
        Assert.Equal("delivery_report_sms", json.GetProperty("type").GetString());
        Assert.Equal(2, json.GetProperty("total_message_count").GetInt32());
        Assert.Equal([("Aborted", 412), ("Delivered", 0)], json.GetProperty("statuses").EnumerateArray()
            .Select(status => (status.GetProperty("status").GetString()!, status.GetProperty("code").GetInt32())).Order());
        Assert.All(json.GetProperty("statuses").EnumerateArray(), status => Assert.Equal(recipients, status.TryGetProperty("recipients", out _)));
    }

    [Fact]
    public async Task The_plan_s_URL_serves_a_batch_that_names_none()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await Host.ControlAsync("plans", new { service_plan_id = "sandbox-us", callback_url = receiver.Url });
        await Sinch.SendAsync(Requests.Text(Ann).With("delivery_report", "per_recipient_final"));
        await StepAsync(2000);
        Assert.Single(receiver.All);
    }

    [Fact]
    public async Task A_failing_receiver_is_tried_again_after_5_10_20_seconds_and_so_on_to_81920()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        receiver.AnswerNext([.. Enumerable.Repeat(503, 16)]);
        await Sinch.SendAsync(Report(receiver, "per_recipient_final", Ann));
        await StepAsync(2000);
        Assert.Single(receiver.All);
        var tries = 1;
        for (var wait = 5; wait <= 81_920; wait *= 2)
        {
            await StepAsync((wait * 1000) - 1);
            Assert.Equal(tries, receiver.All.Count);
            await StepAsync(1);
            Assert.Equal(++tries, receiver.All.Count);
        }
        Assert.Equal(16, tries);
        await StepAsync(400_000_000);
        Assert.Equal(16, receiver.All.Count);
    }

    [Theory]
    [InlineData(500, 2)]
    [InlineData(302, 2)]
    [InlineData(429, 2)]
    [InlineData(204, 1)]
    [InlineData(400, 1)]
    [InlineData(401, 1)]
    [InlineData(404, 1)]
    public async Task Only_5xx_429_and_redirects_are_tried_again(int status, int tries)
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        receiver.AnswerNext(status);
        await Sinch.SendAsync(Report(receiver, "per_recipient_final", Ann));
        await StepAsync(2000);
        await StepAsync(6000);
        Assert.Equal(tries, receiver.All.Count);
    }

    [Fact]
    public async Task A_receiver_that_asks_for_less_gets_half_the_rate_for_a_while()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        receiver.AnswerNext(429);
        await Host.ControlAsync("plans", new { service_plan_id = "sandbox-us", rate = 10 });
        await Sinch.SendAsync(Report(receiver, "per_recipient_final", Ann));
        await StepAsync(2000);
        await Sinch.SendAsync(Requests.Text([.. Enumerable.Range(0, 11).Select(i => $"4670100{i:0000}")]));
        await StepAsync(4000);
        var arrived = Host.World.Texts().Where(text => text.Number != Ann).Select(text => text.At).ToArray();
        Assert.Equal(TimeSpan.FromSeconds(2), arrived[^1] - arrived[0]);
        await StepAsync(30_000);
        await Sinch.SendAsync(Requests.Text([.. Enumerable.Range(0, 11).Select(i => $"4670200{i:0000}")]));
        await StepAsync(4000);
        arrived = [.. Host.World.Texts().Where(text => text.Number.StartsWith("4670200", StringComparison.Ordinal)).Select(text => text.At)];
        Assert.Equal(TimeSpan.FromSeconds(1), arrived[^1] - arrived[0]);
    }

    [Fact]
    public async Task Blocked_callbacks_wait_for_their_next_try()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await Host.ControlAsync("callbacks", new { blocked = true });
        await Sinch.SendAsync(Report(receiver, "per_recipient_final", Ann));
        await StepAsync(2000);
        Assert.Empty(receiver.All);
        await Host.ControlAsync("callbacks", new { blocked = false });
        await StepAsync(5000);
        Assert.Single(receiver.All);
    }

    [Fact]
    public async Task Callbacks_carry_the_signature_the_credentials_and_the_headers_of_their_plan()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await Host.ControlAsync("plans", new
        {
            service_plan_id = "sandbox-us",
            hmac_secret = "secret",
            callback_basic_auth = new { user = "us", password = "er" },
            callback_headers = new Dictionary<string, string> { ["X-Own"] = "yes" },
        });
        await Sinch.SendAsync(Report(receiver, "per_recipient_final", Ann));
        await StepAsync(2000);
        var (raw, _, headers) = Assert.Single(receiver.All);
        Assert.Equal("Basic dXM6ZXI=", headers["Authorization"]);
        Assert.Equal("yes", headers["X-Own"]);
        Assert.Equal("application/json; charset=utf-8", headers["Content-Type"]);
        Assert.Equal("HmacSHA256", headers["x-sinch-webhook-signature-algorithm"]);
        Assert.Equal(Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), headers["x-sinch-webhook-signature-timestamp"]);
        var signed = $"{Encoding.UTF8.GetString(raw)}.{headers["x-sinch-webhook-signature-nonce"]}.{headers["x-sinch-webhook-signature-timestamp"]}";
        Assert.Equal(Convert.ToBase64String(HMACSHA256.HashData("secret"u8, Encoding.UTF8.GetBytes(signed))), headers["x-sinch-webhook-signature"]);
    }

    [Fact]
    public void The_published_signature_is_reproduced()
    {
        var vector = JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "sinch", "webhooks", "hmac-test-vector.json")));
        string Header(string name) => vector.GetProperty("headers").GetProperty($"x-sinch-webhook-signature{name}").GetString()!;
        var body = Encoding.UTF8.GetBytes(vector.GetProperty("raw_body").GetString()!);
        Assert.Equal(Header(""), CallbackSignature.Compute(vector.GetProperty("secret").GetString()!, body, Header("-nonce"), Header("-timestamp")));
    }

    [Fact]
    public async Task An_inbound_text_is_stored_and_posted_to_the_plan_s_URL()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await Host.ControlAsync("plans", new { service_plan_id = "sandbox-us", callback_url = receiver.Url });
        var inbound = await Host.ControlAsync("inbounds", new { service_plan_id = "sandbox-us", from = $"+{Ann}", to = "12345", body = "Hello 👋", operator_id = "24001" });
        await Host.World.WhenCallbacksSettledAsync();
        var posted = Assert.Single(receiver.All).Json;
        Assert.Equal(inbound.GetRawText(), posted.GetRawText());
        Assert.Equal(("mo_text", Ann, "12345", "Hello 👋"), (posted.GetProperty("type").GetString(), posted.GetProperty("from").GetString(),
            posted.GetProperty("to").GetString(), posted.GetProperty("body").GetString()));
        var stored = await Sinch.AskAsync("GET", $"inbounds/{posted.GetProperty("id").GetString()}");
        Assert.Equal(posted.GetRawText(), stored.Text);
    }

    [Fact]
    public async Task Receipts_misbehave_as_their_magic_numbers_say()
    {
        (string Number, string Statuses)[] cases =
        [
            ("12015550190", ""), ("12015550191", "Dispatched"), ("12015550192", "Delivered"),
            ("12015550193", "Dispatched,Dispatched,Delivered,Delivered"), ("12015550194", "Delivered,Dispatched"),
        ];
        foreach (var (number, statuses) in cases)
        {
            await using var receiver = await CallbackReceiver.StartAsync();
            await Sinch.SendAsync(Report(receiver, "per_recipient", number));
            foreach (var wait in new[] { 300, 900, 500, 60_000 })
                await StepAsync(wait);
            Assert.Equal(statuses, string.Join(',', receiver.All.Select(callback => callback.Json.GetProperty("status").GetString())));
            Assert.Single(Host.World.Texts(number));
        }
    }

    [Fact]
    public async Task A_receipt_can_come_before_the_answer_to_its_send()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        var batch = await Sinch.SendAsync(Report(receiver, "per_recipient", "12015550195"));
        // No clock was moved and nothing was waited for: it was there when the answer came
        var posted = Assert.Single(receiver.All).Json;
        Assert.Equal((batch.Id, "Delivered"), (posted.GetProperty("batch_id").GetString(), posted.GetProperty("status").GetString()));
        await StepAsync(5000);
        Assert.Single(receiver.All);
    }

    private static Dictionary<string, object?> Report(CallbackReceiver receiver, string mode, params string[] to) =>
        Requests.Text(to).With("delivery_report", mode).With("callback_url", receiver.Url);

    private async Task StepAsync(int milliseconds)
    {
        Clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        await Host.World.WhenCallbacksSettledAsync();
    }
}
