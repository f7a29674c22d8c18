using System.Net;
using System.Text.Json;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Tests.Sinch;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Xms;

/// <summary>The same requests to the pretend Sinch and to our door: answers of the same shape. And our own window to Sinch, with the host changed.</summary>
public sealed class XmsShapeTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    private const string From = "+12015550199";
    private static readonly string[] Numbers = ["+12025556001", "+12025556002"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batches_come_back_in_Sinchs_shape_sent_listed_shown_changed_and_cancelled()
    {
        var (ours, theirs) = await BothAsync();
        // Each side has a clock of its own.
        var (one, other) = (await WalkAsync(ours, console.Time), await WalkAsync(theirs, TimeProvider.System));
        for (var i = 0; i < one.Count; i++) Assert.Equal($"{i}: {other[i]}", $"{i}: {one[i]}");
    }

    [Fact]
    public async Task Reports_come_back_in_Sinchs_shape()
    {
        var (ours, theirs) = await BothAsync();
        var answers = new List<List<string>>();
        foreach (var caller in (XmsCaller[])[ours, theirs])
        {
            var id = await caller.SendAsync(new { from = From, to = Numbers, body = "Hello", client_reference = "order", max_number_of_message_parts = 1 });
            await caller.ReportedAsync(id, "Delivered", 2);
            answers.Add(
            [
                Shape(await caller.GetAsync($"batches/{id}/delivery_report")), Shape(await caller.GetAsync($"batches/{id}/delivery_report?type=full&status=Delivered&code=0")),
                Shape(await caller.GetAsync($"batches/{id}/delivery_report/{Uri.EscapeDataString(Numbers[0])}")), Shape(await caller.GetAsync("delivery_reports?client_reference=order&page_size=2")),
                Shape(await caller.GetAsync($"batches/{id}/delivery_report/12025559999")), Shape(await caller.GetAsync($"batches/{id}/delivery_report?type=other")),
                Shape(await caller.GetAsync("delivery_reports?page_size=101")), Shape(await caller.GetAsync("delivery_reports?status=Nowhere")), Shape(await caller.GetAsync("inbounds?start_date=2014-06-23")),
                Shape(await caller.GetAsync("inbounds/01INBOUND")),
            ]);
        }

        for (var i = 0; i < answers[0].Count; i++) Assert.Equal($"{i}: {answers[1][i]}", $"{i}: {answers[0][i]}");
    }

    [Fact]
    public async Task Our_own_client_of_Sinch_works_against_our_door_with_host_and_token_changed()
    {
        var key = await console.MakeKeyAsync();
        var created = SinchEndpoint.Create("sandbox-us", key.Key, null, console.Address.ToString(), allowsPrivateHost: true);
        var door = Assert.IsType<EndpointOutcome.Ready>(created).Endpoint;
        await using var window = new SinchWindow();
        var client = window.Client;
        var sendAt = console.Time.GetUtcNow().AddHours(4);

        Assert.IsType<CredentialCheck.Works>(await client.VerifyAsync(door, Ct));
        var batch = new SendBatch { To = Numbers, From = From, Body = "Hello", SendAt = sendAt, FeedbackEnabled = true, ClientReference = "typed" };
        var sent = Answered(await client.SendAsync(door, batch, Ct));
        var run = Answered(await client.DryRunAsync(door, batch, 10, Ct));
        Assert.Equal((2, 2, 2), (run.NumberOfRecipients, run.NumberOfMessages, run.PerRecipient?.Count));
        Assert.Equal(sent.Id, Assert.Single(Answered(await client.ListBatchesAsync(door, new BatchQuery { ClientReference = "typed" }, Ct)).Batches).Id);
        Assert.Equal(sendAt, Answered(await client.GetBatchAsync(door, sent.Id, Ct)).SendAt);
        var updated = Answered(await client.UpdateBatchAsync(door, sent.Id, new UpdateBatch { ToRemove = [Numbers[0]], SendAt = Change.Clear, Body = new MessageBody("Changed"), ClientReference = "other" }, Ct));
        Assert.Equal((1, "Changed", "other"), (updated.To.Count, updated.Body?.Text, updated.ClientReference));
        Assert.Null(updated.SendAt);
        await XmsCaller.At(console, key.Key.Reveal(), "us").ReportedAsync(sent.Id, "Delivered");
        Assert.IsType<SinchResult<Nothing>.Answered>(await client.SendFeedbackAsync(door, sent.Id, new DeliveryFeedback([]), Ct));
        Assert.Equal(1, Answered(await client.GetReportAsync(door, sent.Id, new ReportQuery { IsFull = true }, Ct)).TotalMessageCount);
        Assert.Equal(DeliveryStatus.Delivered, Answered(await client.GetRecipientReportAsync(door, sent.Id, Numbers[1], Ct)).Status);
        Assert.Contains(Answered(await client.ListReportsAsync(door, new ReportListQuery { ClientReference = "other" }, Ct)).DeliveryReports, report => report.BatchId == sent.Id);
        var late = Assert.IsType<SinchResult<Batch>.Refused>(await client.UpdateBatchAsync(door, sent.Id, new UpdateBatch { Body = new MessageBody("Late") }, Ct));
        Assert.Equal((403, "batch_already_dispatched"), (late.HttpStatus, late.Error.Code));
        var another = Answered(await client.SendAsync(door, batch, Ct));
        Assert.Equal("Replaced", Answered(await client.ReplaceBatchAsync(door, another.Id, batch with { Body = "Replaced" }, Ct)).Body?.Text);
        Assert.True(Answered(await client.CancelBatchAsync(door, another.Id, Ct)).Canceled);
        Assert.NotNull(Answered(await client.ListInboundsAsync(door, new InboundQuery(), Ct)).Inbounds);
        var groups = Assert.IsType<SinchResult<GroupPage>.Refused>(await client.ListGroupsAsync(door, null, null, Ct));
        Assert.Equal((403, "groups_not_supported"), (groups.HttpStatus, groups.Error.Code));
        Assert.False(string.IsNullOrEmpty(groups.Error.Text));
    }

    [Fact]
    public async Task A_test_key_walks_to_delivered_and_reaches_no_Sinch()
    {
        var plan = await console.AddPlanAsync("Acme CA", "ca", draft => draft with { PerDay = 1 });
        var made = await console.MakeKeyAsync(plan, with: draft => draft with { IsTest = true });
        var caller = XmsCaller.At(console, made.Key.Reveal(), "ca");
        var id = await caller.SendAsync(new { from = From, to = Numbers, body = "Hello" });
        await caller.ReportedAsync(id, "Delivered", 2);
        Assert.DoesNotContain(console.Sandbox.World.Sends, one => one.ServicePlanId == "sandbox-ca");
        var live = XmsCaller.At(console, (await console.MakeKeyAsync(plan)).Key.Reveal(), "ca");
        Assert.Equal(HttpStatusCode.NotFound, (await live.GetAsync($"batches/{id}")).Status);
        Assert.Equal(0, (await live.GetAsync("batches")).Json.GetProperty("count").GetInt32());
    }

    private static async Task<List<string>> WalkAsync(XmsCaller caller, TimeProvider clock)
    {
        var shapes = new List<string>();
        var later = clock.GetUtcNow().AddHours(5);
        var parameters = new Dictionary<string, object> { ["name"] = new Dictionary<string, string> { [Numbers[0]] = "Anna", ["default"] = "you" } };
        var text = new { type = "mt_text", from = From, to = Numbers, body = "Hello ${name} 👋", parameters, send_at = later, client_reference = "walk", truncate_concat = true, max_number_of_message_parts = 2, from_ton = 1, from_npi = 1, flash_message = true };
        var sent = await caller.PostAsync("batches", text);
        var id = sent.Json.GetProperty("id").GetString()!;
        shapes.Add(Shape(sent));
        shapes.Add(Shape(await caller.PostAsync("batches", new { type = "mt_binary", from = From, to = Numbers, body = "VGV4dA==", udh = "050003010101", send_at = later })));
        shapes.Add(Shape(await caller.PostAsync("batches/dry_run?per_recipient=true&number_of_recipients=1", text)));
        shapes.Add(Shape(await caller.PostAsync("batches/dry_run", text)));
        shapes.Add(Shape(await caller.PostAsync("batches/dry_run?number_of_recipients=1001", text)));
        shapes.Add(Shape(await caller.GetAsync("batches?client_reference=walk&page_size=1")));
        shapes.Add(Shape(await caller.GetAsync("batches?page_size=0")));
        shapes.Add(Shape(await caller.GetAsync("batches?start_date=yesterday")));
        shapes.Add(Shape(await caller.GetAsync($"batches?from={Uri.EscapeDataString("1,2")}")));
        shapes.Add(Shape(await caller.GetAsync($"batches/{id}")));
        shapes.Add(Shape(await caller.PostAsync($"batches/{id}", new { to_add = new[] { "+12025556003" }, to_remove = new[] { Numbers[0] }, body = "Hi ${name}", client_reference = (string?)null })));
        shapes.Add(Shape(await caller.PostAsync($"batches/{id}", new { type = "mt_binary" })));
        shapes.Add(Shape(await caller.PostAsync($"batches/{id}", new { to_remove = new[] { Numbers[1], "12025556003" } })));
        shapes.Add(Shape(await caller.AsAsync("PUT", $"batches/{id}", new { from = From, to = Numbers, body = "Hello", send_at = later, feedback_enabled = true })));
        shapes.Add(Shape(await caller.AsAsync("PUT", $"batches/{id}", new { from = From, to = Numbers })));
        shapes.Add(Shape(await caller.PostAsync($"batches/{id}/delivery_feedback", new { recipients = Numbers })));
        shapes.Add(Shape(await caller.PostAsync($"batches/{id}/delivery_feedback", new { })));
        shapes.Add(Shape(await caller.GetAsync($"batches/{id}/delivery_report?type=full")));
        shapes.Add(Shape(await caller.GetAsync($"batches/{id}/delivery_report/12025556002")));
        shapes.Add(Shape(await caller.AsAsync("DELETE", $"batches/{id}")));
        shapes.Add(Shape(await caller.PostAsync($"batches/{id}", new { body = "Late" })));
        shapes.Add(Shape(await caller.AsAsync("DELETE", "batches/01W4FFL35P4NC4K35SMSBATCH1")));
        return shapes;
    }

    private async Task<(XmsCaller Ours, XmsCaller Theirs)> BothAsync() => (XmsCaller.At(console, (await console.MakeKeyAsync()).Key.Reveal(), "us"), XmsCaller.AtSandbox(console, "us"));

    private static T Answered<T>(SinchResult<T> result) => Assert.IsType<SinchResult<T>.Answered>(result).Value;

    // Status, Sinch's code where it refuses, and every field with its type. What a 404 or a 405 says is nobody's contract, and the operator's clock is told where there is one.
    private static string Shape((HttpStatusCode Status, JsonElement Json) answer)
    {
        IEnumerable<string> fields = (int)answer.Status is 404 or 405 ? [] : Fields("", answer.Json).Where(field => !field.Contains("operator_status_at", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal);
        var code = (int)answer.Status is 400 or 403 ? answer.Json.GetProperty("code").GetString() : "";
        return $"{(int)answer.Status} {code} {string.Join(' ', fields)}";
    }

    private static IEnumerable<string> Fields(string path, JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Undefined => [],
        JsonValueKind.Object => json.EnumerateObject().SelectMany(one => Fields($"{path}.{one.Name}", one.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(one => Fields($"{path}[]", one)).Append($"{path}:Array"),
        JsonValueKind.True or JsonValueKind.False => [$"{path}:Boolean"],
        var kind => [$"{path}:{kind}"],
    };
}
