using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Clients;

/// <summary>
/// The two calls of the runbook, by real curl and real Python: address, credentials, sender and recipient are filled in,
/// and the rest is what they send to Sinch. Through the gateway they gain queue, rate, quota and a place in the log.
/// </summary>
public sealed class RunbookTests(Gateway gateway) : IClassFixture<Gateway>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Dictionary<string, string> Environment => new() { ["SINCH_SERVICE_PLAN_ID"] = gateway.Plan.ServicePlanId, ["SINCH_API_TOKEN"] = gateway.Key };

    [Fact]
    public async Task Its_curl_sends()
    {
        const string to = "+12015550171";
        var command = $$"""
            curl -X POST "{{gateway.Address}}xms/v1/${SINCH_SERVICE_PLAN_ID}/batches" \
              -H "Authorization: Bearer ${SINCH_API_TOKEN}" -H "Content-Type: application/json" \
              -d '{"from": "{{Gateway.Sender}}", "to": ["{{to}}"], "body": "A test by curl"}' \
              --silent --show-error --write-out '\n%{http_code}'
            """;

        var said = await Gateway.RunAsync("bash", ["-c", command], gateway.Storage, Environment);

        Assert.EndsWith("\n201", said, StringComparison.Ordinal);
        await ArrivesAsync(to, "A test by curl");
    }

    [Fact]
    public async Task Its_Python_function_sends_a_code()
    {
        const string to = "+12015550172";
        var program = $$""""
            import os

            SERVICE_PLAN_ID, API_TOKEN = os.environ["SINCH_SERVICE_PLAN_ID"], os.environ["SINCH_API_TOKEN"]
            FROM_NUMBER = "{{Gateway.Sender}}"

            def send_otp(self, phone_number, otp_code):
                import requests

                answer = requests.post(
                    f"{{gateway.Address}}xms/v1/{SERVICE_PLAN_ID}/batches",
                    json={"from": FROM_NUMBER, "to": [phone_number], "body": f"Your code: {otp_code}"},
                    headers={"Authorization": f"Bearer {API_TOKEN}", "Content-Type": "application/json"},
                )
                return answer.status_code == 201

            print(send_otp(None, "{{to}}", "493021"))
            """";

        Assert.Equal("True", (await Gateway.RunAsync("python3", ["-c", program], gateway.Storage, Environment)).Trim());
        await ArrivesAsync(to, "Your code: 493021");
    }

    private async Task ArrivesAsync(string to, string text)
    {
        await Eventually.HoldsAsync(
            async () => (await gateway.TextsAsync(to)).Contains(text),
            () => Task.FromResult($"The text did not reach {to}."));
        Assert.Single(await gateway.TextsAsync(to));
        var logged = Assert.Single((await gateway.Room<MessageLog>().ListAsync(new MessageFilter { To = to }, null, PageSide.OlderThan, 10, Ct)).Rows);
        Assert.Equal((Origin.Xms, Gateway.KeyName), (logged.Origin, logged.RequestedBy));
        Assert.All(await gateway.Room<UsageMeter>().ReadAsync(gateway.Plan.Limits(), Ct), use => Assert.True(use.Messages > 0));
    }
}
