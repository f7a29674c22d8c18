using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Backup;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Accounts;

public sealed class SessionTests : IAsyncLifetime
{
    private const string Password = "four words make one";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
    private TestRooms _rooms = null!;
    private Guid _anna;
    private Guid _bo;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Sessions Sessions => _rooms.Get<Sessions>();

    private Users Users => _rooms.Get<Users>();

    public async ValueTask InitializeAsync()
    {
        _rooms = await TestRooms.StartAsync(_clock);
        await _rooms.LookAsync(async db =>
        {
            foreach (var role in Roles.All) db.Roles.Add(new(role) { Id = Guid.CreateVersion7(), NormalizedName = role.ToUpperInvariant() });
            return await db.SaveChangesAsync(Ct);
        });
        _anna = await AddAsync("anna@example.com");
        _bo = await AddAsync("bo@example.com");
    }

    public ValueTask DisposeAsync() => _rooms.DisposeAsync();

    [Fact]
    public async Task A_session_counts_from_its_sign_in_to_its_sign_out_and_no_other_ends_with_it()
    {
        var (session, elsewhere, another) = (await BeginAsync(_anna), await BeginAsync(_anna), await BeginAsync(_bo));
        Assert.True(await IsOpenAsync(session));

        await Sessions.EndAsync(session, Ct);

        Assert.False(await IsOpenAsync(session));
        Assert.True(await IsOpenAsync(elsewhere));
        Assert.True(await IsOpenAsync(another));
    }

    [Fact]
    public async Task Nobody_has_a_session_that_was_not_begun_or_is_another_users()
    {
        var session = await BeginAsync(_anna);

        Assert.False(await IsOpenAsync(session with { Id = Guid.NewGuid() }));
        Assert.False(await IsOpenAsync(session with { UserId = _bo }));
        Assert.True(await IsOpenAsync(session));
    }

    [Theory]
    [InlineData("role")]
    [InlineData("password")]
    [InlineData("reset")]
    [InlineData("disabled")]
    public async Task Another_role_or_password_and_a_disabled_account_end_all_sessions_of_the_user_at_once(string change)
    {
        var (session, elsewhere, another) = (await BeginAsync(_anna), await BeginAsync(_anna), await BeginAsync(_bo));
        Assert.True(await IsOpenAsync(session) && await IsOpenAsync(elsewhere) && await IsOpenAsync(another));
        Guid? told = null;
        using var ear = Sessions.Listen(userId => told = userId);

        Assert.IsType<AccountOutcome.Done>(change switch
        {
            "role" => await Users.ChangeRoleAsync(_anna, Roles.Support, TestRooms.Anna, Ct),
            "password" => await Users.ChangeOwnPasswordAsync(_anna, Password, "four other words now", TestRooms.Anna, Ct),
            "reset" => await Users.ResetPasswordAsync(_anna, "four other words now", TestRooms.Anna, Ct),
            _ => await Users.DisableAsync(_anna, TestRooms.Anna, Ct),
        });

        Assert.Equal(_anna, told);
        Assert.False(await IsOpenAsync(session) || await IsOpenAsync(elsewhere));
        Assert.True(await IsOpenAsync(another));
    }

    [Fact]
    public async Task A_session_is_over_after_twelve_hours_and_is_forgotten_at_the_next_sign_in()
    {
        var session = await BeginAsync(_anna);
        _clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromMilliseconds(1));
        Assert.True(await IsOpenAsync(session));

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(await IsOpenAsync(session));

        await BeginAsync(_anna);
        Assert.Equal(1, await _rooms.LookAsync(db => db.UserTokens.CountAsync(Ct)));
    }

    [Fact]
    public async Task What_ended_where_nobody_tells_of_it_is_seen_within_three_seconds()
    {
        var session = await BeginAsync(_anna);
        Assert.True(await IsOpenAsync(session));
        await _rooms.LookAsync(db => db.UserTokens.ExecuteDeleteAsync(Ct));

        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.False(await IsOpenAsync(session));
    }

    [Fact]
    public async Task No_session_of_a_backup_counts_after_it_came_back()
    {
        var session = await BeginAsync(_anna);

        await _rooms.Get<DatabaseHold>().HoldAsync(TestRooms.Anna, Ct);

        Assert.False(await IsOpenAsync(session));
    }

    private async Task<bool> IsOpenAsync(SessionMark session) => await Sessions.IsOpenAsync(session, Ct);

    private async Task<SessionMark> BeginAsync(Guid user) => new(
        await Sessions.BeginAsync(user, Ct), user, (await _rooms.LookAsync(db => db.Users.Where(u => u.Id == user).Select(u => u.SecurityStamp).SingleAsync(Ct)))!);

    private async Task<Guid> AddAsync(string email)
    {
        var added = Assert.IsType<AccountOutcome.Done>(await Users.AddAsync(email, "Somebody", Roles.Admin, "the first password", TestRooms.Anna, Ct));
        Assert.IsType<AccountOutcome.Done>(await Users.ChangeOwnPasswordAsync(added.UserId, "the first password", Password, TestRooms.Anna, Ct));
        return added.UserId;
    }
}
