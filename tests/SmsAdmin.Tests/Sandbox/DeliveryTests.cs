using System.Text.Json;

namespace SmsAdmin.Tests.Sandbox;

public sealed class DeliveryTests : SandboxTest
{
    private const string Ann = "46701234567", Bob = "46701234568";

    [Fact]
    public async Task A_message_is_Queued_then_Dispatched_then_Delivered()
    {
        var batch = await Sinch.SendAsync(Requests.Text(Ann));
        Assert.Equal(("Queued", 400), await Sinch.StatusAsync(batch.Id, Ann));
        Clock.Advance(TimeSpan.FromMilliseconds(299));
        Assert.Equal(("Queued", 400), await Sinch.StatusAsync(batch.Id, Ann));
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(("Dispatched", 401), await Sinch.StatusAsync(batch.Id, Ann));
        Assert.Empty(Host.World.Texts(Ann));
        Clock.Advance(TimeSpan.FromMilliseconds(900));
        Assert.Equal(("Delivered", 0), await Sinch.StatusAsync(batch.Id, Ann));
        var report = (await Sinch.AskAsync("GET", $"batches/{batch.Id}/delivery_report/%2B{Ann}")).Json;
        Assert.Equal("2026-11-23T08:00:01.323Z", report.GetProperty("at").GetString());
        Assert.Equal("2026-11-23T08:00:00Z", report.GetProperty("operator_status_at").GetString());
        var text = Assert.Single(Host.World.Texts(Ann));
        Assert.Equal(("12345", "Hello", batch.Id), (text.From, text.Body, text.BatchId));
    }

    [Fact]
    public async Task A_plan_sends_in_order_and_no_faster_than_its_rate()
    {
        await Host.ControlAsync("plans", new { service_plan_id = "sandbox-us", rate = 10, dispatched_after_ms = 0, final_after_ms = 0 });
        string[] first = [.. Enumerable.Range(0, 25).Select(i => $"4670100{i:0000}")];
        var campaign = await Sinch.SendAsync(Requests.Text(first));
        var late = await Sinch.SendAsync(Requests.Text(Ann));
        foreach (var delivered in new[] { 1, 11, 21 })
        {
            Assert.Equal(delivered, await DeliveredAsync(campaign.Id));
            Clock.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(25, await DeliveredAsync(campaign.Id));
        Assert.Equal(("Delivered", 0), await Sinch.StatusAsync(late.Id, Ann));
        var texts = Host.World.Texts();
        Assert.Equal([.. first, Ann], texts.Select(text => text.Number));
        Assert.Equal(texts[0].At.AddSeconds(2.5), texts[^1].At);
    }

    [Fact]
    public async Task Another_plan_does_not_wait_in_this_plan_s_queue()
    {
        await Host.ControlAsync("plans", new { service_plan_id = "sandbox-us", rate = 0.1 });
        await Sinch.SendAsync(Requests.Text(Ann));
        var behind = await Sinch.SendAsync(Requests.Text(Bob));
        var other = await Host.Sinch("eu").SendAsync(Requests.Text(Bob));
        LetArrive();
        Assert.Equal(("Queued", 400), await Sinch.StatusAsync(behind.Id, Bob));
        Assert.Equal(("Delivered", 0), await Host.Sinch("eu").StatusAsync(other.Id, Bob));
    }

    [Fact]
    public async Task A_scheduled_batch_waits_for_its_hour_and_has_no_messages_before()
    {
        var batch = await Sinch.SendAsync(Requests.Text(Ann).With("send_at", "2026-11-23T10:00:00+01:00"));
        Clock.Advance(TimeSpan.FromMinutes(59));
        var report = (await Sinch.AskAsync("GET", $"batches/{batch.Id}/delivery_report")).Json;
        Assert.Equal((0, 0), (report.GetProperty("total_message_count").GetInt32(), report.GetProperty("statuses").GetArrayLength()));
        Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(("Delivered", 0), await Sinch.StatusAsync(batch.Id, Ann));
        Assert.Single(Host.World.Sends);
    }

    [Fact]
    public async Task A_send_at_that_is_past_goes_out_at_once()
    {
        var batch = await Sinch.SendAsync(Requests.Text(Ann).With("send_at", "2026-11-22T08:00Z"));
        LetArrive();
        Assert.Equal(("Delivered", 0), await Sinch.StatusAsync(batch.Id, Ann));
    }

    [Fact]
    public async Task A_message_that_waits_past_its_expiry_is_aborted_with_406()
    {
        await Host.ControlAsync("plans", new { service_plan_id = "sandbox-us", rate = 0.01 });
        await Sinch.SendAsync(Requests.Text(Bob));
        var batch = await Sinch.SendAsync(Requests.Text(Ann).With("expire_at", "2026-11-23T08:00:30Z"));
        Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(("Aborted", 406), await Sinch.StatusAsync(batch.Id, Ann));
        Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Empty(Host.World.Texts(Ann));
        var report = (await Sinch.AskAsync("GET", $"batches/{batch.Id}/delivery_report/{Ann}")).Json;
        Assert.False(report.TryGetProperty("operator_status_at", out _));
    }

    [Fact]
    public async Task A_recipient_without_a_parameter_s_value_is_aborted_alone_with_405()
    {
        var batch = await Sinch.SendAsync(Requests.Text(Ann, Bob).With("body", "Hi ${Name}")
            .With("parameters", new { Name = new Dictionary<string, string> { [$"+{Ann}"] = "Ann" }, name = new { @default = "no" } }));
        var literal = await Sinch.SendAsync(Requests.Text(Ann).With("body", "It costs ${5}"));
        LetArrive();
        Assert.Equal(("Delivered", 0), await Sinch.StatusAsync(batch.Id, Ann));
        Assert.Equal(("Aborted", 405), await Sinch.StatusAsync(batch.Id, Bob));
        Assert.Equal(("Aborted", 405), await Sinch.StatusAsync(literal.Id, Ann));
    }

    [Fact]
    public async Task A_text_over_its_parts_limit_is_aborted_with_411_and_a_truncated_one_is_not()
    {
        var text = Requests.Text(Ann).With("body", new string('a', 161)).With("max_number_of_message_parts", 1);
        var tooLong = await Sinch.SendAsync(text);
        var cut = await Sinch.SendAsync(text.With("truncate_concat", true));
        LetArrive();
        Assert.Equal(("Aborted", 411), await Sinch.StatusAsync(tooLong.Id, Ann));
        Assert.Equal(("Delivered", 0), await Sinch.StatusAsync(cut.Id, Ann));
        Assert.Equal(160, Assert.Single(Host.World.Texts(Ann)).Body.Length);
        var report = (await Sinch.AskAsync("GET", $"batches/{tooLong.Id}/delivery_report/{Ann}")).Json;
        Assert.Equal(2, report.GetProperty("number_of_message_parts").GetInt32());
    }

    [Theory]
    [InlineData("""{"allowed_country_prefixes":["1"]}""", "Aborted", 412)]
    [InlineData("""{"verified_numbers":["46701234568"]}""", "Aborted", 402)]
    [InlineData("""{"senders":["54321"]}""", "Failed", 310)]
    [InlineData("""{"default_originators":{"1":"12015550100"}}""", "Aborted", 410)]
    [InlineData("""{"allowed_country_prefixes":["46"],"verified_numbers":["46701234567"],"senders":["12345"]}""", "Delivered", 0)]
    public async Task What_the_account_may_not_do_shows_in_the_receipt(string settings, string status, int code)
    {
        var change = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(settings)!;
        change["service_plan_id"] = JsonSerializer.SerializeToElement("sandbox-us");
        await Host.ControlAsync("plans", change);
        var text = Requests.Text(Ann);
        if (code == 410)
            text.Remove("from");
        var batch = await Sinch.SendAsync(text);
        LetArrive();
        Assert.Equal((status, code), await Sinch.StatusAsync(batch.Id, Ann));
    }

    [Fact]
    public async Task Without_from_the_plan_chooses_the_sender_for_the_country()
    {
        await Host.ControlAsync("plans", new
        {
            service_plan_id = "sandbox-us",
            default_originators = new Dictionary<string, string> { ["4"] = "111", ["46"] = "71700" },
        });
        var text = Requests.Text(Ann);
        text.Remove("from");
        var batch = await Sinch.SendAsync(text);
        LetArrive();
        var report = (await Sinch.AskAsync("GET", $"batches/{batch.Id}/delivery_report/{Ann}")).Json;
        Assert.Equal("71700", report.GetProperty("applied_originator").GetString());
        Assert.Equal("71700", Assert.Single(Host.World.Texts(Ann)).From);
    }

    [Fact]
    public async Task Beyond_the_daily_limit_messages_are_rejected_until_the_next_day()
    {
        await Host.ControlAsync("plans", new { service_plan_id = "sandbox-us", daily_limit = 1 });
        var first = await Sinch.SendAsync(Requests.Text(Ann));
        var second = await Sinch.SendAsync(Requests.Text(Ann));
        Clock.Advance(TimeSpan.FromHours(16));
        var third = await Sinch.SendAsync(Requests.Text(Ann));
        LetArrive();
        Assert.Equal(("Delivered", 0), await Sinch.StatusAsync(first.Id, Ann));
        Assert.Equal(("Rejected", 64), await Sinch.StatusAsync(second.Id, Ann));
        Assert.Equal(("Delivered", 0), await Sinch.StatusAsync(third.Id, Ann));
    }

    [Fact]
    public async Task A_plan_without_receipts_accepts_and_writes_its_ledger_only()
    {
        await Host.ControlAsync("plans", new { service_plan_id = "sandbox-us", receipts = false, rate = 0 });
        var batch = await Sinch.SendAsync(Requests.Text(Ann));
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(("Dispatched", 401), await Sinch.StatusAsync(batch.Id, Ann));
        Assert.Single(Host.World.Sends);
        Assert.Empty(Host.World.Texts());
    }

    [Fact]
    public async Task A_plan_without_a_rate_sends_everything_together()
    {
        await Host.ControlAsync("plans", new { service_plan_id = "sandbox-us", rate = 0 });
        var batch = await Sinch.SendAsync(Requests.Text([.. Enumerable.Range(0, 1000).Select(i => $"4670100{i:0000}")]));
        LetArrive();
        Assert.Equal(1000, await DeliveredAsync(batch.Id));
    }

    [Fact]
    public async Task A_text_that_arrives_is_told_to_who_watches()
    {
        var seen = new List<string>();
        Host.World.TextArrived += text => seen.Add(text.Number);
        await Sinch.SendAsync(Requests.Text(Ann).With("flash_message", true));
        LetArrive();
        Assert.Equal([Ann], seen);
        Assert.True(Assert.Single(Host.World.Texts()).Flash);
    }

    private async Task<int> DeliveredAsync(string batchId)
    {
        var report = await Sinch.AskAsync("GET", $"batches/{batchId}/delivery_report?status=Delivered");
        return report.Json.GetProperty("statuses").EnumerateArray().Sum(status => status.GetProperty("count").GetInt32());
    }
}
