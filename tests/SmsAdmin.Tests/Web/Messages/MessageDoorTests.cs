using System.Net;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Web.Messages;

public sealed class MessageDoorTests(ReadyConsole console) : IClassFixture<ReadyConsole>
{
    [Fact]
    public async Task An_unknown_message_is_a_page_that_is_not_found()
    {
        var ct = TestContext.Current.CancellationToken;
        using var visitor = await console.SignedInAsync(Roles.Support, ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/messages/{Guid.NewGuid()}");
        request.Headers.Add("Accept", "text/html");
        using var answer = await visitor.SendAsync(request, ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no such page", await answer.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
    }
}
