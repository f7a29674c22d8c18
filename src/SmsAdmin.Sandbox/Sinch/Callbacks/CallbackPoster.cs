using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Channels;

namespace SmsAdmin.Sandbox.Sinch.Callbacks;

/// <summary>
/// Posts receipts and inbound texts as Sinch does: 5 seconds after the first failure, then doubling, last after 81,920.
/// Redirects are not followed.
/// </summary>
internal sealed partial class CallbackPoster : IDisposable
{
    private const int Workers = 16;
    private const int LastRetry = 15;

    private static readonly TimeSpan FirstRetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan EaseAfter = TimeSpan.FromSeconds(30);

    private readonly Channel<CallbackJob> _jobs = Channel.CreateUnbounded<CallbackJob>();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    private readonly TimeProvider _time;
    private readonly Agenda _agenda;
    private readonly ILogger _log;
    private readonly Lazy<Task> _workers;
    private readonly Lock _gate = new();
    private TaskCompletionSource _settled = Unsettled();
    private int _inFlight;

    public CallbackPoster(TimeProvider time, Agenda agenda, ILogger log)
    {
        (_time, _agenda, _log) = (time, agenda, log);
        _http.Timeout = Timeout.InfiniteTimeSpan;
        _workers = new Lazy<Task>(() => Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(WorkAsync))));
    }

    public void Post(CallbackJob job)
    {
        lock (_gate)
            _inFlight++;
        _ = _workers.Value;
        _jobs.Writer.TryWrite(job);
    }

    /// <summary>Posts at once and returns when the first try is over.</summary>
    public async Task PostNowAsync(CallbackJob job)
    {
        lock (_gate)
            _inFlight++;
        await TryAsync(job);
    }

    /// <summary>Completes when nothing is being posted; retries that wait for their hour do not count.</summary>
    public Task WhenSettledAsync()
    {
        lock (_gate)
            return _inFlight == 0 ? Task.CompletedTask : _settled.Task;
    }

    public void Dispose()
    {
        _jobs.Writer.TryComplete();
        _http.Dispose();
    }

    private async Task WorkAsync()
    {
        await foreach (var job in _jobs.Reader.ReadAllAsync())
            await TryAsync(job);
    }

    private async Task TryAsync(CallbackJob job)
    {
        try
        {
            var outcome = await SendAsync(job);
            Log.Posted(_log, outcome, job.Attempt + 1);
            if (outcome is CallbackOutcome.TooFast)
                SlowDown(job);
            if (outcome is CallbackOutcome.Failed or CallbackOutcome.TooFast && job.Attempt < LastRetry)
                _agenda.At(_time.GetUtcNow() + (FirstRetryAfter * (1 << job.Attempt)), _ => Post(job with { Attempt = job.Attempt + 1 }));
        }
        finally
        {
            Settle();
        }
    }

    private async Task<CallbackOutcome> SendAsync(CallbackJob job)
    {
        var settings = job.Plan.Settings;
        if (settings.CallbacksBlocked)
            return CallbackOutcome.Failed;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, job.Url) { Content = new ByteArrayContent(job.Body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
            if (settings.CallbackBasicAuth is { } basic)
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic",
                    Convert.ToBase64String(Encoding.UTF8.GetBytes($"{basic.User}:{basic.Password}")));
            foreach (var (name, value) in settings.CallbackHeaders ?? [])
                request.Headers.TryAddWithoutValidation(name, value);
            if (settings.HmacSecret is { } secret)
                CallbackSignature.Sign(request.Headers, secret, job.Body, _time.GetUtcNow());
            using var patience = new CancellationTokenSource(AnswerWithin, _time);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return response switch
            {
                { IsSuccessStatusCode: true } => CallbackOutcome.Accepted,
                { StatusCode: HttpStatusCode.TooManyRequests } => CallbackOutcome.TooFast,
                { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError } => CallbackOutcome.Dropped,
                _ => CallbackOutcome.Failed,
            };
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            return CallbackOutcome.Failed;
        }
    }

    private void SlowDown(CallbackJob job)
    {
        lock (job.Plan.Gate)
            job.Plan.Queue.Throttle();
        _agenda.At(_time.GetUtcNow() + EaseAfter, Ease);

        void Ease(DateTimeOffset at)
        {
            bool slow;
            lock (job.Plan.Gate)
            {
                job.Plan.Queue.Ease();
                slow = job.Plan.Queue.IsThrottled;
            }
            if (slow)
                _agenda.At(at + EaseAfter, Ease);
        }
    }

    private void Settle()
    {
        lock (_gate)
        {
            if (--_inFlight > 0)
                return;
            _settled.TrySetResult();
            _settled = Unsettled();
        }
    }

    // Who waits must not go on inside the lock
    private static TaskCompletionSource Unsettled() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Callback {Outcome} at try {Try}")]
        public static partial void Posted(ILogger logger, CallbackOutcome outcome, int @try);
    }
}
