using SmsAdmin.Core.Sinch;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Sinch;

/// <summary>Verb and path of every operation, and what its recorded answer reads as.</summary>
public sealed class SinchPathTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly SendBatch Hello = new() { To = ["1"], Body = "hello" };

    [Fact]
    public async Task Dry_run()
    {
        var dry = await AskAsync("POST /batches/dry_run?per_recipient=true&number_of_recipients=100", 200, "xms-php/DryRunTextBatch.responseBody.json", (c, e) => c.DryRunAsync(e, Hello, 100, Ct));
        Assert.Equal((2, 2), (dry.NumberOfRecipients, dry.NumberOfMessages));
        Assert.Equal(("987654321", 1, "text"), (dry.PerRecipient![0].Recipient, dry.PerRecipient[0].NumberOfParts, dry.PerRecipient[0].Encoding));

        var totals = await AskAsync("POST /batches/dry_run", 201, "xms-php/DryRunBinaryBatch.responseBody.json", (c, e) => c.DryRunAsync(e, Hello, 0, Ct));
        Assert.Null(totals.PerRecipient);
    }

    [Fact]
    public async Task List_batches_with_all_filters()
    {
        var query = new BatchQuery
        {
            Page = 0,
            PageSize = 100,
            From = ["12345", "98765"],
            StartAt = SinchWindow.Utc("2024-06-01"),
            EndAt = SinchWindow.Utc("2024-06-02T10:00"),
            ClientReference = "a ref&b",
        };
        var page = await AskAsync(
            "GET /batches?page=0&page_size=100&from=12345%2C98765&start_date=2024-06-01T00%3A00%3A00.000Z&end_date=2024-06-02T10%3A00%3A00.000Z&client_reference=a%20ref%26b",
            200, "xms-php/FetchBatches.responseBody1.json", (c, e) => c.ListBatchesAsync(e, query, Ct));
        Assert.Equal((7, 0, 3, 3), (page.Count, page.Page, page.PageSize, page.Batches.Count));
        Assert.Equal("fffefd", page.Batches[0].Udh);

        var past = await AskAsync("GET /batches", 200, "xms-php/FetchBatches.responseBody2.json", (c, e) => c.ListBatchesAsync(e, new BatchQuery(), Ct));
        Assert.Equal((1, 0), (past.Page, past.PageSize));
        Assert.Empty(past.Batches);
    }

    [Fact]
    public async Task Get_replace_and_cancel()
    {
        await AskAsync("GET /batches/b1", 200, "xms-php/FetchBinaryBatch.responseBody.json", (c, e) => c.GetBatchAsync(e, "b1", Ct));
        await AskAsync("PUT /batches/b1", 200, "xms-php/ReplaceTextBatch.responseBody.json", (c, e) => c.ReplaceBatchAsync(e, "b1", Hello, Ct));
        await AskAsync("POST /batches/b1", 200, "xms-php/UpdateBinaryBatch.responseBody.json", (c, e) => c.UpdateBatchAsync(e, "b1", new UpdateBatch(), Ct));
        var cancelled = await AskBodyAsync("DELETE /batches/b1", 200, """{"id":"b1","canceled":"True"}""", (c, e) => c.CancelBatchAsync(e, "b1", Ct));
        Assert.True(cancelled.Canceled);
    }

    [Fact]
    public async Task Feedback_is_202_without_a_body() =>
        await AskBodyAsync("POST /batches/b1/delivery_feedback", 202, "", (c, e) => c.SendFeedbackAsync(e, "b1", new DeliveryFeedback([]), Ct), """{"recipients":[]}""");

    [Fact]
    public async Task Batch_report()
    {
        var query = new ReportQuery { IsFull = true, Statuses = [DeliveryStatus.Delivered, DeliveryStatus.Failed], Codes = [0, 11, 400] };
        var report = await AskAsync(
            "GET /batches/b1/delivery_report?type=full&status=Delivered%2CFailed&code=0%2C11%2C400",
            200, "xms-php/FetchDeliveryReport.responseBody.json", (c, e) => c.GetReportAsync(e, "b1", query, Ct));
        Assert.Equal([(DeliveryStatus.Delivered, 0, 2), (DeliveryStatus.Failed, 11, 1)], report.Statuses.Select(s => (s.Status, s.Code ?? -1, s.Count)));
    }

    [Fact]
    public async Task Recipient_report()
    {
        var report = await AskAsync(
            "GET /batches/b1/delivery_report/%2B123456789", 200, "xms-php/FetchRecipientDeliveryReport.responseBody.json",
            (c, e) => c.GetRecipientReportAsync(e, "b1", "+123456789", Ct));
        Assert.Equal((DeliveryStatus.Failed, 11, "123456789"), (report.Status, report.Code ?? -1, report.Recipient));
        Assert.Equal(SinchWindow.Utc("2016-12-05T16:24:23.318Z"), report.At);
    }

    [Fact]
    public async Task A_report_of_another_time_survives()
    {
        var report = await AskBodyAsync(
            "GET /batches/b1/delivery_report/1", 200,
            """{"new_field":{"a":[1]},"batch_id":"b1","recipient":"1","code":"0","status":"Teleported","at":"2014-10-02T09:30","operator":24001,"operator_status_at":"soon"}""",
            (c, e) => c.GetRecipientReportAsync(e, "b1", "1", Ct));
        Assert.Equal(("Teleported", 0, "24001"), (report.Status.Value, report.Code ?? -1, report.Operator));
        Assert.False(report.Status.IsKnown || report.Status.IsFinal);
        Assert.Equal(SinchWindow.Utc("2014-10-02T09:30:00Z"), report.At);
        Assert.Equal(TimeSpan.Zero, report.At!.Value.Offset);
        Assert.Null(report.OperatorStatusAt);
    }

    [Fact]
    public async Task List_reports()
    {
        var query = new ReportListQuery { Page = 2, PageSize = 5, Statuses = [DeliveryStatus.Delivered], Codes = [0], ClientReference = "r", StartAt = SinchWindow.Utc("2024-06-01") };
        var page = await AskBodyAsync(
            "GET /delivery_reports?page=2&page_size=5&start_date=2024-06-01T00%3A00%3A00.000Z&status=Delivered&code=0&client_reference=r", 200,
            """{"count":3,"page":0,"delivery_reports":[{"batch_id":"b","recipient":"+44231235674","code":401,"status":"Dispatched","at":"2022-08-30T08:16:08.930Z"}],"page_size":1}""",
            (c, e) => c.ListReportsAsync(e, query, Ct));
        Assert.Equal(DeliveryStatus.Dispatched, Assert.Single(page.DeliveryReports).Status);
    }

    [Fact]
    public async Task Inbounds()
    {
        var page = await AskAsync(
            "GET /inbounds?page=1&to=12345%2C54321", 200, "xms-php/FetchInbounds.responseBody1.json",
            (c, e) => c.ListInboundsAsync(e, new InboundQuery { Page = 1, To = ["12345", "54321"] }, Ct));
        Assert.Equal(["mo_text", "mo_binary", "mo_text"], page.Inbounds.Select(inbound => inbound.Type));
        var one = await AskAsync("GET /inbounds/i1", 200, "xms-php/FetchInbound.responseBody.json", (c, e) => c.GetInboundAsync(e, "i1", Ct));
        Assert.Equal(("987654321", "Hello, world!"), (one.From, one.Body?.Text));
    }

    [Fact]
    public async Task Groups()
    {
        var created = await AskAsync(
            "POST /groups", 201, "xms-php/CreateGroup.responseBody.json",
            (c, e) => c.CreateGroupAsync(e, new GroupContent { Name = "my group", Members = ["123456789", "987654321"] }, Ct),
            """{"name":"my group","members":["123456789","987654321"]}""");
        Assert.Equal(("12345", "hello"), (created.AutoUpdate?.To, created.AutoUpdate?.Add?.FirstWord));
        var page = await AskAsync("GET /groups?page=0&page_size=10", 200, "xms-php/FetchGroups.responseBody1.json", (c, e) => c.ListGroupsAsync(e, 0, 10, Ct));
        Assert.Equal("rah-test", Assert.Single(page.Groups).Name);
        await AskAsync("GET /groups/g1", 200, "xms-php/FetchGroup.responseBody.json", (c, e) => c.GetGroupAsync(e, "g1", Ct));
        await AskAsync(
            "POST /groups/g1", 200, "xms-php/UpdateGroup.responseBody.json",
            (c, e) => c.UpdateGroupAsync(e, "g1", new UpdateGroup { Name = Change.Clear, Add = ["1"] }, Ct), """{"add":["1"],"name":null}""");
        await AskAsync("PUT /groups/g1", 200, "xms-php/ReplaceGroup.responseBody.json", (c, e) => c.ReplaceGroupAsync(e, "g1", new GroupContent { Members = [] }, Ct), """{"members":[]}""");
        await AskBodyAsync("DELETE /groups/g1", 200, "", (c, e) => c.DeleteGroupAsync(e, "g1", Ct));
        var members = await AskBodyAsync("GET /groups/g1/members", 200, """["12018881111","12018882222"]""", (c, e) => c.ListMembersAsync(e, "g1", Ct));
        Assert.Equal(["12018881111", "12018882222"], members);
        var numeric = await AskBodyAsync("GET /groups/g1", 200, """{"id":"g1","auto_update":{"to":12345}}""", (c, e) => c.GetGroupAsync(e, "g1", Ct));
        Assert.Equal("12345", numeric.AutoUpdate?.To);
    }

    private static Task<T> AskAsync<T>(string request, int status, string fixture, Func<SinchClient, SinchEndpoint, Task<SinchResult<T>>> ask, string? sent = null) =>
        AskBodyAsync(request, status, SinchWindow.Fixture(fixture), ask, sent);

    private static async Task<T> AskBodyAsync<T>(string request, int status, string body, Func<SinchClient, SinchEndpoint, Task<SinchResult<T>>> ask, string? sent = null)
    {
        await using var server = await ScriptedServer.StartAsync(status, body);
        await using var window = new SinchWindow();

        var result = await ask(window.Client, SinchWindow.At(server.Root));

        Assert.Equal(request, $"{server.Only.Method} {server.Only.PathAndQuery.Replace("/xms/v1/4f1c2d3e", "", StringComparison.Ordinal)}");
        if (sent is not null)
            Assert.Equal(sent, server.Only.Body);
        return Assert.IsType<SinchResult<T>.Answered>(result).Value;
    }
}
