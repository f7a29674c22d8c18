namespace SmsAdmin.Tests.Sandbox;

public sealed class BatchTests : SandboxTest
{
    private const string Ann = "46701234567", Bob = "46701234568";

    [Fact]
    public async Task A_batch_can_be_shown_and_an_unknown_one_is_404()
    {
        var batch = await Sinch.SendAsync();
        Assert.Equal(batch.Text, (await Sinch.AskAsync("GET", $"batches/{batch.Id}")).Text);
        foreach (var (method, path) in new[] { ("GET", "batches/nope"), ("DELETE", "batches/nope"), ("GET", "batches/nope/delivery_report"), ("GET", $"batches/nope/delivery_report/{Ann}") })
            Assert.Equal((404, ""), ((await Sinch.AskAsync(method, path)).Status, (await Sinch.AskAsync(method, path)).Text));
        Assert.Equal(404, (await Sinch.AskAsync("POST", "batches/nope", new { body = "x" })).Status);
        Assert.Equal(404, (await Sinch.AskAsync("PUT", "batches/nope", Requests.Text(Ann))).Status);
    }

    [Fact]
    public async Task Pages_are_newest_first_and_page_size_is_what_the_page_holds()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Insert(0, (await Sinch.SendAsync()).Id);
            Clock.Advance(TimeSpan.FromSeconds(1));
        }
        foreach (var (page, size, expected) in new[] { (0, 2, ids[..2]), (1, 2, ids[2..4]), (2, 2, ids[4..]), (3, 2, []), (0, 100, ids) })
        {
            var json = (await Sinch.AskAsync("GET", $"batches?page={page}&page_size={size}")).Json;
            Assert.Equal(expected, json.GetProperty("batches").EnumerateArray().Select(batch => batch.GetProperty("id").GetString()!));
            Assert.Equal((5, page, expected.Count), (json.GetProperty("count").GetInt32(), json.GetProperty("page").GetInt32(), json.GetProperty("page_size").GetInt32()));
        }
    }

    [Theory]
    [InlineData("page=-1", "syntax_constraint_violation")]
    [InlineData("page_size=0", "syntax_constraint_violation")]
    [InlineData("page_size=101", "syntax_constraint_violation")]
    [InlineData("page=x", "syntax_invalid_parameter_format")]
    [InlineData("start_date=x", "syntax_invalid_parameter_format")]
    [InlineData("end_date=23.11.2026", "syntax_invalid_parameter_format")]
    public async Task A_bad_list_parameter_is_refused_by_every_list(string query, string code)
    {
        foreach (var list in new[] { "batches", "delivery_reports", "inbounds" })
        {
            var reply = await Sinch.AskAsync("GET", $"{list}?{query}");
            Assert.Equal((400, code), (reply.Status, reply.Code));
        }
    }

    [Fact]
    public async Task Batches_are_filtered_by_sender_reference_and_time()
    {
        await Sinch.SendAsync(Requests.Text(Ann).With("client_reference", "old"));
        Clock.Advance(TimeSpan.FromHours(25));
        await Sinch.SendAsync(Requests.Text(Ann).With("from", "+1 (201) 555-0100").With("client_reference", "a,b&c"));
        Clock.Advance(TimeSpan.FromHours(1));
        await Sinch.SendAsync(Requests.Text(Ann).With("from", "Acme").With("client_reference", "new"));
        await Expect(2, "");
        await Expect(3, "start_date=2026-11-23");
        await Expect(3, "start_date=2026-11-23T08:00:00.123Z");
        await Expect(2, "start_date=2026-11-23T08:00:00.124Z");
        await Expect(1, "end_date=2026-11-24T10:00%2B00:00");
        await Expect(2, "end_date=2026-11-24T11:00+01:00&start_date=2026-11-23");
        await Expect(1, "from=Acme");
        await Expect(2, "from=Acme%2C12015550100");
        await Expect(0, "client_reference=old");
        await Expect(1, "client_reference=old&start_date=2026-11-20");
        await Expect(1, "client_reference=a%2Cb%26c");
        await Expect(0, "client_reference=nobody");
        Clock.Advance(TimeSpan.FromDays(13));
        await Expect(2, "start_date=2026-11-01");

        async Task Expect(int count, string query) =>
            Assert.Equal(count, (await Sinch.AskAsync("GET", $"batches?{query}")).Json.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_null_clears()
    {
        var batch = await Sinch.SendAsync(Requests.Text(Ann).With("send_at", "2026-11-24T08:00Z").With("client_reference", "ref"));
        Clock.Advance(TimeSpan.FromSeconds(5));
        var updated = await Sinch.AskAsync("POST", $"batches/{batch.Id}",
            new { type = "mt_text", from = "+12016666666", to_add = new[] { $"+{Bob}" }, to_remove = new[] { Ann }, client_reference = (string?)null });
        Assert.Equal(200, updated.Status);
        Assert.Equal($"[\"{Bob}\"]", updated.Json.GetProperty("to").GetRawText());
        Assert.Equal("12016666666", updated.Json.GetProperty("from").GetString());
        Assert.Equal("Hello", updated.Json.GetProperty("body").GetString());
        Assert.False(updated.Json.TryGetProperty("client_reference", out _));
        Assert.Equal(batch.Json.GetProperty("created_at").GetString(), updated.Json.GetProperty("created_at").GetString());
        Assert.Equal("2026-11-23T08:00:05.123Z", updated.Json.GetProperty("modified_at").GetString());
        Assert.Equal(updated.Text, (await Sinch.AskAsync("GET", $"batches/{batch.Id}")).Text);
        Assert.Equal(0, (await Sinch.AskAsync("GET", "batches?client_reference=ref")).Json.GetProperty("count").GetInt32());
        var now = await Sinch.AskAsync("POST", $"batches/{batch.Id}", new { send_at = (string?)null });
        Assert.False(now.Json.TryGetProperty("send_at", out _));
        LetArrive();
        Assert.Single(Host.World.Texts(Bob));
        Assert.Empty(Host.World.Texts(Ann));
        Clock.Advance(TimeSpan.FromDays(2));
        Assert.Single(Host.World.Texts(Bob));
    }

    [Fact]
    public async Task An_update_keeps_the_rules_of_a_send()
    {
        var batch = await Sinch.SendAsync(Requests.Text(Ann).With("send_at", "2026-11-24T08:00Z"));
        foreach (var (body, status, code) in new[]
        {
            ("""{"to_remove":["46701234567"]}""", 400, "syntax_constraint_violation"),
            ("""{"to_add":[]}""", 400, "syntax_constraint_violation"),
            ("""{"to_add":["foo"]}""", 400, "syntax_invalid_parameter_format"),
            ("""{"type":"mt_binary"}""", 400, "syntax_invalid_parameter_format"),
            ("""{"body":null}""", 400, "syntax_constraint_violation"),
            ("""{"expire_at":"2026-11-24T07:00Z"}""", 400, "syntax_constraint_violation"),
            ("""{"delivery_report":"full"}""", 403, "missing_callback_url"),
            ("""{"to_add":["01W4FFL35P4NC4K35SMSGROUP1"]}""", 403, "unknown_group"),
        })
        {
            var reply = await Sinch.AskAsync("POST", $"batches/{batch.Id}", body);
            Assert.Equal((status, code), (reply.Status, reply.Code));
        }
        Assert.Equal(batch.Text, (await Sinch.AskAsync("GET", $"batches/{batch.Id}")).Text);
    }

    [Fact]
    public async Task A_replacement_keeps_id_and_creation_and_forgets_the_rest()
    {
        var batch = await Sinch.SendAsync(Requests.Text(Ann).With("send_at", "2026-11-24T08:00Z").With("callback_url", "http://127.0.0.1:1/x")
            .With("delivery_report", "full").With("client_reference", "ref"));
        Clock.Advance(TimeSpan.FromSeconds(5));
        var replaced = (await Sinch.AskAsync("PUT", $"batches/{batch.Id}", Requests.Text(Bob).With("body", "New"))).Json;
        Assert.Equal(batch.Id, replaced.GetProperty("id").GetString());
        Assert.Equal(batch.Json.GetProperty("created_at").GetString(), replaced.GetProperty("created_at").GetString());
        Assert.Equal("2026-11-23T08:00:05.123Z", replaced.GetProperty("modified_at").GetString());
        Assert.Equal("none", replaced.GetProperty("delivery_report").GetString());
        foreach (var gone in new[] { "send_at", "callback_url", "client_reference" })
            Assert.False(replaced.TryGetProperty(gone, out _), gone);
        LetArrive();
        Assert.Equal("New", Assert.Single(Host.World.Texts(Bob)).Body);
        Assert.Equal(400, (await Sinch.AskAsync("PUT", $"batches/{batch.Id}", new { body = "only" })).Status);
    }

    [Fact]
    public async Task What_has_left_can_neither_be_updated_nor_replaced()
    {
        var batch = await Sinch.SendAsync(Requests.Text(Ann));
        foreach (var (method, body) in new[] { ("POST", (object)new { body = "New" }), ("PUT", Requests.Text(Bob)) })
        {
            var reply = await Sinch.AskAsync(method, $"batches/{batch.Id}", body);
            Assert.Equal((403, "batch_already_dispatched"), (reply.Status, reply.Code));
        }
    }

    [Fact]
    public async Task A_cancelled_schedule_sends_nothing_and_its_report_is_empty()
    {
        var batch = await Sinch.SendAsync(Requests.Text(Ann).With("send_at", "2026-11-23T09:00Z"));
        var canceled = await Sinch.AskAsync("DELETE", $"batches/{batch.Id}");
        Assert.Equal((200, true), (canceled.Status, canceled.Json.GetProperty("canceled").GetBoolean()));
        Clock.Advance(TimeSpan.FromHours(2));
        Assert.Empty(Host.World.Texts());
        var report = (await Sinch.AskAsync("GET", $"batches/{batch.Id}/delivery_report")).Json;
        Assert.Equal((0, 0), (report.GetProperty("total_message_count").GetInt32(), report.GetProperty("statuses").GetArrayLength()));
        Assert.Equal("batch_already_dispatched", (await Sinch.AskAsync("POST", $"batches/{batch.Id}", new { body = "New" })).Code);
    }

    [Fact]
    public async Task A_cancel_stops_what_still_waits_and_changes_nothing_that_has_ended()
    {
        await Host.ControlAsync("plans", new { service_plan_id = "sandbox-us", rate = 0.1 });
        var batch = await Sinch.SendAsync(Requests.Text(Ann, Bob));
        LetArrive();
        await Sinch.AskAsync("DELETE", $"batches/{batch.Id}");
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(("Delivered", 0), await Sinch.StatusAsync(batch.Id, Ann));
        Assert.Equal(("Cancelled", 407), await Sinch.StatusAsync(batch.Id, Bob));
        Assert.Equal(200, (await Sinch.AskAsync("DELETE", $"batches/{batch.Id}")).Status);
        Assert.Equal(("Delivered", 0), await Sinch.StatusAsync(batch.Id, Ann));
    }

    [Fact]
    public async Task Reports_are_summed_by_status_and_code_and_can_be_filtered()
    {
        var batch = await Sinch.SendAsync(Requests.Text(Ann, Bob, "12035551015").With("client_reference", "ref"));
        LetArrive();
        var summary = (await Sinch.AskAsync("GET", $"batches/{batch.Id}/delivery_report")).Json;
        Assert.Equal("""[{"code":0,"count":2,"status":"Delivered"},{"code":15,"count":1,"status":"Failed"}]""", summary.GetProperty("statuses").GetRawText());
        Assert.Equal(("delivery_report_sms", batch.Id, "ref", 3), (summary.GetProperty("type").GetString(), summary.GetProperty("batch_id").GetString(),
            summary.GetProperty("client_reference").GetString(), summary.GetProperty("total_message_count").GetInt32()));
        var full = (await Sinch.AskAsync("GET", $"batches/{batch.Id}/delivery_report?type=full&status=delivered,Aborted")).Json;
        Assert.Equal($$"""[{"code":0,"count":2,"recipients":["{{Ann}}","{{Bob}}"],"status":"Delivered"}]""", full.GetProperty("statuses").GetRawText());
        Assert.Equal(3, full.GetProperty("total_message_count").GetInt32());
        var coded = (await Sinch.AskAsync("GET", $"batches/{batch.Id}/delivery_report?code=15,400")).Json;
        Assert.Equal("""[{"code":15,"count":1,"status":"Failed"}]""", coded.GetProperty("statuses").GetRawText());
        Assert.Equal(404, (await Sinch.AskAsync("GET", $"batches/{batch.Id}/delivery_report?type=other")).Status);
        Assert.Equal(400, (await Sinch.AskAsync("GET", $"batches/{batch.Id}/delivery_report?status=Gone")).Status);
        Assert.Equal(400, (await Sinch.AskAsync("GET", $"batches/{batch.Id}/delivery_report?code=x")).Status);
        Assert.Equal(404, (await Sinch.AskAsync("GET", $"batches/{batch.Id}/delivery_report/46709999999")).Status);
    }

    [Fact]
    public async Task Ended_messages_are_listed_newest_first_over_all_batches()
    {
        await Sinch.SendAsync(Requests.Text(Ann).With("client_reference", "first"));
        LetArrive();
        await Sinch.SendAsync(Requests.Text(Bob, "12035552015").With("client_reference", "second"));
        await Expect("46701234567", "");
        LetArrive();
        await Expect("46701234568,12035552015,46701234567", "");
        await Expect("46701234568,46701234567", "status=Delivered");
        await Expect("12035552015", "code=15");
        await Expect("46701234567", "client_reference=first");
        await Expect("12035552015", "page=1&page_size=1");
        await Expect("46701234567", "end_date=2026-11-23T08:00:02Z");
        await Expect("46701234568,12035552015", "start_date=2026-11-23T08:00:02Z");
        Clock.Advance(TimeSpan.FromHours(25));
        await Expect("", "");

        async Task Expect(string recipients, string query)
        {
            var reports = (await Sinch.AskAsync("GET", $"delivery_reports?{query}")).Json.GetProperty("delivery_reports").EnumerateArray();
            Assert.Equal(recipients, string.Join(',', reports.Select(report => report.GetProperty("recipient").GetString())));
        }
    }

    [Fact]
    public async Task Feedback_is_taken_for_batches_that_asked_for_it()
    {
        var plain = await Sinch.SendAsync(Requests.Text(Ann));
        var group = await Sinch.AskAsync("POST", "groups", new { members = new[] { Ann } });
        var asked = await Sinch.SendAsync(Requests.Text(Ann, Bob).With("feedback_enabled", true));
        var toGroup = await Sinch.SendAsync(Requests.Text(group.Id).With("feedback_enabled", true));
        await Expect(404, "nope", """{"recipients":[]}""");
        await Expect(404, plain.Id, """{"recipients":[]}""");
        await Expect(202, asked.Id, $$"""{"recipients":["+{{Ann}}"]}""");
        await Expect(202, asked.Id, """{"recipients":[]}""");
        await Expect(400, asked.Id, "{}");
        await Expect(400, asked.Id, """{"recipients":["foo"]}""");
        await Expect(400, toGroup.Id, """{"recipients":[]}""");
        var ledger = (await Host.Backstage.AskAsync("GET", "ledger")).Json.GetProperty("feedback").EnumerateArray();
        Assert.Equal([Ann, Ann, Bob], ledger.Select(entry => entry.GetProperty("recipient").GetString()!));

        async Task Expect(int status, string id, string body)
        {
            var reply = await Sinch.AskAsync("POST", $"batches/{id}/delivery_feedback", body);
            Assert.Equal(status, reply.Status);
            Assert.True(status == 400 || reply.Text == "");
        }
    }
}
