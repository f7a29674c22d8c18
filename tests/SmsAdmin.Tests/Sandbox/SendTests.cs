namespace SmsAdmin.Tests.Sandbox;

public sealed class SendTests : SandboxTest
{
    [Fact]
    public async Task A_send_answers_201_and_the_batch_in_the_contract_s_shape()
    {
        var reply = await Sinch.SendAsync(
            """
            {"body":"SMS body message","to":["+12017777777"],"from":"+12015555555","send_at":"2026-11-24T09:25:00Z",
             "callback_url":"http://127.0.0.1:1/x","delivery_report":"full","feedback_enabled":true,"unknown":1}
            """);
        var batch = reply.Json;
        Assert.Equal("application/json", reply.ContentHeaders.ContentType!.MediaType);
        Assert.Equal(26, reply.Id.Length);
        Assert.Equal("""["12017777777"]""", batch.GetProperty("to").GetRawText());
        Assert.Equal("12015555555", batch.GetProperty("from").GetString());
        Assert.False(batch.GetProperty("canceled").GetBoolean());
        Assert.Equal("SMS body message", batch.GetProperty("body").GetString());
        Assert.Equal("mt_text", batch.GetProperty("type").GetString());
        Assert.Equal("2026-11-23T08:00:00.123Z", batch.GetProperty("created_at").GetString());
        Assert.Equal("2026-11-23T08:00:00.123Z", batch.GetProperty("modified_at").GetString());
        Assert.Equal("full", batch.GetProperty("delivery_report").GetString());
        Assert.Equal("2026-11-24T09:25:00Z", batch.GetProperty("send_at").GetString());
        Assert.Equal("2026-11-27T09:25:00Z", batch.GetProperty("expire_at").GetString());
        Assert.True(batch.GetProperty("feedback_enabled").GetBoolean());
        Assert.False(batch.GetProperty("flash_message").GetBoolean());
        foreach (var absent in new[] { "status", "client_reference", "udh", "parameters", "unknown" })
            Assert.False(batch.TryGetProperty(absent, out _), absent);
    }

    [Fact]
    public async Task The_published_sample_requests_are_accepted_and_their_fields_come_back()
    {
        foreach (var name in new[] { "CreateTextBatch", "CreateBinaryBatch" })
        {
            var sent = JsonFixture($"xms-php/{name}.expectedRequestBody.json");
            var expected = JsonFixture($"xms-php/{name}.responseBody.json");
            var reply = await Sinch.SendAsync(sent.GetRawText());
            foreach (var field in expected.EnumerateObject())
            {
                Assert.True(reply.Json.TryGetProperty(field.Name, out var value), field.Name);
                if (!field.Name.EndsWith("_at", StringComparison.Ordinal) && field.Name != "id")
                    Assert.Equal(field.Value.GetRawText().Replace(" ", "").Replace("\n", ""), value.GetRawText());
            }
            Assert.Equal("2026-11-26T08:00:00.123Z", reply.Json.GetProperty("expire_at").GetString());
        }
    }

    [Theory]
    [InlineData("+46 70-123 45 67")]
    [InlineData("46701234567")]
    [InlineData("0046701234567")]
    [InlineData("+46 (70) 1234567")]
    public async Task Numbers_come_back_as_digits_only(string written)
    {
        var reply = await Sinch.SendAsync(Requests.Text(written));
        Assert.Equal("""["46701234567"]""", reply.Json.GetProperty("to").GetRawText());
    }

    [Fact]
    public async Task A_number_that_stands_twice_gets_one_message()
    {
        var reply = await Sinch.SendAsync(Requests.Text("+46701234567", "0046701234567", "46701234568"));
        LetArrive();
        Assert.Equal("""["46701234567","46701234568"]""", reply.Json.GetProperty("to").GetRawText());
        Assert.Single(Host.World.Texts("46701234567"));
    }

    [Fact]
    public async Task Parameter_keys_come_back_as_they_were_sent_and_the_texts_are_filled()
    {
        var reply = await Sinch.SendAsync(Requests.Text("+46701234567", "+46701234568").With("body", "Hi ${name}!")
            .With("parameters", new { name = new Dictionary<string, string> { ["+46701234567"] = "Ann", ["default"] = "friend" } }));
        LetArrive();
        Assert.Equal("""{"name":{"+46701234567":"Ann","default":"friend"}}""", reply.Json.GetProperty("parameters").GetRawText());
        Assert.Equal("Hi Ann!", Assert.Single(Host.World.Texts("+46701234567")).Body);
        Assert.Equal("Hi friend!", Assert.Single(Host.World.Texts("+46701234568")).Body);
    }

    public static TheoryData<string, string, string?> Refusals { get; } = new()
    {
        { """{"from":"12345","body":"x"}""", "syntax_constraint_violation", "to" },
        { """{"to":[],"from":"12345","body":"x"}""", "syntax_constraint_violation", "to" },
        { """{"to":"46701234567","from":"12345","body":"x"}""", "syntax_invalid_json", "to" },
        { """{"to":[46701234567],"from":"12345","body":"x"}""", "syntax_invalid_json", "to" },
        { """{"to":["foo"],"from":"12345","body":"x"}""", "syntax_invalid_parameter_format", "'foo' is not a valid identifier" },
        { """{"to":["0701234567"],"from":"12345","body":"x"}""", "syntax_invalid_parameter_format", "0701234567" },
        { """{"to":["46701234567","oops"],"from":"12345","body":"x"}""", "syntax_invalid_parameter_format", "oops" },
        { """{"to":["46701234567"],"body":"x"}""", "syntax_constraint_violation", "from" },
        { """{"to":["46701234567"],"from":"TwelveLetter","body":"x"}""", "syntax_invalid_parameter_format", "TwelveLetter" },
        { """{"to":["46701234567"],"from":"","body":"x"}""", "syntax_invalid_parameter_format", "originator" },
        { """{"to":["46701234567"],"from":"Ünï©ode","body":"x"}""", "syntax_invalid_parameter_format", null },
        { """{"to":["46701234567"],"from":"12345"}""", "syntax_constraint_violation", "body" },
        { """{"to":["46701234567"],"from":"12345","body":7}""", "syntax_invalid_json", "body" },
        { """{"to":["46701234567"],"from":"12345","body":"x","type":"XXX"}""", "syntax_invalid_parameter_format", "XXX" },
        { """{"to":["46701234567"],"from":"12345","body":"x","delivery_report":"all"}""", "syntax_invalid_parameter_format", "all" },
        { """{"to":["46701234567"],"from":"12345","body":"x","send_at":"tomorrow"}""", "syntax_invalid_parameter_format", "tomorrow" },
        { """{"to":["46701234567"],"from":"12345","body":"x","expire_at":"2026-11-23T07:59:00Z"}""", "syntax_constraint_violation", "expire_at" },
        { """{"to":["46701234567"],"from":"12345","body":"x","expire_at":"2026-11-26T08:01Z"}""", "syntax_constraint_violation", "3 days" },
        { """{"to":["46701234567"],"from":"12345","body":"x","send_at":"2026-11-24T08:00Z","expire_at":"2026-11-24T08:00Z"}""", "syntax_constraint_violation", "send_at" },
        { """{"to":["46701234567"],"from":"12345","body":"x","callback_url":"nowhere"}""", "syntax_invalid_parameter_format", "nowhere" },
        { """{"to":["46701234567"],"from":"12345","body":"x","callback_url":"ftp://example.com/"}""", "syntax_invalid_parameter_format", "ftp" },
        { """{"to":["46701234567"],"from":"12345","body":"x","feedback_enabled":"yes"}""", "syntax_invalid_json", "feedback_enabled" },
        { """{"to":["46701234567"],"from":"12345","body":"x","max_number_of_message_parts":0}""", "syntax_constraint_violation", null },
        { """{"to":["46701234567"],"from":"12345","body":"x","from_ton":7}""", "syntax_constraint_violation", "from_ton" },
        { """{"to":["46701234567"],"from":"12345","body":"x","from_npi":19}""", "syntax_constraint_violation", "from_npi" },
        { """{"to":["46701234567"],"from":"12345","body":"x","parameters":{"a b":{"default":"x"}}}""", "syntax_invalid_parameter_format", "a b" },
        { """{"to":["46701234567"],"from":"12345","body":"x","parameters":{"seventeenletters_":{"default":"x"}}}""", "syntax_invalid_parameter_format", null },
        { """{"to":["46701234567"],"from":"12345","body":"x","parameters":{"a":{"foo":"x"}}}""", "syntax_invalid_parameter_format", "foo" },
        { """{"to":["46701234567"],"from":"12345","body":"x","parameters":{"a":"x"}}""", "syntax_invalid_json", "'a'" },
        { """{"to":["46701234567"],"from":"12345","body":"x","parameters":{"a":{"default":1}}}""", "syntax_invalid_json", null },
        { """{"to":["46701234567"],"from":"12345","type":"mt_binary","body":"AAEC"}""", "syntax_constraint_violation", "udh" },
        { """{"to":["46701234567"],"from":"12345","type":"mt_binary","udh":"ff","body":"not base64"}""", "syntax_invalid_parameter_format", "Base64" },
        { """{"to":["46701234567"],"from":"12345","type":"mt_binary","udh":"fg","body":"AAEC"}""", "syntax_invalid_parameter_format", "fg" },
        { """{"to":["46701234567"],"from":"12345","type":"mt_binary","udh":"ff","body":"AAEC","parameters":{"a":{"default":"x"}}}""", "syntax_constraint_violation", "parameters" },
        { """{"to":["46701234567"],"from":"12345","type":"mt_media","body":{"message":"only text"}}""", "syntax_constraint_violation", "url" },
        { """{"to":["46701234567"],"from":"12345","type":"mt_media","body":"text"}""", "syntax_invalid_json", "body" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_is_wrong_with_a_request_is_named_and_nothing_is_accepted(string body, string code, string? named)
    {
        foreach (var path in new[] { "batches", "batches/dry_run" })
        {
            var reply = await Sinch.AskAsync("POST", path, body);
            Assert.Equal((400, code), (reply.Status, reply.Code));
            Assert.Contains(named ?? "", reply.Json.GetProperty("text").GetString());
        }
        Assert.Empty(Host.World.Sends);
    }

    [Fact]
    public async Task Limits_hold_at_their_borders()
    {
        string[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => $"4670{i:0000000}")];
        var text = Requests.Text("46701234567");
        await Expect(201, Requests.Text(Numbers(1000)));
        await Expect(400, Requests.Text(Numbers(1001)));
        await Expect(201, text.With("body", new string('a', 2000)));
        await Expect(400, text.With("body", new string('a', 2001)));
        await Expect(201, text.With("body", ""));
        await Expect(201, text.With("from", "ElevenChars"));
        await Expect(201, text.With("client_reference", new string('r', 2048)));
        await Expect(400, text.With("client_reference", new string('r', 2049)));
        await Expect(201, text.With("callback_url", "http://a/".PadRight(2048, 'b')));
        await Expect(400, text.With("callback_url", "http://a/".PadRight(2049, 'b')));
        await Expect(201, text.With("parameters", new { a = new { @default = new string('v', 160) } }));
        await Expect(400, text.With("parameters", new { a = new { @default = new string('v', 161) } }));
        await Expect(201, text.With("expire_at", "2026-11-26T08:00:00.123Z"));
        var binary = text.With("type", "mt_binary").With("udh", "050003");
        await Expect(201, binary.With("body", Convert.ToBase64String(new byte[137])));
        await Expect(400, binary.With("body", Convert.ToBase64String(new byte[138])));

        async Task Expect(int status, Dictionary<string, object?> body)
        {
            var reply = await Sinch.AskAsync("POST", "batches", body);
            Assert.True(status == reply.Status, $"{reply.Status} {reply.Text}");
        }
    }

    [Fact]
    public async Task A_report_without_any_callback_URL_a_blocked_account_and_an_unknown_group_get_403()
    {
        var noUrl = await Sinch.AskAsync("POST", "batches", Requests.Text("46701234567").With("delivery_report", "full"));
        Assert.Equal((403, "missing_callback_url"), (noUrl.Status, noUrl.Code));
        var group = await Sinch.AskAsync("POST", "batches", Requests.Text("01W4FFL35P4NC4K35SMSGROUP1"));
        Assert.Equal((403, "unknown_group"), (group.Status, group.Code));
        await Host.ControlAsync("plans", new { service_plan_id = "sandbox-us", blocked = true });
        var blocked = await Sinch.AskAsync("POST", "batches", Requests.Text("46701234567"));
        Assert.Equal((403, "blocked_account"), (blocked.Status, blocked.Code));
        Assert.Equal(200, (await Sinch.AskAsync("GET", "batches")).Status);
        Assert.Empty(Host.World.Sends);
    }

    [Fact]
    public async Task Media_goes_out_from_the_US_region_only_and_its_reports_are_of_mms()
    {
        var media = Requests.Text("46701234567").With("type", "mt_media").With("body", new { url = "https://example.com/a.png", message = "Look" });
        var reply = await Sinch.SendAsync(media);
        Assert.Equal("""{"url":"https://example.com/a.png","message":"Look"}""", reply.Json.GetProperty("body").GetRawText());
        var report = await Sinch.AskAsync("GET", $"batches/{reply.Id}/delivery_report");
        Assert.Equal("delivery_report_mms", report.Json.GetProperty("type").GetString());
        Assert.Equal(400, (await Host.Sinch("eu").AskAsync("POST", "batches", media)).Status);
    }

    private static System.Text.Json.JsonElement JsonFixture(string name) => System.Text.Json.JsonElement.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "sinch", name)));
}
