using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Support;

/// <summary>A console that is set up: one administrator, and a clock that a test winds.</summary>
public sealed class ReadyConsole : ConsoleHost
{
    public const string AdminEmail = "anna@example.com";

    public ReadyConsole()
    {
        Clock = Time;
    }

    /// <summary>Begins on Monday 23 November 2026, 13:32 UTC. Each look moves it by a millisecond, so that what follows comes later.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 13, 32, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    public Guid AdminId { get; private set; }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var outcome = await Room<Users>().AddFirstAsync(AdminEmail, "Anna Lind", Password, Actor.System("Test"), TestContext.Current.CancellationToken);
        AdminId = Assert.IsType<AccountOutcome.Done>(outcome).UserId;
    }

    public async Task<Visitor> AdminAsync(CancellationToken ct)
    {
        var visitor = Visit();
        await visitor.SignInAsync(AdminEmail, Password, ct);
        return visitor;
    }
}
