using System.Net;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Web;

public sealed class WebhookDoorTests(ReadyConsole console) : IClassFixture<ReadyConsole>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_does_not_parse_is_200_what_is_too_large_503_and_only_a_wrong_secret_404()
    {
        var plan = (await console.Room<Plans>().ListAsync(Ct))[0];
        var secret = console.Room<WebhookSecrets>().For(plan.Id)!;

        Assert.Equal(HttpStatusCode.OK, await PostAsync(secret, "not json at all"u8.ToArray()));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("guess", new byte[2_000_000]));
        Assert.DoesNotContain(await console.Room<AlertBook>().OpenAsync(Ct), alert => alert.Kind == AlertKind.CallbackTooLarge);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(secret, new byte[2_000_000]));
        Assert.Contains(await console.Room<AlertBook>().OpenAsync(Ct), alert => alert.Kind == AlertKind.CallbackTooLarge && alert.PlanId == plan.Id);
    }

    [Fact]
    public async Task Callbacks_in_a_flood_are_never_answered_429()
    {
        var plan = (await console.Room<Plans>().ListAsync(Ct))[0];
        var secret = console.Room<WebhookSecrets>().For(plan.Id)!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => PostAsync(secret, "{}"u8.ToArray())));

        Assert.Equal([HttpStatusCode.OK], answers.Distinct());
    }

    [Fact]
    public async Task Metrics_are_for_a_signed_in_administrator_and_hold_neither_number_nor_text()
    {
        console.Room<Meters>().Accepted(Guid.Empty, Lane.Otp);
        console.Room<Meters>().Final(Guid.Empty, Lane.Otp, MessageState.Failed, 412, TimeSpan.FromSeconds(2));
        console.Room<Meters>().Final(Guid.Empty, Lane.Otp, MessageState.Failed, 1_234_567, TimeSpan.FromSeconds(2));
        using var admin = await console.AdminAsync(Ct);
        using var operate = await console.SignedInAsync(Roles.Operator, Ct);
        using var nobody = new HttpClient();

        using var open = await admin.GetAsync("/metrics", Ct);
        using var closed = await operate.GetAsync("/metrics", Ct);
        using var anonymous = await nobody.GetAsync(new Uri(console.Address, "/metrics"), Ct);

        var text = await open.Content.ReadAsStringAsync(Ct);
        Assert.Matches("smsadmin_messages_accepted_messages?_total\\{[^}]*lane=\"Otp\"|smsadmin_messages_accepted_total\\{[^}]*lane=\"Otp\"", text);
        Assert.Contains("code=\"412\"", text, StringComparison.Ordinal);
        Assert.Contains("code=\"other\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("1234567", text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized), (closed.StatusCode, anonymous.StatusCode));
    }

    [Fact]
    public async Task What_callbacks_must_prove_is_set_by_a_plain_post_and_not_shown_again()
    {
        var plan = (await console.Room<Plans>().ListAsync(Ct))[0];
        using var admin = await console.AdminAsync(Ct);

        using var answer = await admin.PostAsync($"/credentials/{plan.Id}/callbacks", "callback-proof", Ct, ("Input.Kind", "Header"), ("Input.Name", "X-Key"), ("Input.Secret", "nobody-knows-this"));

        Assert.StartsWith("/credentials?changed=", admin.Leads(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("nobody-knows", await admin.ReadAsync($"/credentials/{plan.Id}/callbacks", Ct), StringComparison.Ordinal);
        await console.Room<CallbackProofs>().ChangeAsync(plan.Id, CallbackProofKind.None, null, null, TestRooms.Anna, Ct);
    }

    [Fact]
    public async Task The_address_for_received_texts_is_shown_to_an_administrator_who_asks()
    {
        var plan = (await console.Room<Plans>().ListAsync(Ct))[0];
        var path = $"/webhooks/sinch/{console.Room<WebhookSecrets>().For(plan.Id)}";
        using var admin = await console.AdminAsync(Ct);
        using var operate = await console.SignedInAsync(Roles.Operator, Ct);

        Assert.DoesNotContain(path, await admin.ReadAsync($"/credentials/{plan.Id}/callbacks", Ct), StringComparison.Ordinal);
        Assert.Contains(path, await admin.ReadAsync($"/credentials/{plan.Id}/callbacks?show=address", Ct), StringComparison.Ordinal);
        using var refused = await operate.GetAsync($"/credentials/{plan.Id}/callbacks?show=address", Ct);
        Assert.DoesNotContain(path, await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/messages/received", "Nothing received yet")]
    [InlineData("/settings/retention", "Erase what is due")]
    public async Task The_page_stands(string path, string words)
    {
        using var admin = await console.AdminAsync(Ct);

        Assert.Contains(words, await admin.ReadAsync(path, Ct), StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> PostAsync(string secret, byte[] body)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri(console.Address, $"/webhooks/sinch/{secret}"), new ByteArrayContent(body), Ct);
        return answer.StatusCode;
    }
}

public sealed class MetricsTokenTests : IAsyncLifetime
{
    private readonly ConsoleHost _console = new() { Settings = new() { ["Metrics:Token"] = "a-token-for-the-scraper" } };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _console.InitializeAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Theory]
    [InlineData("a-token-for-the-scraper", HttpStatusCode.OK)]
    [InlineData("another-token", HttpStatusCode.Unauthorized)]
    public async Task A_scraper_reads_with_the_token_and_only_with_it(string token, HttpStatusCode expected)
    {
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
        using var answer = await http.GetAsync(new Uri(_console.Address, "/metrics"), Ct);

        Assert.Equal(expected, answer.StatusCode);
    }
}
