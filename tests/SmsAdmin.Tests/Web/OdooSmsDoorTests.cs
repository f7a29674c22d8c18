using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.OdooRpc;
using SmsAdmin.Core.Words;
using SmsAdmin.Sandbox.Odoo;
using SmsAdmin.Tests.Support;
using OdooParameter = SmsAdmin.Core.OdooRpc.OdooParameter;

namespace SmsAdmin.Tests.Web;

/// <summary>What Odoo's own SMS module posts, through the running program's front door.</summary>
public sealed class OdooSmsDoorTests(ReadyConsole console) : IClassFixture<ReadyConsole>, IAsyncLifetime
{
    private const string Send = "api/sms/3/send";
    private readonly HttpClient _http = new();
    private string _endpoint = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (await console.Room<Connections>().ListAsync(Ct) is not [{ Id: var id }])
        {
            var plan = (await console.Room<Plans>().ListAsync(Ct)).First(p => p.IsSandbox);
            var draft = new ConnectionDraft("Sandbox", new Uri(console.Address, "sandbox/odoo/19").AbsoluteUri, "odoo", "admin", true, plan.Id);
            id = Assert.IsType<ConnectionOutcome.Saved>(await console.Room<ConnectionEditing>().AddAsync(draft, OdooKeys.Admin, TestRooms.Anna, Ct)).Id;
            Assert.IsType<SwitchOutcome.Done>(await console.Room<NativeSwitch>().OnAsync(id, TestRooms.Anna, Ct));
        }

        var open = Assert.IsType<ConnectionOpening.Open>(await console.Room<Connections>().OpenAsync(id, Ct));
        _endpoint = Assert.IsType<OdooResult<IReadOnlyList<OdooParameter>>.Answered>(await open.Session.Parameters.ReadAsync(["sms.endpoint"], Ct)).Value.Single().Value;
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("002_api_sms_3_send-ok")]
    [InlineData("022_api_sms_3_send-ok")]
    [InlineData("042_api_sms_3_send-ok")]
    [InlineData("060_api_sms_3_send-processing")]
    public async Task A_call_as_a_real_Odoo_posted_it_is_answered_as_Odoo_reads_it(string recorded)
    {
        using var recording = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures/odoo/outbound-iap", $"{recorded}.json"), Ct));
        var call = recording.RootElement.GetProperty("json");
        var (status, answer) = await PostAsync(Send, call.GetRawText());

        Assert.Equal((HttpStatusCode.OK, "2.0"), (status, answer.GetProperty("jsonrpc").GetString()));
        Assert.Equal(call.GetProperty("id").GetString(), answer.GetProperty("id").GetString());
        var result = answer.GetProperty("result").EnumerateArray().Single();
        Assert.Equal(call.GetProperty("params").GetProperty("messages")[0].GetProperty("numbers")[0].GetProperty("uuid").GetString(), result.GetProperty("uuid").GetString());
        Assert.Equal(("processing", 1), (result.GetProperty("state").GetString(), result.GetProperty("credit").GetInt32()));
        Assert.Equal(["uuid", "state", "credit"], result.EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public async Task A_wrong_secret_is_404_in_the_form_of_JSON_RPC_and_its_body_is_not_read()
    {
        var (status, answer) = await PostAsync(Send, "not even json", $"{_endpoint[..^32]}{new string('0', 32)}");

        Assert.Equal((HttpStatusCode.NotFound, "odoo.exceptions.AccessError"), (status, Name(answer)));
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("[]", 400)]
    [InlineData("{", 400)]
    [InlineData("null", 400)]
    [InlineData("\"text\"", 400)]
    [InlineData("""{"params":{"messages":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}}""", 400)]
    [InlineData("{}", 200)]
    [InlineData("""{"id":{"a":1},"params":[]}""", 200)]
    [InlineData("""{"id":1,"params":{"messages":{}}}""", 200)]
    [InlineData("""{"id":1,"params":{"messages":[1]}}""", 200)]
    [InlineData("""{"id":1,"params":{"messages":[{"content":"x","numbers":[{"uuid":"short","number":"+12015550190"}]}]}}""", 200)]
    [InlineData("""{"id":1,"params":{"messages":[{"content":"x","numbers":[{"uuid":"0123456789ABCDEF0123456789ABCDEF","number":"+12015550190"}]}]}}""", 200)]
    [InlineData("""{"id":1,"params":{"messages":[{"content":"\ud800","numbers":[{"uuid":"0123456789abcdef0123456789abcdef","number":"+12015550190"}]}]}}""", 200)]
    public async Task A_call_with_a_fault_of_form_gets_an_error_with_a_name_and_leaves_nothing(string body, int status)
    {
        var before = await CountAsync();
        var (got, answer) = await PostAsync(Send, body);

        Assert.Equal(status, (int)got);
        Assert.NotEmpty(Name(answer)!);
        Assert.Equal("", answer.GetProperty("error").GetProperty("data").GetProperty("debug").GetString());
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task False_stands_for_nothing_and_a_uuid_given_twice_is_one_text()
    {
        var uuid = Guid.NewGuid().ToString("N");
        var (_, answer) = await PostAsync(Send, $$$"""
            {"id":7,"params":{"webhook_url":false,"messages":[{"content":"Hi","numbers":[{"uuid":"{{{Guid.NewGuid():N}}}","number":false},{"uuid":"{{{uuid}}}","number":"+12015550190"},{"uuid":"{{{uuid}}}","number":"+12015550190"}]}]}}
            """);

        Assert.Equal(7, answer.GetProperty("id").GetInt32());
        Assert.Equal(["wrong_number_format", "processing"], answer.GetProperty("result").EnumerateArray().Select(result => result.GetProperty("state").GetString()));
    }

    /// <summary>The time that it took is printed: a machine that is busy with something else proves nothing.</summary>
    [Fact]
    public async Task Five_hundred_in_one_call_are_answered_once_all_of_them_are_on_the_disk()
    {
        var numbers = string.Join(',', Enumerable.Range(0, 500).Select(i => $$"""{"uuid":"{{Guid.NewGuid():N}}","number":"+1201556{{i:0000}}"}"""));
        var before = await CountAsync();
        var began = Stopwatch.GetTimestamp();
        var (_, answer) = await PostAsync(Send, $$$"""{"id":1,"params":{"messages":[{"content":"Hello","numbers":[{{{numbers}}}]}]}}""");
        TestContext.Current.TestOutputHelper?.WriteLine($"500 texts in one call: {Stopwatch.GetElapsedTime(began).TotalMilliseconds:N0} ms");

        Assert.Equal(500, answer.GetProperty("result").EnumerateArray().Count(result => result.GetProperty("state").GetString() == "processing"));
        Assert.Equal(before + 500, await CountAsync());
    }

    [Theory]
    [InlineData("api/sms/1/account/create", """{"phone_number":"+12015550190"}""")]
    [InlineData("api/sms/2/account/verify", """{"code":"483920"}""")]
    [InlineData("api/sms/1/account/update_sender", """{"sender_name":"Acme"}""")]
    public async Task Registering_is_answered_as_closed_and_nothing_is_claimed(string path, string parameters)
    {
        var (status, answer) = await PostAsync(path, $$$"""{"jsonrpc":"2.0","id":"a","method":"call","params":{{{parameters}}}}""");

        Assert.Equal((HttpStatusCode.OK, "closed_feature"), (status, answer.GetProperty("result").GetProperty("state").GetString()));
    }

    [Fact]
    public async Task The_secret_stands_in_no_row_of_the_database_and_in_no_line_of_the_log()
    {
        await PostAsync(Send, """{"id":1,"params":{"messages":[]}}""");
        var secret = _endpoint[^32..];

        Assert.Empty(Leaks.Of(secret, new DirectoryInfo(console.Storage).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Extension != ".lock")));
    }

    private static string? Name(JsonElement answer) => answer.GetProperty("error").GetProperty("data").GetProperty("name").GetString();

    private async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(string path, string body, string? endpoint = null)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri($"{endpoint ?? _endpoint}/{path}"), content, Ct);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Ct)));
    }

    private async Task<int> CountAsync()
    {
        await using var db = await console.Room<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
        return await db.Messages.CountAsync(m => m.Origin == Origin.Odoo, Ct);
    }
}
