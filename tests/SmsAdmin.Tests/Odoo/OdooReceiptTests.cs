using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Odoo;

public sealed class OdooReceiptTests : NativeRooms
{
    private CallbackReceiver _receiver = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _receiver = await CallbackReceiver.StartAsync();
        _receiver.Answer = """{"jsonrpc":"2.0","id":null,"result":"OK"}""";
    }

    public override async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_receipt_goes_to_the_address_that_Odoo_gave_and_the_log_says_that_it_was_taken()
    {
        var (id, secret) = await OnAsync(Root);
        var uuid = Uuid();
        await TakeAsync(secret, new NativeCall([new NativeText(uuid, "+12015550190", "Hello")], _receiver.Url));
        await DeliveredAsync();
        Assert.Equal(1, (await ViewAsync(id)).Receipts.Waiting);
        await PostAsync();

        var status = _receiver.All.Single().Json.GetProperty("params").GetProperty("message_statuses")[0];
        Assert.Equal(("delivered", uuid), (status.GetProperty("sms_status").GetString(), status.GetProperty("uuids")[0].GetString()));
        var receipts = (await ViewAsync(id)).Receipts;
        Assert.Equal((0, 0), (receipts.Waiting, receipts.GivenUp));
        Assert.NotNull(receipts.LastTakenAt);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://metadata.google.internal/sms/status")]
    [InlineData("http://another.example/sms/status")]
    [InlineData("http://127.0.0.1:1/sms/status")]
    [InlineData("file:///etc/passwd")]
    [InlineData("not an address")]
    public async Task An_address_that_is_not_this_Odoos_is_refused_and_audited_and_the_text_goes_out_all_the_same(string url)
    {
        var (id, secret) = await OnAsync(Root);
        for (var i = 0; i < 2; i++) await TakeAsync(secret, new NativeCall([new NativeText(Uuid(), "+12015550190", "Hello")], url));
        foreach (var message in await MessagesAsync()) Assert.Equal((null, null), (message.CallbackKind, message.CallbackUrl));
        await DeliveredAsync();
        await PostAsync();

        Assert.Empty(_receiver.All);
        Assert.Equal("acme-prod", Assert.Single(await AuditAsync("odoo.webhook-refused")).Subject);
        Assert.NotNull((await ViewAsync(id)).WebhookRefused);
    }

    [Fact]
    public async Task Odoos_own_base_url_may_not_lead_to_the_metadata_of_a_cloud()
    {
        var (_, secret) = await OnAsync("http://169.254.169.254");
        await TakeAsync(secret, new NativeCall([new NativeText(Uuid(), "+12015550190", "Hello")], "http://169.254.169.254/sms/status"));

        Assert.Null((await MessagesAsync()).Single().CallbackUrl);
        Assert.Contains("link-local or metadata", Assert.Single(await AuditAsync("odoo.webhook-refused")).After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_audited_once()
    {
        var (id, secret) = await OnAsync(Root);
        await TakeAsync(secret, new NativeCall([.. Enumerable.Range(0, 3).Select(i => new NativeText(Uuid(), $"+1201555019{i}", "Hello"))], _receiver.Url));
        await DeliveredAsync();
        _receiver.AnswerNext([.. Enumerable.Repeat(302, 10)]);
        await PostAsync();
        Clock.Advance(TimeSpan.FromSeconds(15));
        await PostAsync();

        Assert.Equal(new Uri(Root).Authority, Assert.Single((await AuditAsync("callback.redirected")).DistinctBy(entry => entry.Subject)).Subject);
        var receipts = (await ViewAsync(id)).Receipts;
        Assert.Equal(3, receipts.Waiting);
        Assert.Contains("not followed", receipts.LastSaid, StringComparison.Ordinal);
    }

    private string Root => new Uri(_receiver.Url).GetLeftPart(UriPartial.Authority);

    private async Task<NativeView> ViewAsync(Guid id) => (await Rooms.Get<NativeLog>().FindAsync(id, Ct))!;

    private async Task DeliveredAsync()
    {
        foreach (var message in await MessagesAsync())
            await Rooms.Get<MessageMoves>().StatusAsync(message, MessageState.Delivered, null, new MessageEvent { At = Clock.GetUtcNow(), Kind = MessageEventKind.Status });
    }
}
