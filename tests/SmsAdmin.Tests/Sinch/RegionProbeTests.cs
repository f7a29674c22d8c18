using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Sinch;

public sealed class RegionProbeTests
{
    private const string NoBatches = """{"count":0,"page":0,"batches":[],"page_size":0}""";
    private static readonly Secret Token = new(SinchWindow.Token);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_regions_are_asked_at_once_by_get_and_the_right_one_is_found()
    {
        // Opens only when all five are here: asked one after another they would never pass.
        var together = new Gathering(SinchRegion.All.Count);
        await using var server = await ScriptedServer.StartAsync(async (context, request) =>
        {
            together.Arrive();
            await together.Complete.WaitAsync(Ct);
            var (status, body) = request.PathAndQuery.Split('/')[1] switch
            {
                "au" => (200, NoBatches),
                "us" => (404, ""),
                "br" => (503, "<html></html>"),
                _ => (401, ""),
            };
            await ScriptedServer.WriteAsync(context, status, body);
        });
        await using var window = new SinchWindow(null, ("Sinch:ProbeTimeout", "00:00:30"));

        var asked = Assert.IsType<ProbeOutcome.Asked>(await window.Probe.AskAsync(SinchWindow.Plan, Token, server.Root + "/{region}", true, Ct));

        Assert.Equal(SinchRegion.Australia, asked.Found);
        Assert.Equal(
            [RegionMeaning.DoesNotKnow, RegionMeaning.DoesNotKnow, RegionMeaning.Knows, RegionMeaning.OtherRefusal, RegionMeaning.DoesNotKnow],
            asked.Answers.Select(answer => answer.Meaning));
        Assert.All(server.Requests, request => Assert.Equal("GET", request.Method));
        Assert.All(server.Requests, request => Assert.EndsWith("/xms/v1/4f1c2d3e/batches?page_size=1", request.PathAndQuery, StringComparison.Ordinal));
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task Silent_regions_cost_less_than_three_seconds()
    {
        var clock = new FakeTimeProvider();
        var together = new Gathering(SinchRegion.All.Count);
        await using var server = await ScriptedServer.StartAsync(async (context, _) =>
        {
            together.Arrive();
            var hang = new TaskCompletionSource();
            await using var release = context.RequestAborted.Register(hang.SetResult);
            await hang.Task;
        });
        await using var window = new SinchWindow(clock);

        var asking = window.Probe.AskAsync(SinchWindow.Plan, Token, server.Root + "/{region}", true, Ct);
        await together.Complete.WaitAsync(Ct);
        clock.Advance(TimeSpan.FromSeconds(2.9));
        var asked = Assert.IsType<ProbeOutcome.Asked>(await asking);

        Assert.Null(asked.Found);
        Assert.All(asked.Answers, answer => Assert.Equal(FailureKind.Timeout, Assert.IsType<CredentialCheck.Unreachable>(answer.Answer).Kind));
    }

    [Fact]
    public async Task A_wrong_token_is_refused_everywhere_and_no_region_is_named()
    {
        await using var server = await ScriptedServer.StartAsync(401);
        await using var window = new SinchWindow();

        var asked = Assert.IsType<ProbeOutcome.Asked>(await window.Probe.AskAsync(SinchWindow.Plan, Token, server.Root + "/{region}", true, Ct));

        Assert.Null(asked.Found);
        Assert.All(asked.Answers, answer => Assert.Equal(RegionMeaning.DoesNotKnow, answer.Meaning));
    }

    [Fact]
    public async Task A_whole_address_leaves_nothing_to_find_and_a_bad_one_is_refused()
    {
        await using var window = new SinchWindow();

        Assert.IsType<ProbeOutcome.NothingToFind>(await window.Probe.AskAsync(SinchWindow.Plan, Token, "https://sms.example.com", false, Ct));
        Assert.Equal(new ProbeOutcome.Unusable(EndpointFault.BaseUrl), await window.Probe.AskAsync(SinchWindow.Plan, Token, "{region}", false, Ct));
    }

    [Theory]
    [InlineData(200, NoBatches, typeof(CredentialCheck.Works))]
    [InlineData(401, "", typeof(CredentialCheck.TokenRefused))]
    [InlineData(404, "", typeof(CredentialCheck.PlanUnknown))]
    [InlineData(403, """{"code":"blocked_account","text":"no credit"}""", typeof(CredentialCheck.Blocked))]
    [InlineData(403, """{"code":"another"}""", typeof(CredentialCheck.Unexpected))]
    [InlineData(429, "", typeof(CredentialCheck.Unexpected))]
    [InlineData(500, "", typeof(CredentialCheck.Unexpected))]
    [InlineData(200, "<html>sign in to the network</html>", typeof(CredentialCheck.Unexpected))]
    public async Task Credentials_are_verified_by_a_harmless_get(int status, string body, Type expected)
    {
        await using var server = await ScriptedServer.StartAsync(status, body);
        await using var window = new SinchWindow();

        var check = await window.Client.VerifyAsync(SinchWindow.At(server.Root), Ct);

        Assert.IsType(expected, check);
        Assert.Equal(("GET", "/xms/v1/4f1c2d3e/batches?page_size=1"), (server.Only.Method, server.Only.PathAndQuery));
        Assert.Equal(status, check.Exchange.Status);
    }

    [Fact]
    public async Task A_dead_host_is_unreachable()
    {
        await using var window = new SinchWindow();

        var check = await window.Client.VerifyAsync(SinchWindow.At(ScriptedServer.DeadRoot()), Ct);

        Assert.Equal(FailureKind.ConnectionRefused, Assert.IsType<CredentialCheck.Unreachable>(check).Kind);
    }

    /// <summary>Complete once so many have arrived.</summary>
    private sealed class Gathering(int expected)
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _missing = expected;

        public Task Complete => _all.Task;

        public void Arrive()
        {
            if (Interlocked.Decrement(ref _missing) == 0)
                _all.SetResult();
        }
    }
}
