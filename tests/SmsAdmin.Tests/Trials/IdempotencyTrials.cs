using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Trials;

/// <summary>The real program is killed while callers wait for the answer to a request that they can repeat.</summary>
public sealed class IdempotencyTrials
{
    private const int Keys = 60;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_between_a_call_and_its_answer_each_key_makes_one_message_and_one_answer()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await using var rooms = await TestRooms.StartAsync();
        var plan = await rooms.AddPlanAsync(sandbox);
        var made = Assert.IsType<ApiKeyOutcome.Created>(await rooms.Get<ApiKeys>().CreateAsync(new ApiKeyDraft("Trial", plan, "Acme US", ApiScopes.MessagesSend), TestRooms.Anna, Ct));
        await using var program = new Instance(rooms, new Dictionary<string, string>());
        await program.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = program.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Key.Reveal());

        // Killed while they come in: some are answered, some written and not answered, some not there at all.
        var heard = Enumerable.Range(0, Keys).Select(i => CallAsync(http, i)).ToArray();
        await Task.WhenAny(heard);
        await program.KillAsync();
        var before = await Task.WhenAll(heard);
        await program.StartAsync();

        var after = await Task.WhenAll(Enumerable.Range(0, Keys).Select(i => CallAsync(http, i)));
        Assert.All(after, Assert.NotNull);
        Assert.All(before.Zip(after).Where(pair => pair.First is not null), pair => Assert.Equal(pair.First, pair.Second));
        Assert.Equal(after, await Task.WhenAll(Enumerable.Range(0, Keys).Select(i => CallAsync(http, i))));
        var ids = after.Select(body => JsonDocument.Parse(body!).RootElement.GetProperty("id").GetGuid()).Order().ToList();
        Assert.Equal(ids, await rooms.LookAsync(async db => (await db.Messages.Select(m => m.Id).ToListAsync(Ct)).Order().ToList()));
    }

    private static async Task<string?> CallAsync(HttpClient http, int i)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/messages") { Content = JsonContent.Create(new { to = $"+1202555{1000 + i}", body = "Hello" }) };
        request.Headers.Add("Idempotency-Key", $"trial {i}");
        try
        {
            using var answer = await http.SendAsync(request, Ct);
            return answer.StatusCode == HttpStatusCode.Accepted ? await answer.Content.ReadAsStringAsync(Ct) : null;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return null;
        }
    }
}
