using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Tests.Web;

/// <summary>An open page, as the server has it: the services of one circuit of the running program.</summary>
public sealed class CircuitTests(ReadyConsole console) : IClassFixture<ReadyConsole>
{
    // Shorter than the interval at which a circuit looks by itself: what is seen within it was told.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sign-out")]
    [InlineData("role")]
    [InlineData("reset")]
    [InlineData("disabled")]
    public async Task An_open_page_of_an_ended_session_is_told_at_once_and_does_nothing_more(string how)
    {
        var (id, _) = await console.AddUserAsync(Roles.Operator, Ct);
        await using var page = await OpenAsync(id);
        await using var another = await OpenAsync(id);
        await page.PressAsync();
        Assert.Equal(1, page.Done);

        switch (how)
        {
            case "sign-out":
                await console.Room<Sessions>().EndAsync(page.Session, Ct);
                break;
            case "role":
                await console.Room<Users>().ChangeRoleAsync(id, Roles.Admin, Actor.System("Test"), Ct);
                break;
            case "reset":
                await console.Room<Users>().ResetPasswordAsync(id, "chosen by somebody", Actor.System("Test"), Ct);
                break;
            default:
                await console.Room<Users>().DisableAsync(id, Actor.System("Test"), Ct);
                break;
        }

        await page.PressAsync();
        Assert.Equal(1, page.Done);
        await page.IsToldAsync();
        await another.PressAsync();
        Assert.Equal(how == "sign-out" ? 1 : 0, another.Done);
    }

    [Fact]
    public async Task An_open_page_does_nothing_more_after_twelve_hours()
    {
        await using var alone = new ReadyConsole();
        await alone.InitializeAsync();
        await using var page = await Circuit.OpenAsync(alone, alone.AdminId, Ct);
        await page.PressAsync();

        alone.Time.Advance(TimeSpan.FromHours(12));
        await page.PressAsync();

        Assert.Equal(1, page.Done);
        await page.IsToldAsync();
    }

    [Fact]
    public async Task What_is_pressed_one_after_the_other_is_begun_in_that_order_though_the_session_is_asked_anew()
    {
        var (id, _) = await console.AddUserAsync(Roles.Operator, Ct);
        await using var page = await OpenAsync(id);
        for (var round = 0; round < 20; round++)
        {
            // Nothing is remembered of it: the first of them waits for the database, and the others for the first.
            console.Room<Sessions>().Announce(id);
            await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => page.PressAsync()));
        }

        Assert.Equal(Enumerable.Range(0, 200), page.Order);
    }

    [Fact]
    public async Task A_page_that_is_only_drawn_and_sent_is_drawn_to_its_end_as_it_was_begun()
    {
        var (id, _) = await console.AddUserAsync(Roles.Operator, Ct);
        await using var page = await Circuit.DrawAsync(console, id, Ct);
        await using var circuit = await OpenAsync(id);

        await console.Room<Users>().DisableAsync(id, Actor.System("Test"), Ct);
        await circuit.IsToldAsync();

        Assert.False(page.IsTold);
    }

    [Fact]
    public void Every_page_says_whether_it_is_for_somebody_who_is_signed_in()
    {
        var pages = typeof(Session).Assembly.GetTypes().Where(type => type.GetCustomAttributes(typeof(RouteAttribute), false).Length > 0).ToList();

        Assert.True(pages.Count > 40);
        Assert.DoesNotContain(pages, page => page.GetCustomAttributes(false).Count(a => a is IAuthorizeData or IAllowAnonymous) != 1);
    }

    private Task<Circuit> OpenAsync(Guid user) => Circuit.OpenAsync(console, user, Ct);

    private sealed class Circuit : IAsyncDisposable
    {
        private readonly AsyncServiceScope _scope;
        private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Func<CircuitInboundActivityContext, Task> _press;
        private readonly List<int> _order = [];
        private int _number;

        private Circuit(AsyncServiceScope scope, SessionMark session, ClaimsPrincipal user)
        {
            (_scope, Session) = (scope, session);
            var state = (CircuitSession)scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
            state.SetAuthenticationState(Task.FromResult(new AuthenticationState(user)));
            state.AuthenticationStateChanged += now => _ = HearAsync(now);
            var pressed = new AsyncLocal<int>();
            _press = Assert.Single(scope.ServiceProvider.GetServices<CircuitHandler>().OfType<CircuitGate>()).CreateInboundActivityHandler(_ =>
            {
                lock (_order) _order.Add(pressed.Value);
                return Task.CompletedTask;
            });
            Pressed = pressed;
        }

        public SessionMark Session { get; }

        public int Done => _order.Count;

        public IReadOnlyList<int> Order => _order;

        private AsyncLocal<int> Pressed { get; }

        public static async Task<Circuit> OpenAsync(ReadyConsole console, Guid userId, CancellationToken ct)
        {
            var circuit = await DrawAsync(console, userId, ct);
            await circuit._scope.ServiceProvider.GetServices<CircuitHandler>().OfType<CircuitGate>().Single().OnCircuitOpenedAsync(null!, ct);
            return circuit;
        }

        /// <summary>As a page is drawn and sent, before a browser comes back for a circuit, or for good.</summary>
        public static async Task<Circuit> DrawAsync(ReadyConsole console, Guid userId, CancellationToken ct)
        {
            var scope = console.Services.CreateAsyncScope();
            var user = (await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().FindByIdAsync(userId.ToString()))!;
            var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<AppUser>>().CreateAsync(user);
            var id = await console.Room<Sessions>().BeginAsync(userId, ct);
            ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(UserClaims.SessionId, id.ToString("N")));
            return new Circuit(scope, principal.Mark()!, principal);
        }

        /// <summary>As a press arrives from the browser.</summary>
        public Task PressAsync()
        {
            Pressed.Value = _number++;
            return _press(null!);
        }

        public bool IsTold => _told.Task.IsCompleted;

        /// <summary>The page is told that nobody is signed in any more.</summary>
        public Task IsToldAsync() => _told.Task.WaitAsync(Patience, Ct);

        public ValueTask DisposeAsync() => _scope.DisposeAsync();

        private async Task HearAsync(Task<AuthenticationState> now)
        {
            if ((await now).User.Identity?.IsAuthenticated is not true) _told.TrySetResult();
        }
    }
}
