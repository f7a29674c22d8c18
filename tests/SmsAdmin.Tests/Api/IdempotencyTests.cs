using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Api;

public sealed class IdempotencyTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_parallel_calls_with_one_key_make_one_message_and_one_answer()
    {
        var caller = await console.CallerAsync();
        var (before, key) = (await CountAsync(), Guid.NewGuid().ToString());
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => PostAsync(caller, key)));

        Assert.Equal(1, await CountAsync() - before);
        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.Accepted || (answer.Status == HttpStatusCode.Conflict && answer is { RetryAfter: not null } && answer.Body.Contains("request-in-progress", StringComparison.Ordinal))));
        var first = Assert.Single(answers.Where(answer => answer.Status == HttpStatusCode.Accepted).Select(answer => answer.Body).Distinct());
        Assert.Single(answers, answer => answer is { Status: HttpStatusCode.Accepted, IsReplay: false });

        var later = await PostAsync(caller, key);
        Assert.Equal((HttpStatusCode.Accepted, first, true), (later.Status, later.Body, later.IsReplay));
        Assert.StartsWith("/api/v1/messages/", later.Location, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync() - before);
    }

    [Fact]
    public async Task Another_body_under_the_key_is_a_conflict_and_nothing_is_queued()
    {
        var caller = await console.CallerAsync();
        var key = Guid.NewGuid().ToString();
        await PostAsync(caller, key);
        var before = await CountAsync();

        var other = await PostAsync(caller, key, body: "Another text");
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        Assert.Contains("/problems/idempotency-key-reused", other.Body, StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task The_same_key_of_another_program_is_another_request_and_after_24_hours_it_is_free()
    {
        var (one, other, key) = (await console.CallerAsync(), await console.CallerAsync(), Guid.NewGuid().ToString());
        var first = await PostAsync(one, key);
        Assert.False((await PostAsync(other, key)).IsReplay);
        console.Time.Advance(TimeSpan.FromHours(24));
        var after = await PostAsync(one, key);
        Assert.Equal((false, false), (after.IsReplay, after.Body == first.Body));
    }

    [Fact]
    public async Task What_was_refused_leaves_its_key_free()
    {
        var plan = await console.AddPlanAsync("Acme EU", "eu", draft => draft with { PerDay = 1 });
        var (caller, key) = (await console.CallerAsync(plan), Guid.NewGuid().ToString());
        await PostAsync(caller, Guid.NewGuid().ToString());
        Assert.Equal(HttpStatusCode.TooManyRequests, (await PostAsync(caller, key)).Status);

        console.Time.Advance(TimeSpan.FromHours(24));
        var taken = await PostAsync(caller, key);
        Assert.Equal((HttpStatusCode.Accepted, false), (taken.Status, taken.IsReplay));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\tb")]
    public async Task A_key_that_is_none_is_told(string key) => Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(await console.CallerAsync(), key)).Status);

    [Fact]
    public async Task Within_an_api_keys_window_the_same_text_to_the_same_number_gets_the_first_answer()
    {
        var made = await console.MakeKeyAsync(with: draft => draft with { RepeatWindow = TimeSpan.FromMinutes(5) });
        var (caller, before) = (console.Caller(made.Key.Reveal()), await CountAsync());
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => PostAsync(caller, null, to: i % 2 == 0 ? "+12025551000" : "+1 202 555 1000")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.Status));
        Assert.Single(answers.Select(answer => answer.Body).Distinct());
        Assert.Equal(1, await CountAsync() - before);

        Assert.False((await PostAsync(caller, null, body: "Another text")).IsReplay);
        console.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.False((await PostAsync(caller, null, to: "+12025551000")).IsReplay);
        Assert.Equal(3, await CountAsync() - before);
    }

    [Fact]
    public async Task Neither_text_nor_key_can_be_read_from_what_is_kept()
    {
        var (caller, key) = (await console.CallerAsync(), "order-4711-" + Guid.NewGuid());
        await PostAsync(caller, key, body: "A text that nobody else may read");
        await using var db = await console.Room<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
        Assert.All(await db.KeptAnswers.AsNoTracking().ToListAsync(Ct), kept => Assert.DoesNotContain("4711", kept.Key + kept.Body, StringComparison.Ordinal));
    }

    private static async Task<(HttpStatusCode Status, string Body, bool IsReplay, string? Location, TimeSpan? RetryAfter)> PostAsync(
        HttpClient caller, string? key, string to = "+12015550100", string body = "Hello")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/messages") { Content = JsonContent.Create(new { to, body }) };
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var answer = await caller.SendAsync(request, Ct);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct), answer.Headers.Contains("Idempotency-Replayed"), answer.Headers.Location?.OriginalString, answer.Headers.RetryAfter?.Delta);
    }

    private async Task<int> CountAsync()
    {
        await using var db = await console.Room<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
        return await db.Messages.CountAsync(Ct);
    }
}
