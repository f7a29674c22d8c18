using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Delivery;

public sealed class IntakeTests : IAsyncLifetime
{
    private Walk _walk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Secret => _walk.Rooms.Get<WebhookSecrets>().For(_walk.PlanId)!;

    public async ValueTask InitializeAsync() => _walk = await Walk.StartAsync();

    public ValueTask DisposeAsync() => _walk.DisposeAsync();

    [Fact]
    public async Task The_known_answer_of_sinchs_sdk_passes_and_another_body_does_not()
    {
        using var vector = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures/sinch/webhooks/hmac-test-vector.json"), Ct));
        var headers = vector.RootElement.GetProperty("headers").EnumerateObject().ToDictionary(h => h.Name, h => h.Value.GetString()!);
        var body = vector.RootElement.GetProperty("raw_body").GetString()!;
        await AskForAsync(CallbackProofKind.Hmac, "", vector.RootElement.GetProperty("secret").GetString()!);

        Assert.IsType<IntakeOutcome.Stored>(await TakeAsync(body, headers));
        Assert.IsType<IntakeOutcome.NotAuthentic>(await TakeAsync(body + " ", headers));
        Assert.IsType<IntakeOutcome.NotAuthentic>(await TakeAsync(body, []));
    }

    [Theory]
    [InlineData(CallbackProofKind.Basic, "sinch", "Authorization", "Basic c2luY2g6dGhlLXNlY3JldA==")]
    [InlineData(CallbackProofKind.Header, "X-Callback-Key", "X-Callback-Key", "the-secret")]
    public async Task Without_its_proof_a_callback_is_not_stored_and_counts_in_one_alert(CallbackProofKind kind, string name, string header, string value)
    {
        await AskForAsync(kind, name, "the-secret");

        Assert.IsType<IntakeOutcome.Stored>(await TakeAsync("{}", new() { [header] = value }));
        Assert.IsType<IntakeOutcome.NotAuthentic>(await TakeAsync("{}", new() { [header] = value + "x" }));
        Assert.IsType<IntakeOutcome.NotAuthentic>(await TakeAsync("{}", []));

        var alert = Assert.Single(await _walk.Rooms.Get<AlertBook>().OpenAsync(Ct));
        Assert.Equal((AlertKind.CallbackNotAuthentic, 2), (alert.Kind, alert.Count));
        Assert.Equal(1, await _walk.Rooms.LookAsync(db => db.Callbacks.CountAsync(Ct)));
    }

    [Fact]
    public async Task The_proof_is_ciphertext_at_rest_and_kept_when_only_the_name_changes()
    {
        await AskForAsync(CallbackProofKind.Basic, "sinch", "the-secret");
        await AskForAsync(CallbackProofKind.Basic, "other", "");

        Assert.Equal(new CallbackProofView(CallbackProofKind.Basic, "other", "cret"), await _walk.Rooms.Get<CallbackProofs>().ReadAsync(_walk.PlanId, Ct));
        Assert.DoesNotContain("the-secret", await _walk.Rooms.LookAsync(db => db.Plans.Select(p => p.CallbackProofCipher!).SingleAsync(Ct)), StringComparison.Ordinal);
        Assert.DoesNotContain(await _walk.Rooms.LookAsync(db => db.Audit.Select(a => a.After ?? "").ToListAsync(Ct)), after => after.Contains("the-secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_received_text_stands_in_the_log_once_encrypted_and_is_shown_with_an_audit_entry()
    {
        const string Text = """{"type":"mo_text","id":"01A","from":"46701740605","to":"12015550199","body":"Where is my parcel?","received_at":"2026-11-23T11:59:58Z"}""";
        await TakeAsync(Text, []);
        await TakeAsync(Text, []);
        await _walk.Rooms.Get<Receipts>().RunOnceAsync(Ct);

        var log = _walk.Rooms.Get<InboundLog>();
        var row = Assert.Single((await log.ListAsync("0605", null, PageSide.OlderThan, 50, Ct)).Rows);
        Assert.Equal(("46701740605", "12015550199", true), (row.From.Digits, row.To, row.HasText));
        Assert.Empty((await log.ListAsync("+46701740606", null, PageSide.OlderThan, 50, Ct)).Rows);
        Assert.Equal("Where is my parcel?", Assert.IsType<ShownText.Text>(await log.ShowAsync(row.Id, TestRooms.Anna, Ct)).Value);
        Assert.Single(await _walk.Rooms.LookAsync(db => db.Audit.Where(a => a.Action == "message.text-shown").ToListAsync(Ct)));
        Assert.DoesNotContain("parcel", Encoding.UTF8.GetString(await _walk.Rooms.LookAsync(db => db.Inbounds.Select(i => i.TextCipher!).SingleAsync(Ct))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mo_binary.json", "mo_binary")]
    [InlineData("mo_media.json", "mo_media")]
    public async Task Binary_and_media_are_received_too(string fixture, string type)
    {
        await TakeAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures/sinch/webhooks", fixture), Ct), []);
        await _walk.Rooms.Get<Receipts>().RunOnceAsync(Ct);

        Assert.Equal(type, Assert.Single((await _walk.Rooms.Get<InboundLog>().ListAsync(null, null, PageSide.OlderThan, 50, Ct)).Rows).Type);
    }

    private async Task AskForAsync(CallbackProofKind kind, string name, string secret) =>
        Assert.Null(await _walk.Rooms.Get<CallbackProofs>().ChangeAsync(_walk.PlanId, kind, name, secret, TestRooms.Anna, Ct));

    private Task<IntakeOutcome> TakeAsync(string body, Dictionary<string, string> headers) => _walk.Rooms.Get<ReceiptIntake>().TakeAsync(
        Secret, new ArrivingCallback(name => headers.GetValueOrDefault(name), _ => Task.FromResult<byte[]?>(Encoding.UTF8.GetBytes(body))), Ct);
}
