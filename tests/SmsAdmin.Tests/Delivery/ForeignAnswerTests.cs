using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Delivery;

/// <summary>What answers a send is not always Sinch: what is not Sinch's word about the message burns no message.</summary>
public sealed class ForeignAnswerTests
{
    private const string Page = """{"count":0,"page":0,"batches":[],"page_size":0}""";
    private const string Markup = "<html><title>Blocked</title></html>";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(302, "", "points to another address")]
    [InlineData(407, Markup, "A proxy on the way")]
    [InlineData(407, """{"code":"proxy_auth","text":"Sign in"}""", "A proxy on the way")]
    [InlineData(400, Markup, "something on the way")]
    [InlineData(403, Markup, "something on the way")]
    [InlineData(403, "", "something on the way")]
    [InlineData(403, """{"code":403,"message":"Forbidden"}""", "something on the way")]
    [InlineData(403, """{"timestamp":"2024-06-06T09:22:14Z","status":403,"error":"Forbidden","path":"/"}""", "something on the way")]
    [InlineData(405, "", "something on the way")]
    [InlineData(413, Markup, "something on the way")]
    [InlineData(415, Markup, "something on the way")]
    public async Task A_refusal_that_is_not_sinchs_ends_no_message_and_it_goes_out_once_the_way_is_free(int httpStatus, string body, string says)
    {
        var isFree = false;
        var (walk, server, id) = await SendAsync(() => isFree ? (201, """{"id":"01B"}""") : (httpStatus, body));
        await using var both = server;
        await using var and = walk;

        var waiting = await walk.FindAsync(id);
        Assert.Equal((MessageState.Queued, httpStatus), (waiting.State, waiting.HttpStatus));
        Assert.Contains(waiting.Steps, step => step.Kind == MessageEventKind.Retry && step.Says!.Contains(says, StringComparison.Ordinal));
        Assert.Equal(1, await walk.UsedTodayAsync());

        isFree = true;
        walk.Clock.Advance(TimeSpan.FromMinutes(1));
        await walk.DispatchAsync();
        Assert.Equal(MessageState.Accepted, (await walk.FindAsync(id)).State);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Markup)]
    [InlineData("""{"message":"no Route matched with those values"}""")]
    [InlineData("""{"code":"not_found","text":"There is nothing with this id or at this path."}""")]
    public async Task A_404_is_about_the_plan_so_it_pauses_and_the_message_waits(string body)
    {
        var (walk, server, id) = await SendAsync(() => (404, body));
        await using var both = server;
        await using var and = walk;

        var waiting = await walk.FindAsync(id);
        Assert.Equal((MessageState.Queued, 404), (waiting.State, waiting.HttpStatus));
        var plan = (await walk.Rooms.Get<Plans>().FindAsync(waiting.PlanId, Ct))!;
        Assert.Equal(PlanReadiness.Paused, plan.Readiness);
        Assert.Null(plan.PausedBy);
        Assert.Contains("knows the plan", plan.PausedWhy, StringComparison.Ordinal);
        Assert.Equal(1, await walk.UsedTodayAsync());
    }

    [Theory]
    [InlineData(404, """{"code":"unknown_group","text":"The group does not exist."}""")]
    [InlineData(403, """{"code":"forbidden_new","text":"Not listed yet."}""")]
    [InlineData(422, """{"code":"syntax_new","text":"Not listed yet."}""")]
    [InlineData(400, """{"timestamp":"2024-06-06T09:22:14Z","status":400,"error":"Bad Request","path":"/"}""")]
    [InlineData(400, """{"error":{"code":400,"message":"no","status":"INVALID_ARGUMENT","details":[]}}""")]
    [InlineData(415, "")]
    public async Task Sinchs_own_word_ends_the_message(int httpStatus, string body)
    {
        var (walk, server, id) = await SendAsync(() => (httpStatus, body));
        await using var both = server;
        await using var and = walk;

        var ended = await walk.FindAsync(id);
        Assert.Equal((MessageState.Rejected, httpStatus), (ended.State, ended.HttpStatus));
        Assert.Equal(0, await walk.UsedTodayAsync());
    }

    [Fact]
    public async Task A_host_that_lists_another_batch_than_the_one_asked_for_says_nothing_about_the_message()
    {
        var listed = """{"count":1,"page":0,"batches":[{"id":"01FOREIGN","to":["12015550101"],"type":"mt_text","body":"-","client_reference":"another"}],"page_size":1}""";
        var (walk, server, id) = await SendAsync(() => (500, ""), () => listed);
        await using var both = server;
        await using var and = walk;
        for (var look = 0; look < 3; look++)
        {
            walk.Clock.Advance(TimeSpan.FromMinutes(2));
            await walk.CheckOutcomesAsync();
        }

        var open = await walk.FindAsync(id);
        Assert.Equal((MessageState.Sending, true, null), (open.State, open.OutcomeUnknown, open.BatchId));
        Assert.Contains(open.Steps, step => step.Says?.Contains("another batch", StringComparison.Ordinal) == true);

        listed = listed.Replace("another", id.ToString("D"), StringComparison.Ordinal);
        walk.Clock.Advance(TimeSpan.FromMinutes(2));
        await walk.CheckOutcomesAsync();
        Assert.Equal((MessageState.Accepted, "01FOREIGN"), ((await walk.FindAsync(id)).State, (await walk.FindAsync(id)).BatchId));
    }

    // One message through a plan whose host takes every question, and answers sends as told.
    private static async Task<(Walk Walk, ScriptedServer Server, Guid Id)> SendAsync(Func<(int Status, string Body)> answer, Func<string>? list = null)
    {
        var walk = await Walk.StartAsync();
        var server = await ScriptedServer.StartAsync((context, request) =>
        {
            var (status, body) = request.Method == "GET" ? (200, list?.Invoke() ?? Page) : answer();
            if (status == 302) context.Response.Headers.Location = "http://127.0.0.1:1/sign-in";
            return ScriptedServer.WriteAsync(context, status, body, body.StartsWith('<') ? "text/html" : "application/json");
        });
        var plan = await walk.Rooms.AddPlanAsync(walk.Sandbox, draft => draft with { Name = "Elsewhere", ServicePlanId = "elsewhere", BaseUrl = server.Root, PerSecond = 1000 });
        var outcome = await walk.Rooms.Get<Submissions>().SubmitAsync(new NewMessage(plan, "+12015550100", null, "Hello", Lane.Test, Origin.Console), TestRooms.Anna, Ct);
        await walk.DispatchAsync();
        return (walk, server, Assert.IsType<SubmitOutcome.Queued>(outcome).MessageId);
    }
}
