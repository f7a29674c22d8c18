using System.Net.Http.Json;
using PhoneNumbers;
using SmsAdmin.Sandbox.Sinch.Delivery;
using SmsAdmin.Sandbox.Sinch.Magic;

namespace SmsAdmin.Tests.Sandbox;

public sealed class MagicNumberTests : SandboxTest
{
    [Fact]
    public void Every_magic_number_is_valid_and_stands_once()
    {
        var phones = PhoneNumberUtil.GetInstance();
        Assert.All(MagicNumbers.All, magic => Assert.True(phones.IsValidNumber(phones.Parse(magic.Number, null)), magic.Number));
        Assert.Distinct(MagicNumbers.All.Select(magic => magic.Number));
        Assert.All(MagicNumbers.All, magic => Assert.True(magic.Fate is null != magic.Fault is null, magic.Number));
    }

    [Fact]
    public void Every_code_of_the_contract_and_every_final_status_has_its_number()
    {
        var fates = MagicNumbers.All.Select(magic => magic.Fate).OfType<Fate>().ToList();
        Assert.Equal(Enumerable.Range(402, 17), DeliveryCodes.Rest.Select(code => code.Code).Except([400, 401]));
        Assert.Equal(137, DeliveryCodes.Network.Count);
        foreach (var code in DeliveryCodes.Rest.Concat(DeliveryCodes.Network).Where(code => code.Code is not (400 or 401)))
            Assert.Contains(fates, fate => fate.Code == code.Code);
        foreach (var status in Enum.GetValues<DeliveryStatus>().Where(status => status.IsFinal()))
            Assert.Contains(fates, fate => fate.Status == status);
    }

    [Fact]
    public async Task Every_ending_is_reached()
    {
        await Host.ControlAsync("plans", new { service_plan_id = "sandbox-us", rate = 0 });
        var endings = MagicNumbers.All.Where(magic => magic.Fate is { Course: Course.Usual }).ToList();
        var batch = await Sinch.SendAsync(Requests.Text([.. endings.Select(magic => magic.Number)]));
        LetArrive();
        var report = await Sinch.AskAsync("GET", $"batches/{batch.Id}/delivery_report?type=full");
        var reached = report.Json.GetProperty("statuses").EnumerateArray()
            .SelectMany(group => group.GetProperty("recipients").EnumerateArray().Select(recipient => (Recipient: recipient.GetString()!,
                Outcome: $"{group.GetProperty("status").GetString()} {group.GetProperty("code").GetInt32()}")))
            .ToDictionary(end => $"+{end.Recipient}", end => end.Outcome);
        Assert.Equal(endings.Count, reached.Count);
        Assert.All(endings, magic => Assert.Equal($"{magic.Fate!.Status} {magic.Fate.Code}", reached[magic.Number]));
        Assert.Equal("Aborted 412", reached["+12015550112"]);
        Assert.Equal("Failed 150", reached["+12035551150"]);
    }

    [Fact]
    public async Task Every_HTTP_fault_is_answered_as_often_as_its_number_says()
    {
        foreach (var magic in MagicNumbers.All.Where(magic => magic.Fault is { Answer: not null }))
        {
            var fault = magic.Fault!;
            var text = Requests.Text(magic.Number).With("client_reference", magic.Number);
            for (var i = 1; i <= 3; i++)
            {
                var reply = await Sinch.AskAsync("POST", "batches", text);
                var struck = i <= fault.Times;
                Assert.True(reply.Status == (struck ? fault.Answer!.Status : 201), $"{magic.Number} try {i}: {reply.Status}");
                if (struck)
                    Assert.Equal(System.Text.Encoding.UTF8.GetString(fault.Answer!.Body.Span), reply.Text);
            }
            var accepted = Host.World.Sends.Count(entry => entry.ClientReference == magic.Number);
            Assert.Equal(fault.Accepts ? 3 : 3 - Math.Min(3, fault.Times), accepted);
        }
    }

    [Theory]
    [InlineData("+12075554002", 400, "syntax_invalid_parameter_format")]
    [InlineData("+12075554034", 403, "illegal_number_type")]
    [InlineData("+12065550401", 401, null)]
    [InlineData("+12065550503", 503, null)]
    public async Task An_error_can_be_chosen(string number, int status, string? code)
    {
        var reply = await Sinch.AskAsync("POST", "batches", Requests.Text(number));
        Assert.Equal((status, code), (reply.Status, reply.Text.Length == 0 ? null : reply.Code));
        Assert.Equal(200, (await Sinch.AskAsync("POST", "batches/dry_run", Requests.Text(number))).Status);
    }

    [Theory]
    [InlineData("+12065550429", null)]
    [InlineData("+12065553429", "5")]
    [InlineData("+12065554429", "2")]
    public async Task A_429_says_when_to_come_back_or_does_not(string number, string? retryAfter)
    {
        var reply = await Sinch.AskAsync("POST", "batches", Requests.Text(number));
        Assert.Equal((429, retryAfter), (reply.Status, reply.Headers.RetryAfter?.ToString()));
    }

    [Fact]
    public async Task Once_counts_the_tries_of_one_reference_on_one_plan()
    {
        var text = Requests.Text("+12065551500");
        Assert.Equal(500, (await Sinch.AskAsync("POST", "batches", text.With("client_reference", "a"))).Status);
        Assert.Equal(500, (await Sinch.AskAsync("POST", "batches", text.With("client_reference", "b"))).Status);
        Assert.Equal(500, (await Host.Sinch("eu").AskAsync("POST", "batches", text.With("client_reference", "a"))).Status);
        Assert.Equal(201, (await Sinch.AskAsync("POST", "batches", text.With("client_reference", "a"))).Status);
    }

    [Theory]
    [InlineData("+12085550005", 0, 0)]
    [InlineData("+12085550006", 1, 2)]
    [InlineData("+12085551005", 0, 1)]
    [InlineData("+12085551006", 1, 2)]
    public async Task A_reset_connection_leaves_open_whether_it_was_accepted(string number, int first, int second)
    {
        using var content = JsonContent.Create(Requests.Text(number));
        await Assert.ThrowsAsync<HttpRequestException>(() => Sinch.PostAsync("batches", content, TestContext.Current.CancellationToken));
        Assert.Equal(first, Host.World.Sends.Count());
        if (number[8] == '0')
            await Assert.ThrowsAsync<HttpRequestException>(() => Sinch.PostAsync("batches", content, TestContext.Current.CancellationToken));
        else
            await Sinch.SendAsync(Requests.Text(number));
        Assert.Equal(second, Host.World.Sends.Count());
    }

    [Theory]
    [InlineData("+12085550002", 0, 0)]
    [InlineData("+12085550003", 1, 1)]
    [InlineData("+12085550004", 0, 1)]
    public async Task A_send_without_an_answer_is_accepted_never_before_or_after_the_caller_left(string number, int before, int after)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var content = JsonContent.Create(Requests.Text(number));
        var sending = Sinch.PostAsync("batches", content, patience.Token);
        await UntilAsync(async () => (await Host.Backstage.AskAsync("GET", "ledger")).Json.GetProperty("requests").GetArrayLength() == 1);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await UntilAsync(() => Task.FromResult(Host.World.Sends.Count() == before));
        Assert.False(sending.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        await UntilAsync(async () =>
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Host.Backstage.AskAsync("GET", "ledger");
            return Host.World.Sends.Count() == after;
        });
    }

    [Fact]
    public async Task A_slow_answer_is_a_201_after_five_seconds()
    {
        var sending = Sinch.AskAsync("POST", "batches", Requests.Text("+12085550001"));
        await UntilAsync(async () => (await Host.Backstage.AskAsync("GET", "ledger")).Json.GetProperty("requests").GetArrayLength() == 1);
        Assert.False(sending.IsCompleted);
        await UntilAsync(async () =>
        {
            Clock.Advance(TimeSpan.FromSeconds(5));
            await Host.Backstage.AskAsync("GET", "ledger");
            return sending.IsCompleted;
        });
        Assert.Equal(201, (await sending).Status);
    }

    [Fact]
    public async Task The_table_can_be_read_over_HTTP()
    {
        var reply = await Host.Backstage.AskAsync("GET", "magic-numbers");
        Assert.Equal(MagicNumbers.All.Count, reply.Json.GetArrayLength());
        Assert.Equal("""{"number":"+12015550100","outcome":"Delivered","description":"The usual course: Queued, Dispatched, Delivered.","group":"Normal"}""",
            reply.Json[0].GetRawText());
    }
}
