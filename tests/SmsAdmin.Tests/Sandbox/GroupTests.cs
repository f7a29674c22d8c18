namespace SmsAdmin.Tests.Sandbox;

public sealed class GroupTests : SandboxTest
{
    private const string Ann = "46701234567", Bob = "46701234568", Cat = "46701234569";

    [Fact]
    public async Task A_group_is_made_shown_listed_and_deleted()
    {
        var group = await Sinch.AskAsync("POST", "groups",
            $$$$"""{"name":"my group","members":["+{{{{Ann}}}}","{{{{Bob}}}}","{{{{Ann}}}}"],"auto_update":{"to":12345,"add":{"first_word":"hello"},"remove":{"first_word":"goodbye","second_word":"now"}}}""");
        Assert.Equal(201, group.Status);
        Assert.Equal(("my group", 2), (group.Json.GetProperty("name").GetString(), group.Json.GetProperty("size").GetInt32()));
        Assert.Equal("""{"to":"12345","add":{"first_word":"hello"},"remove":{"first_word":"goodbye","second_word":"now"}}""", group.Json.GetProperty("auto_update").GetRawText());
        Assert.Equal("[]", group.Json.GetProperty("child_groups").GetRawText());
        Assert.Equal("2026-11-23T08:00:00.123Z", group.Json.GetProperty("created_at").GetString());
        Assert.Equal(group.Text, (await Sinch.AskAsync("GET", $"groups/{group.Id}")).Text);
        Assert.Equal($$"""["{{Ann}}","{{Bob}}"]""", (await Sinch.AskAsync("GET", $"groups/{group.Id}/members")).Text);
        Assert.Equal($$"""{"count":1,"page":0,"groups":[{{group.Text}}],"page_size":1}""", (await Sinch.AskAsync("GET", "groups")).Text);
        Assert.Equal("""{"count":1,"page":1,"groups":[],"page_size":0}""", (await Sinch.AskAsync("GET", "groups?page=1")).Text);
        var deleted = await Sinch.AskAsync("DELETE", $"groups/{group.Id}");
        Assert.Equal((200, ""), (deleted.Status, deleted.Text));
        foreach (var (method, path) in new[] { ("GET", ""), ("DELETE", ""), ("GET", "/members") })
            Assert.Equal(404, (await Sinch.AskAsync(method, $"groups/{group.Id}{path}")).Status);
    }

    [Theory]
    [InlineData("""{"name":"twenty-one characters"}""", 400, "syntax_constraint_violation")]
    [InlineData("""{"members":["foo"]}""", 400, "syntax_invalid_parameter_format")]
    [InlineData("""{"members":"46701234567"}""", 400, "syntax_invalid_json")]
    [InlineData("""{"child_groups":["foo"]}""", 400, "syntax_invalid_parameter_format")]
    [InlineData("""{"child_groups":["01W4FFL35P4NC4K35SMSGROUP1"]}""", 403, "unknown_group")]
    [InlineData("""{"auto_update":{"add":{"first_word":"x"}}}""", 400, "syntax_constraint_violation")]
    [InlineData("""{"auto_update":{"to":"12345","add":{"first_word":"two words"}}}""", 400, "syntax_invalid_parameter_format")]
    [InlineData("""{"auto_update":{"to":"12345","add":{"first_word":"sixteencharacter"}}}""", 400, "syntax_constraint_violation")]
    [InlineData("""{"name":"taken"}""", 403, "conflict_group_name")]
    public async Task A_wrong_group_is_refused(string body, int status, string code)
    {
        await Sinch.AskAsync("POST", "groups", new { name = "taken" });
        var reply = await Sinch.AskAsync("POST", "groups", body);
        Assert.Equal((status, code), (reply.Status, reply.Code));
        Assert.Equal(1, (await Sinch.AskAsync("GET", "groups")).Json.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task An_update_adds_before_it_removes_and_a_replacement_starts_anew()
    {
        var other = await Sinch.AskAsync("POST", "groups", new { members = new[] { Cat } });
        var group = await Sinch.AskAsync("POST", "groups", new { name = "mine", members = new[] { Ann } });
        var updated = await Sinch.AskAsync("POST", $"groups/{group.Id}", new { add = new[] { Bob }, remove = new[] { Ann, Bob, "46700000000" }, add_from_group = other.Id, name = (string?)null });
        Assert.Equal((200, 1), (updated.Status, updated.Json.GetProperty("size").GetInt32()));
        Assert.False(updated.Json.TryGetProperty("name", out _));
        Assert.Equal($$"""["{{Cat}}"]""", (await Sinch.AskAsync("GET", $"groups/{group.Id}/members")).Text);
        await Sinch.AskAsync("POST", $"groups/{group.Id}", new { remove_from_group = other.Id });
        Assert.Equal("[]", (await Sinch.AskAsync("GET", $"groups/{group.Id}/members")).Text);
        Assert.Equal("unknown_group", (await Sinch.AskAsync("POST", $"groups/{group.Id}", new { add_from_group = "01W4FFL35P4NC4K35SMSGROUP1" })).Code);
        Assert.Equal(400, (await Sinch.AskAsync("PUT", $"groups/{group.Id}", new { name = "new" })).Status);
        var replaced = await Sinch.AskAsync("PUT", $"groups/{group.Id}", new { name = "new", members = new[] { Bob } });
        Assert.Equal((200, group.Id, 1), (replaced.Status, replaced.Id, replaced.Json.GetProperty("size").GetInt32()));
    }

    [Fact]
    public async Task A_batch_to_groups_reaches_each_member_once_child_groups_too()
    {
        var child = await Sinch.AskAsync("POST", "groups", new { members = new[] { Bob, Cat } });
        var parent = await Sinch.AskAsync("POST", "groups", new { members = new[] { Ann, Bob }, child_groups = new[] { child.Id } });
        var batch = await Sinch.SendAsync(Requests.Text(Ann, parent.Id));
        LetArrive();
        Assert.Equal($$"""["{{Ann}}","{{parent.Id}}"]""", batch.Json.GetProperty("to").GetRawText());
        foreach (var number in new[] { Ann, Bob, Cat })
            Assert.Single(Host.World.Texts(number));
        Assert.Equal(3, Host.World.Sends.Count());
    }

    [Fact]
    public async Task A_scheduled_batch_takes_the_members_of_its_hour_and_nobody_from_a_deleted_group()
    {
        var kept = await Sinch.AskAsync("POST", "groups", new { members = new[] { Ann } });
        var gone = await Sinch.AskAsync("POST", "groups", new { members = new[] { Cat } });
        await Sinch.SendAsync(Requests.Text(kept.Id, gone.Id).With("send_at", "2026-11-23T09:00Z"));
        await Sinch.AskAsync("POST", $"groups/{kept.Id}", new { add = new[] { Bob } });
        await Sinch.AskAsync("DELETE", $"groups/{gone.Id}");
        Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal([Ann, Bob], Host.World.Texts().Select(text => text.Number));
        Assert.Equal([Ann, Bob], Host.World.Sends.Select(entry => entry.Recipient));
    }

    [Fact]
    public async Task Inbound_words_put_phones_in_a_group_and_take_them_out()
    {
        var group = await Sinch.AskAsync("POST", "groups",
            """{"auto_update":{"to":"12345","add":{"first_word":"Join"},"remove":{"first_word":"leave","second_word":"now"}}}""");
        await TextAsync("JOIN please", 1);
        await TextAsync("leave later", 1);
        await TextAsync("Leave NOW", 0);

        async Task TextAsync(string body, int members)
        {
            await Host.ControlAsync("inbounds", new { service_plan_id = "sandbox-us", from = Ann, to = "12345", body });
            Assert.Equal(members, (await Sinch.AskAsync("GET", $"groups/{group.Id}")).Json.GetProperty("size").GetInt32());
        }
    }
}
