using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmsAdmin.Sandbox;

namespace SmsAdmin.Tests.Sandbox;

public sealed class BackstageTests : SandboxTest
{
    private const string Ann = "46701234567";

    [Fact]
    public async Task The_ledger_has_every_accepted_send_and_every_request_by_verb()
    {
        Clock.Advance(TimeSpan.FromTicks(4567));
        var batch = await Sinch.SendAsync(Requests.Text(Ann).With("client_reference", "ref").With("body", new string('a', 161)));
        await Host.Sinch("eu").SendAsync();
        await Sinch.AskAsync("GET", "batches?page_size=1");
        await Host.Sinch("br", "sandbox-us", "token-us").AskAsync("GET", "batches?page_size=1");
        var ledger = (await Host.Backstage.AskAsync("GET", "ledger?plan=sandbox-us&client_reference=ref")).Json;
        Assert.Equal(1, ledger.GetProperty("count").GetInt32());
        Assert.Equal(
            $$"""{"client_reference":"ref","service_plan_id":"sandbox-us","region":"us","batch_id":"{{batch.Id}}","recipient":"{{Ann}}","arrived_at":"2026-11-23T08:00:00.123456Z","parts":2}""",
            ledger.GetProperty("sends")[0].GetRawText());
        Assert.Equal(["br GET /batches 1", "us GET /batches 1", "us POST /batches 1"], ledger.GetProperty("requests").EnumerateArray().Select(count =>
            $"{count.GetProperty("region")} {count.GetProperty("method")} {count.GetProperty("path")} {count.GetProperty("count")}"));
        Assert.Equal(2, (await Host.Backstage.AskAsync("GET", "ledger")).Json.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task The_ledger_loses_nothing_when_many_send_at_once()
    {
        await Host.ControlAsync("plans", new { service_plan_id = "sandbox-us", rate = 0, receipts = false });
        var text = Requests.Text([.. Enumerable.Range(0, 1000).Select(i => $"4670100{i:0000}")]);
        await Parallel.ForAsync(0, 40, TestContext.Current.CancellationToken, async (i, _) => await Sinch.SendAsync(text.With("client_reference", $"ref-{i}")));
        Assert.Equal(40_000, Host.World.Sends.Count());
        Assert.Equal(40_000, Host.World.Sends.DistinctBy(entry => (entry.ClientReference, entry.Recipient)).Count());
    }

    [Fact]
    public async Task A_phone_s_texts_can_be_read_by_its_number()
    {
        var batch = await Sinch.SendAsync(Requests.Text(Ann).With("from", "Acme"));
        LetArrive();
        foreach (var number in new[] { Ann, $"+{Ann}", $"00{Ann}" })
        {
            Assert.Equal(
                $$"""[{"number":"{{Ann}}","from":"Acme","body":"Hello","at":"2026-11-23T08:00:01.323000Z","batch_id":"{{batch.Id}}","service_plan_id":"sandbox-us","flash":false,"type":"mt_text"}]""",
                (await Host.Backstage.AskAsync("GET", $"handset/{number}")).Text);
        }
        Assert.Equal("[]", (await Host.Backstage.AskAsync("GET", "handset/46700000000")).Text);
    }

    [Fact]
    public async Task A_new_plan_works_at_once_and_keeps_what_a_change_does_not_name()
    {
        await Host.ControlAsync("plans", new { service_plan_id = "mine", region = "ca", token = "secret", rate = 5 });
        var changed = await Host.ControlAsync("plans", new { service_plan_id = "mine", daily_limit = 7 });
        Assert.Equal(("ca", 5, 7), (changed.GetProperty("region").GetString(), changed.GetProperty("rate").GetInt32(), changed.GetProperty("daily_limit").GetInt32()));
        Assert.Equal(200, (await Host.Sinch("ca", "mine", "secret").AskAsync("GET", "batches")).Status);
        Assert.Equal(6, Host.World.Plans.Count);
    }

    [Theory]
    [InlineData("plans", """{"region":"us"}""")]
    [InlineData("plans", """{"service_plan_id":"a b"}""")]
    [InlineData("plans", """{"service_plan_id":"a","region":"mars"}""")]
    [InlineData("plans", """{"service_plan_id":"a","rate":-1}""")]
    [InlineData("plans", """{"service_plan_id":"a","speed":1}""")]
    [InlineData("clock", """{}""")]
    [InlineData("callbacks", """{"blocked":"yes"}""")]
    [InlineData("inbounds", """{"service_plan_id":"sandbox-us","from":"46701234567","to":"12345"}""")]
    [InlineData("inbounds", """{"service_plan_id":"nobody","from":"46701234567","to":"12345","body":"x"}""")]
    public async Task A_string_pulled_wrongly_says_so(string what, string body)
    {
        var reply = await Host.Backstage.AskAsync("POST", $"control/{what}", body);
        Assert.Equal(400, reply.Status);
        Assert.NotEqual("", reply.Json.GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_reset_forgets_everything_but_the_five_plans()
    {
        await Host.ControlAsync("plans", new { service_plan_id = "mine", token = "secret" });
        var batch = await Sinch.SendAsync();
        await Host.Backstage.AskAsync("POST", "control/reset", "{}");
        LetArrive();
        Assert.Equal(5, Host.World.Plans.Count);
        Assert.Empty(Host.World.Sends);
        Assert.Empty(Host.World.Texts());
        Assert.Equal(404, (await Sinch.AskAsync("GET", $"batches/{batch.Id}")).Status);
        await Sinch.SendAsync();
        LetArrive();
        Assert.Single(Host.World.Texts());
    }

    [Fact]
    public async Task Inbound_texts_are_listed_newest_first_and_filtered()
    {
        foreach (var (to, body) in new[] { ("12345", "one"), ("54321", "two"), ("12345", "three") })
        {
            await Host.ControlAsync("inbounds", new { service_plan_id = "sandbox-us", from = Ann, to, body, client_reference = body });
            Clock.Advance(TimeSpan.FromSeconds(1));
        }
        await Host.ControlAsync("inbounds", new { service_plan_id = "sandbox-us", type = "mo_binary", from = Ann, to = "777", body = "AwE=", udh = "00010203" });
        await Expect("AwE=,three,two,one", "");
        await Expect("three,one", "to=12345");
        await Expect("AwE=,two", "to=54321,777");
        await Expect("two", "client_reference=two");
        await Expect("one", "end_date=2026-11-23T08:00:01Z");
        await Expect("three", "page=1&page_size=1");
        Assert.Equal(404, (await Sinch.AskAsync("GET", "inbounds/nope")).Status);
        Clock.Advance(TimeSpan.FromHours(25));
        await Expect("", "");
        await Expect("AwE=,three,two,one", "start_date=2026-11-23");

        async Task Expect(string bodies, string query)
        {
            var inbounds = (await Sinch.AskAsync("GET", $"inbounds?{query}")).Json.GetProperty("inbounds").EnumerateArray();
            Assert.Equal(bodies, string.Join(',', inbounds.Select(inbound => inbound.GetProperty("body").GetString())));
        }
    }

    [Fact]
    public async Task A_host_may_close_the_doors_of_the_stage_and_of_its_servers()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.Services.AddSandbox();
        await using var app = builder.Build();
        app.MapSandbox("/sandbox", http => http.Request.Headers.ContainsKey("X-Staff"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        foreach (var path in new[] { "ledger", "handset", $"handset/{Ann}", "magic-numbers", "control/plans" })
            Assert.Equal(403, (await client.AskAsync("GET", $"/sandbox/{path}")).Status);
        foreach (var path in new[] { "plans", "clock", "callbacks", "inbounds", "reset" })
            Assert.Equal(403, (await client.AskAsync("POST", $"/sandbox/control/{path}", "{}")).Status);
        // Their tokens are known to everybody, and both post wherever they are told.
        foreach (var path in new[] { "sinch/us/xms/v1/sandbox-us/batches", "odoo/18/web/login" })
            Assert.Equal(403, (await client.AskAsync("GET", $"/sandbox/{path}")).Status);
        client.DefaultRequestHeaders.Add("X-Staff", "yes");
        Assert.Equal(401, (await client.AskAsync("GET", "/sandbox/sinch/us/xms/v1/sandbox-us/batches")).Status);
        Assert.Equal(200, (await client.AskAsync("GET", "/sandbox/ledger")).Status);
        using var form = new FormUrlEncodedContent([]);
        using var posted = await client.PostAsync("/sandbox/control/reset", form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, posted.StatusCode);
    }
}
