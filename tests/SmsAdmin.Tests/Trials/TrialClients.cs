using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace SmsAdmin.Tests.Trials;

/// <summary>
/// Programs that send over HTTP while the other end dies again and again. What was answered with 202 counts as accepted and
/// nothing else; what was not answered may be there or not, so it is never asked for again: the next one is a new message.
/// </summary>
internal sealed class TrialClients : IDisposable
{
    private const int AtOnce = 8;

    private readonly HttpClient _http;
    private readonly IReadOnlyList<Uri> _instances;
    private readonly Func<string> _recipient;
    private readonly SemaphoreSlim _toSend = new(0);
    private readonly ConcurrentDictionary<Guid, bool> _accepted = new();
    private int _unanswered;

    public TrialClients(IReadOnlyList<Uri> instances, string key, Func<string> recipient)
    {
        (_instances, _recipient) = (instances, recipient);
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(20) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public ICollection<Guid> Accepted => _accepted.Keys;

    public int Unanswered => Volatile.Read(ref _unanswered);

    /// <summary>So many more are to be accepted.</summary>
    public void Send(int messages) => _toSend.Release(messages);

    /// <summary>Sends until it is told to end.</summary>
    public Task RunAsync(CancellationToken ct) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(caller => Task.Run(() => CallAsync(caller, ct), CancellationToken.None)));

    public void Dispose()
    {
        _http.Dispose();
        _toSend.Dispose();
    }

    private async Task CallAsync(int turn, CancellationToken ct)
    {
        using var breath = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (true)
            {
                await _toSend.WaitAsync(ct);
                for (var to = _recipient(); !await PostAsync(_instances[turn++ % _instances.Count], to, ct); await breath.WaitForNextTickAsync(ct)) Interlocked.Increment(ref _unanswered);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The trial is over.
        }
    }

    private async Task<bool> PostAsync(Uri instance, string to, CancellationToken ct)
    {
        try
        {
            using var answer = await _http.PostAsJsonAsync(new Uri(instance, "/api/v1/messages"), new { to, body = "The parcel is here" }, ct);
            if (answer.StatusCode != HttpStatusCode.Accepted) return false;
            var taken = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
            return _accepted.TryAdd(taken.GetProperty("id").GetGuid(), true);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }
}
