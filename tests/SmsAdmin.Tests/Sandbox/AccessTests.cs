using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace SmsAdmin.Tests.Sandbox;

public sealed class AccessTests : SandboxTest
{
    [Theory]
    [InlineData("us")]
    [InlineData("eu")]
    [InlineData("au")]
    [InlineData("br")]
    [InlineData("ca")]
    public async Task A_plan_stands_ready_in_each_region_and_answers_there_only(string region)
    {
        foreach (var asked in new[] { "us", "eu", "au", "br", "ca" })
        {
            var reply = await Host.Sinch(asked, $"sandbox-{region}", $"token-{region}").AskAsync("GET", "batches?page_size=1");
            Assert.Equal(asked == region ? 200 : 401, reply.Status);
        }
    }

    [Theory]
    [InlineData("sandbox-us", "token-eu")]
    [InlineData("sandbox-us", "TOKEN-US")]
    [InlineData("nobody", "token-us")]
    public async Task A_token_of_another_plan_gets_401_without_a_body(string plan, string token)
    {
        var reply = await Host.Sinch("us", plan, token).AskAsync("GET", "batches");
        Assert.Equal((401, ""), (reply.Status, reply.Text));
    }

    [Fact]
    public async Task No_token_and_another_scheme_get_401()
    {
        Sinch.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(401, (await Sinch.AskAsync("GET", "batches")).Status);
        Sinch.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", "token-us");
        Assert.Equal(401, (await Sinch.AskAsync("GET", "batches")).Status);
    }

    [Fact]
    public async Task A_revoked_token_gets_401_and_a_new_one_works()
    {
        await Host.ControlAsync("plans", new { service_plan_id = "sandbox-us", token = (string?)null });
        Assert.Equal(401, (await Sinch.AskAsync("GET", "batches")).Status);
        await Host.ControlAsync("plans", new { service_plan_id = "sandbox-us", token = "fresh" });
        Assert.Equal(401, (await Sinch.AskAsync("GET", "batches")).Status);
        Assert.Equal(200, (await Host.Sinch("us", "sandbox-us", "fresh").AskAsync("GET", "batches")).Status);
    }

    [Fact]
    public async Task What_one_plan_has_another_does_not_find()
    {
        var batch = await Sinch.SendAsync();
        var group = await Sinch.AskAsync("POST", "groups", new { members = new[] { "46700000001" } });
        var other = Host.Sinch("eu");
        Assert.Equal(404, (await other.AskAsync("GET", $"batches/{batch.Id}")).Status);
        Assert.Equal(404, (await other.AskAsync("DELETE", $"batches/{batch.Id}")).Status);
        Assert.Equal(404, (await other.AskAsync("GET", $"batches/{batch.Id}/delivery_report")).Status);
        Assert.Equal(404, (await other.AskAsync("GET", $"groups/{group.Id}")).Status);
        Assert.Equal(0, (await other.AskAsync("GET", "batches")).Json.GetProperty("count").GetInt32());
        var foreign = await other.AskAsync("POST", "batches", Requests.Text(group.Id));
        Assert.Equal((403, "unknown_group"), (foreign.Status, foreign.Code));
    }

    [Theory]
    [InlineData("PATCH", "batches/01W4FFL35P4NC4K35SMSBATCH1", "GET, POST, PUT, DELETE")]
    [InlineData("PUT", "batches", "GET, POST")]
    [InlineData("GET", "batches/dry_run", "POST")]
    [InlineData("PUT", "batches/01W4FFL35P4NC4K35SMSBATCH1/cancel", null)]
    [InlineData("POST", "delivery_reports", "GET")]
    [InlineData("GET", "batches/01W4FFL35P4NC4K35SMSBATCH1/delivery_feedback", "POST")]
    [InlineData("DELETE", "inbounds/01W4FFL35P4NC4K35SMSBATCH1", "GET")]
    [InlineData("GET", "nowhere", null)]
    public async Task A_wrong_verb_gets_405_with_what_is_allowed_and_a_wrong_path_404(string method, string path, string? allow)
    {
        var reply = await Sinch.AskAsync(method, path);
        Assert.Equal(allow is null ? 404 : 405, reply.Status);
        Assert.Equal("", reply.Text);
        Assert.Equal(allow ?? "", string.Join(", ", reply.ContentHeaders.Allow));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_body_that_is_not_called_JSON_gets_415(string? type)
    {
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        using var response = await Sinch.PostAsync("batches", content, TestContext.Current.CancellationToken);
        Assert.Equal(415, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("%25%26%21%20%23%24")]
    [InlineData("sandbox%20us")]
    public async Task Illegal_characters_in_the_path_get_the_framework_s_own_error(string plan)
    {
        var reply = await Host.Backstage.AskAsync("GET", $"sinch/us/xms/v1/{plan}/batches");
        Assert.Equal(400, reply.Status);
        Assert.Equal(400, reply.Json.GetProperty("status").GetInt32());
        Assert.Equal("Bad Request", reply.Json.GetProperty("error").GetString());
        Assert.Equal($"/xms/v1/{plan}/batches", reply.Json.GetProperty("path").GetString());
        Assert.True(reply.Json.TryGetProperty("timestamp", out _));
        Assert.Null(reply.Code);
    }

    [Fact]
    public async Task JSON_that_is_broken_too_deep_or_too_large_is_refused()
    {
        foreach (var body in new[] { "", "{", "[]", "null", "\"text\"", new string('[', 40) + new string(']', 40), """{"body":"\ud800"}""" })
        {
            var reply = await Sinch.AskAsync("POST", "batches", body);
            Assert.Equal((400, "syntax_invalid_json"), (reply.Status, reply.Code));
            Assert.NotEqual("", reply.Json.GetProperty("text").GetString());
        }
        using var large = new StringContent($"\"{new string('a', 5_000_000)}\"", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "batches") { Content = large };
        // Or the refusal would come while the body is still being sent
        request.Headers.ExpectContinue = true;
        using var response = await Sinch.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(413, (int)response.StatusCode);
    }

    [Fact]
    public async Task More_requests_at_once_than_the_plan_allows_get_429()
    {
        await Host.ControlAsync("plans", new { service_plan_id = "sandbox-us", max_outstanding = 1 });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        // Accepted and never answered: it holds its place until the caller hangs up
        using var content = JsonContent.Create(Requests.Text("+12085550003"));
        var held = Sinch.PostAsync("batches", content, patience.Token);
        await UntilAsync(async () => (await Host.Backstage.AskAsync("GET", "ledger")).Json.GetProperty("count").GetInt32() == 1);
        Assert.Equal(429, (await Sinch.AskAsync("GET", "batches")).Status);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);
        await UntilAsync(async () => (await Sinch.AskAsync("GET", "batches")).Status == 200);
    }

    [Fact]
    public async Task The_Date_header_is_shifted_on_demand()
    {
        await Host.ControlAsync("clock", new { date_shift_seconds = -3600 });
        var reply = await Sinch.AskAsync("GET", "batches");
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero), reply.Headers.Date);
    }
}
