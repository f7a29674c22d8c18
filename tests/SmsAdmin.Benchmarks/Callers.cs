using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace SmsAdmin.Benchmarks;

/// <summary>So many callers at once, each posting as soon as it was answered, with the platform's own client.</summary>
internal sealed class Callers : IDisposable
{
    private readonly HttpClient _http;
    private readonly int _callers;

    public Callers(int callers, string bearer)
    {
        _callers = callers;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, MaxConnectionsPerServer = callers, ActivityHeadersPropagator = null });
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
    }

    /// <summary>Posts <paramref name="count"/> bodies and says how long that took and how long each answer took.</summary>
    /// <exception cref="InvalidOperationException">An answer was not the expected one: a figure that counts refusals would be none.</exception>
    public Task<(TimeSpan Took, TimeSpan[] Each)> PostAsync(Uri url, int count, int expected, Func<int, string> body) => PostAsync(_ => url, count, expected, body);

    /// <summary>The same, each to an address of its own.</summary>
    public async Task<(TimeSpan Took, TimeSpan[] Each)> PostAsync(Func<int, Uri> url, int count, int expected, Func<int, string> body)
    {
        var next = -1;
        var each = new TimeSpan[count];
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, _callers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var mine && mine < count)
            {
                var begun = Stopwatch.GetTimestamp();
                await OneAsync(url(mine), body(mine), expected);
                each[mine] = Stopwatch.GetElapsedTime(begun);
            }
        })));
        return (clock.Elapsed, each);
    }

    /// <summary>Posts at a steady rate, whatever the answers take, and says how long each took from the instant at which it was due.</summary>
    public async Task<TimeSpan[]> PostSteadilyAsync(Func<int, Uri> url, int count, int perSecond, int expected, Func<int, string>? body)
    {
        const int ticksPerSecond = 500;
        var each = new TimeSpan[count];
        var all = new List<Task>(count);
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / ticksPerSecond));
        var begun = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < count && await ticks.WaitForNextTickAsync();)
        {
            // What a late tick left behind is due all the same.
            var due = Math.Min(count, (int)(Stopwatch.GetElapsedTime(begun).TotalSeconds * perSecond));
            for (; sent < due; sent++)
            {
                var mine = sent;
                all.Add(Task.Run(async () =>
                {
                    await OneAsync(url(mine), body?.Invoke(mine), expected);
                    each[mine] = Stopwatch.GetElapsedTime(begun) - TimeSpan.FromSeconds((mine + 1.0) / perSecond);
                }));
            }
        }

        await Task.WhenAll(all);
        return each;
    }

    /// <summary>Posts one message and says its id.</summary>
    public async Task<string> PostAndReadAsync(Uri url, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(url, content);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.GetValue<string>();
    }

    public void Dispose() => _http.Dispose();

    // Without a body it is a GET.
    private async Task OneAsync(Uri url, string? body, int expected)
    {
        using var content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (content is not null) content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = content is null ? await _http.GetAsync(url) : await _http.PostAsync(url, content);
        if ((int)answer.StatusCode != expected) throw new InvalidOperationException($"{url} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }
}
