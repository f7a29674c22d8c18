using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using SmsAdmin.Core.Accounts;

namespace SmsAdmin.Web.Hosting;

/// <summary>
/// A circuit outlives the cookie check of its first request. It hears when sessions end, in whichever instance, and looks by
/// itself besides; then nobody is signed in on it, and its page leads to the sign-in.
/// </summary>
internal sealed class CircuitSession(ILoggerFactory loggers, Sessions sessions) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    private static readonly ClaimsPrincipal Nobody = new(new ClaimsIdentity());
    private IDisposable? _ear;

    /// <summary>For what is not heard: an hour that is over, and words that are lost on their way.</summary>
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(10);

    /// <summary>
    /// From now on it hears. Only a circuit does: a page that is posted, as the change of a password, ends its own session and
    /// begins another, and must be drawn to its end as it was begun.
    /// </summary>
    public void Listen() => _ear ??= sessions.Listen(userId => _ = LookAsync(userId));

    /// <summary>Whether who opened this circuit is still signed in; where not, the page is told.</summary>
    public async Task<bool> IsOpenAsync()
    {
        var user = (await GetAuthenticationStateAsync()).User;
        if (user.Mark() is not { } session) return false;
        if (await sessions.IsOpenAsync(session, CancellationToken.None)) return true;
        SetAuthenticationState(Task.FromResult(new AuthenticationState(Nobody)));
        return false;
    }

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        _ear is null || (authenticationState.User.Mark() is { } session && await sessions.IsOpenAsync(session, cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing) _ear?.Dispose();
        base.Dispose(disposing);
    }

    private async Task LookAsync(Guid? userId)
    {
        try
        {
            if (userId is null || (await GetAuthenticationStateAsync()).User.UserId() == userId) await IsOpenAsync();
        }
        catch (Exception)
        {
            // Whoever could not be asked now is asked at the next press, and at the interval.
        }
    }
}

/// <summary>
/// Lets through what comes from a browser only while the circuit's session counts, whatever is drawn on the page: a press that
/// was on its way, an open dialog, a client that does not follow to the sign-in. What comes is asked and begun in its order.
/// </summary>
internal sealed class CircuitGate(CircuitSession session) : CircuitHandler
{
    private Task<Task> _before = Task.FromResult(Task.CompletedTask);

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        session.Listen();
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        activity => (_before = BeginAsync(_before, () => next(activity))).Unwrap();

    private async Task<Task> BeginAsync(Task before, Func<Task> activity)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await session.IsOpenAsync() ? activity() : Task.CompletedTask;
    }
}
