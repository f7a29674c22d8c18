using System.Collections.Concurrent;

namespace SmsAdmin.Core.Accounts;

/// <summary>How often keys ask, in this process: a second's worth may come at once, and then as many a second as the key may.</summary>
internal sealed class ApiKeyRates(TimeProvider clock)
{
    private readonly ConcurrentDictionary<Guid, Pace> _paces = new();

    /// <summary>Takes one request's place; or says how long until there is one.</summary>
    public TimeSpan? Take(Guid keyId, int perSecond) => _paces.GetOrAdd(keyId, _ => new Pace()).Take(clock.GetUtcNow(), perSecond);

    // The instant at which all that was asked would have been done at an even pace. Nothing else need be kept.
    private sealed class Pace
    {
        private readonly Lock _gate = new();
        private DateTimeOffset _doneAt;

        public TimeSpan? Take(DateTimeOffset now, int perSecond)
        {
            var each = TimeSpan.FromSeconds(1) / perSecond;
            lock (_gate)
            {
                var done = (_doneAt > now ? _doneAt : now) + each;
                var wait = done - now - TimeSpan.FromSeconds(1);
                if (wait > TimeSpan.Zero) return wait;
                _doneAt = done;
                return null;
            }
        }
    }
}
