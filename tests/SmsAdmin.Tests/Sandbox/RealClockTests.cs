using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Sandbox;

public sealed class RealClockTests
{
    [Theory]
    [InlineData(30)]
    [InlineData(0)]
    public async Task Texts_arrive_by_themselves(double rate)
    {
        await using var host = await SandboxHost.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        await host.ControlAsync("plans", new { service_plan_id = "sandbox-us", rate });
        var arrived = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        host.World.TextArrived += text => arrived.TrySetResult(text.Body);
        await host.Sinch().SendAsync(Requests.Text("+12015550100").With("delivery_report", "per_recipient").With("callback_url", receiver.Url));
        Assert.Equal("Dispatched", (await receiver.NextAsync()).Json.GetProperty("status").GetString());
        Assert.Equal("Delivered", (await receiver.NextAsync()).Json.GetProperty("status").GetString());
        Assert.Equal("Hello", await arrived.Task.WaitAsync(TestContext.Current.CancellationToken));
    }
}
