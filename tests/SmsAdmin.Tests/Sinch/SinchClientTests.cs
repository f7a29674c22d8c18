using System.Text.Json.Nodes;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Sinch;

public sealed class SinchClientTests
{
    private static readonly SendBatch Hello = new() { To = ["987654321", "123456789"], From = "12345", Body = "hello" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_goes_out_as_sinch_expects_it_and_comes_back_whole()
    {
        await using var server = await ScriptedServer.StartAsync(201, SinchWindow.Fixture("xms-php/CreateTextBatch.responseBody.json"));
        await using var window = new SinchWindow();

        var result = await window.Client.SendAsync(SinchWindow.At(server.Root + "/sandbox/sinch/us/"), Hello, Ct);

        var batch = Assert.IsType<SinchResult<Batch>.Answered>(result).Value;
        Assert.Equal("5Z8QsIRsk86f-jHB", batch.Id);
        Assert.Equal(["987654321", "123456789"], batch.To);
        Assert.Equal("hello", batch.Body?.Text);
        Assert.Equal(SinchWindow.Utc("2016-12-17T08:15:29.969Z"), batch.ExpireAt);
        Assert.False(batch.Canceled);
        var request = server.Only;
        Assert.Equal("POST", request.Method);
        Assert.Equal("/sandbox/sinch/us/xms/v1/4f1c2d3e/batches", request.PathAndQuery);
        Assert.Equal("Bearer a-token-of-this-test", request.Headers.Authorization);
        Assert.Equal("application/json", request.Headers.ContentType);
        SameJson(SinchWindow.Fixture("xms-php/CreateTextBatch.expectedRequestBody.json"), request.Body);
    }

    [Fact]
    public async Task The_exchange_tells_the_whole_call_but_never_the_token()
    {
        await using var server = await ScriptedServer.StartAsync(async (context, _) =>
        {
            context.Response.Headers["X-Request-Id"] = "r-1";
            context.Response.Headers["Set-Cookie"] = "a=b";
            await ScriptedServer.WriteAsync(context, 403, """{"code":"blocked_account","text":"no credit"}""");
        });
        await using var window = new SinchWindow();

        var result = await window.Client.SendAsync(SinchWindow.At(server.Root), Hello, Ct);

        var refused = Assert.IsType<SinchResult<Batch>.Refused>(result);
        Assert.Equal((403, "blocked_account", "no credit"), (refused.HttpStatus, refused.Error.Code, refused.Error.Text));
        Assert.False(refused.LeavesOutcomeOpen);
        var exchange = refused.Exchange;
        Assert.Equal(("POST", "/xms/v1/4f1c2d3e/batches", 403), (exchange.Method, exchange.Path, exchange.Status));
        Assert.Equal(server.Only.Body, exchange.RequestText);
        Assert.Equal("""{"code":"blocked_account","text":"no credit"}""", exchange.ResponseText);
        Assert.Equal("r-1", exchange.Header("x-request-id"));
        Assert.NotNull(exchange.SinchTime);
        Assert.Null(exchange.Header("Set-Cookie"));
        Assert.True(exchange.Duration > TimeSpan.Zero);
        var everything = System.Text.Json.JsonSerializer.Serialize(exchange) + exchange + refused + SinchWindow.At(server.Root);
        Assert.DoesNotContain(SinchWindow.Token, everything, StringComparison.Ordinal);
        Assert.DoesNotContain("987654321", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_field_of_a_batch_has_its_name_on_the_wire_and_text_needs_no_escapes()
    {
        await using var server = await ScriptedServer.StartAsync(201, """{"id":"1"}""");
        await using var window = new SinchWindow();
        var batch = new SendBatch
        {
            To = ["+46701234567"],
            From = "Acme",
            Body = "Grüße + <你好> 👋",
            Parameters = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["Name"] = new Dictionary<string, string> { ["+46701234567"] = "Anna", ["default"] = "you" } },
            DeliveryReport = ReportMode.PerRecipientFinal,
            SendAt = new DateTimeOffset(2024, 6, 6, 11, 25, 0, TimeSpan.FromHours(2)),
            ExpireAt = new DateTimeOffset(2024, 6, 9, 9, 25, 0, 5, TimeSpan.Zero),
            CallbackUrl = "https://example.com/hook",
            ClientReference = "ref",
            FeedbackEnabled = true,
            FlashMessage = false,
            TruncateConcat = true,
            MaxNumberOfMessageParts = 3,
            FromTon = 5,
            FromNpi = 0,
        };

        await window.Client.SendAsync(SinchWindow.At(server.Root), batch, Ct);

        SameJson(
            """
            {"type":"mt_text","to":["+46701234567"],"from":"Acme","body":"Grüße + <你好> 👋",
             "parameters":{"Name":{"+46701234567":"Anna","default":"you"}},"delivery_report":"per_recipient_final",
             "send_at":"2024-06-06T09:25:00.000Z","expire_at":"2024-06-09T09:25:00.005Z","callback_url":"https://example.com/hook",
             "client_reference":"ref","feedback_enabled":true,"flash_message":false,"truncate_concat":true,
             "max_number_of_message_parts":3,"from_ton":5,"from_npi":0}
            """,
            server.Only.Body);
        Assert.Contains("Grüße + <你好>", server.Only.Body, StringComparison.Ordinal);
        Assert.Contains("\"+46701234567\"", server.Only.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_leaves_clears_and_sets()
    {
        await using var server = await ScriptedServer.StartAsync(200, SinchWindow.Fixture("xms-php/UpdateTextBatch.responseBody.json"));
        await using var window = new SinchWindow();
        var endpoint = SinchWindow.At(server.Root);

        await window.Client.UpdateBatchAsync(endpoint, "!-@#$%^&*", new UpdateBatch { Body = new MessageBody("hello"), SendAt = Change.Clear }, Ct);
        await window.Client.UpdateBatchAsync(
            endpoint, "1", new UpdateBatch { SendAt = SinchWindow.Utc("2024-06-06T09:25"), FlashMessage = false, MaxNumberOfMessageParts = 2, ToAdd = ["1"] }, Ct);

        var requests = server.Requests.ToArray();
        Assert.Equal("/xms/v1/4f1c2d3e/batches/%21-%40%23%24%25%5E%26%2A", requests[0].PathAndQuery);
        SameJson(SinchWindow.Fixture("xms-php/UpdateTextBatch.expectedRequestBody.json"), requests[0].Body);
        SameJson(
            """{"type":"mt_text","to_add":["1"],"send_at":"2024-06-06T09:25:00.000Z","flash_message":false,"max_number_of_message_parts":2}""",
            requests[1].Body);
    }

    [Fact]
    public async Task A_media_batch_has_an_object_for_its_body()
    {
        await using var server = await ScriptedServer.StartAsync(201, """{"id":"1","body":{"url":"https://example.com/a.png","message":"m"}}""");
        await using var window = new SinchWindow();
        var batch = new SendBatch { Type = BatchType.Media, To = ["1"], Body = new MediaBody { Url = "https://example.com/a.png" }, StrictValidation = true };

        var result = await window.Client.SendAsync(SinchWindow.At(server.Root), batch, Ct);

        Assert.Equal("m", Assert.IsType<SinchResult<Batch>.Answered>(result).Value.Body?.Media?.Message);
        SameJson("""{"type":"mt_media","to":["1"],"body":{"url":"https://example.com/a.png"},"strict_validation":true}""", server.Only.Body);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var server = await ScriptedServer.StartAsync((context, _) =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });
        await using var window = new SinchWindow();

        var result = await window.Client.SendAsync(SinchWindow.At(server.Root), Hello, Ct);

        var refused = Assert.IsType<SinchResult<Batch>.Refused>(result);
        Assert.Equal((307, "/elsewhere"), (refused.HttpStatus, refused.Exchange.Header("Location")));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("<html>welcome to the hotel's network</html>")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"id":null}""")]
    public async Task A_2xx_that_is_no_batch_is_not_understood_and_leaves_the_outcome_open(string body)
    {
        await using var server = await ScriptedServer.StartAsync(201, body);
        await using var window = new SinchWindow();

        var result = await window.Client.SendAsync(SinchWindow.At(server.Root), Hello, Ct);

        Assert.IsType<SinchResult<Batch>.NotUnderstood>(result);
        Assert.True(result.LeavesOutcomeOpen);
        Assert.Equal(body, result.Exchange.ResponseText);
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(404, false)]
    [InlineData(408, true)]
    [InlineData(415, false)]
    [InlineData(429, false)]
    [InlineData(500, true)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    [InlineData(504, true)]
    public async Task A_refusal_without_a_body_keeps_its_status(int status, bool open)
    {
        await using var server = await ScriptedServer.StartAsync(status);
        await using var window = new SinchWindow();

        var refused = Assert.IsType<SinchResult<Batch>.Refused>(await window.Client.SendAsync(SinchWindow.At(server.Root), Hello, Ct));

        Assert.Equal((status, ErrorShape.Empty, open), (refused.HttpStatus, refused.Error.Shape, refused.LeavesOutcomeOpen));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_huge_answer_is_kept_to_its_bound()
    {
        await using var server = await ScriptedServer.StartAsync(502, new string('x', 3_000_000), "text/plain");
        await using var window = new SinchWindow();

        var refused = Assert.IsType<SinchResult<Batch>.Refused>(await window.Client.SendAsync(SinchWindow.At(server.Root), Hello, Ct));

        Assert.True(refused.Exchange.IsResponseCut);
        Assert.Equal(Exchange.KeptBytes, refused.Exchange.ResponseBody.Length);
        Assert.Equal(Exchange.KeptBytes, refused.Error.Raw.Length);
    }

    [Fact]
    public async Task A_long_list_is_understood_though_only_its_head_is_kept()
    {
        var members = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"{46_700_000_000 + i}\""));
        await using var server = await ScriptedServer.StartAsync(200, $"[{members}]");
        await using var window = new SinchWindow();

        var result = await window.Client.ListMembersAsync(SinchWindow.At(server.Root), "g", Ct);

        Assert.Equal(10_000, Assert.IsType<SinchResult<IReadOnlyList<string>>.Answered>(result).Value.Count);
        Assert.True(result.Exchange.IsResponseCut);
        Assert.Equal(Exchange.KeptBytes, result.Exchange.ResponseBody.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("..")]
    public async Task An_id_that_would_name_another_resource_never_leaves(string id)
    {
        await using var window = new SinchWindow();

        await Assert.ThrowsAsync<ArgumentException>(() => window.Client.CancelBatchAsync(SinchWindow.At("http://127.0.0.1:9"), id, Ct));
    }

    private static void SameJson(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), actual);
}
