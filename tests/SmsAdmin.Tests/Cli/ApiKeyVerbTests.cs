using System.Net;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Cli;

namespace SmsAdmin.Tests.Cli;

public sealed class ApiKeyVerbTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_from_a_shell_opens_the_running_console_until_the_shell_revokes_it()
    {
        var made = await DoAsync("create", "--name", "Odoo production", "--plan", "acme us", "--scope", "messages:send", "--scope=messages:read", "--expires", "90d");
        Assert.Equal(0, made.Exit);
        var key = made.Output.TrimEnd();
        Assert.Matches("^sms_live_[a-z2-9]{8}_[A-Za-z0-9]{40}$", key);
        Assert.DoesNotContain(key, made.Error, StringComparison.Ordinal);
        var caller = console.Caller(key);
        using (var sent = await SendAsync(caller)) Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        var row = Assert.Single(await console.Room<ApiKeys>().ListAsync(Ct), row => key.StartsWith(row.Prefix, StringComparison.Ordinal));
        Assert.Equal((console.PlanId, ApiScopes.MessagesSend | ApiScopes.MessagesRead), (row.PlanId, row.Scopes));
        Assert.Equal(TimeSpan.FromDays(90), row.ExpiresAt - row.CreatedAt);

        var listed = await DoAsync("list");
        Assert.Contains($"{row.Prefix}\tgood\tOdoo production\tAcme US\tmessages:send,messages:read", listed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(key, listed.Output, StringComparison.Ordinal);

        Assert.Equal(0, (await DoAsync("revoke", row.Prefix)).Exit);
        console.Time.Advance(TimeSpan.FromSeconds(3));
        using var refused = await SendAsync(caller);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains($"{row.Prefix}\trevoked", (await DoAsync("list")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "There is no service plan Nowhere. There are: Acme US.", "create", "--name", "Odoo", "--plan", "Nowhere", "--scope", "messages:send")]
    [InlineData(1, "Give a name", "create", "--plan", "Acme US", "--scope", "messages:send")]
    [InlineData(1, "at least one thing", "create", "--name", "Odoo", "--plan", "Acme US")]
    [InlineData(1, "There is no such key", "revoke", "sms_live_aaaaaaaa")]
    [InlineData(2, "There is no scope messages:all", "create", "--name", "Odoo", "--plan", "Acme US", "--scope", "messages:all")]
    [InlineData(2, "90d or 12h", "create", "--name", "Odoo", "--plan", "Acme US", "--scope", "messages:send", "--expires", "soon")]
    [InlineData(2, "--name needs a value", "create", "--name")]
    [InlineData(2, "no option --colour", "create", "--colour", "red")]
    [InlineData(2, "not a way to call it", "revoke")]
    [InlineData(2, "not a way to call it", "destroy")]
    [InlineData(0, "apikey create --name NAME", "--help")]
    public async Task What_it_does_not_do_it_says_on_standard_error_and_by_its_exit_code(int exit, string says, params string[] args)
    {
        var result = await DoAsync(args);

        Assert.Equal((exit, ""), (result.Exit, result.Output));
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
    }

    private async Task<(int Exit, string Output, string Error)> DoAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await new ApiKeyVerb(output, error).DoAsync([.. args, .. console.StorageArguments]);
        return (exit, output.ToString(), error.ToString());
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient caller) =>
        caller.PostAsync("/api/v1/messages", new StringContent("""{"to":"+12015550100","body":"Hello"}""", null, "application/json"), Ct);
}
