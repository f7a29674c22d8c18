using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Backup;
using SmsAdmin.Core.Data;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Accounts;

public sealed class SessionTests(ReadyConsole console) : IClassFixture<ReadyConsole>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Sessions Sessions => console.Room<Sessions>();

    private Users Users => console.Room<Users>();

    [Fact]
    public async Task A_session_counts_from_its_sign_in_to_its_sign_out_and_no_other_ends_with_it()
    {
        var (anna, bo) = (await AddAsync(), await AddAsync());
        var (session, elsewhere, another) = (await BeginAsync(anna), await BeginAsync(anna), await BeginAsync(bo));
        Assert.True(await IsOpenAsync(session));

        await Sessions.EndAsync(session, Ct);

        Assert.False(await IsOpenAsync(session));
        Assert.True(await IsOpenAsync(elsewhere));
        Assert.True(await IsOpenAsync(another));
    }

    [Fact]
    public async Task Nobody_has_a_session_that_was_not_begun_or_is_another_users()
    {
        var session = await BeginAsync(await AddAsync());

        Assert.False(await IsOpenAsync(session with { Id = Guid.NewGuid() }));
        Assert.False(await IsOpenAsync(session with { UserId = console.AdminId }));
        Assert.True(await IsOpenAsync(session));
    }

    [Theory]
    [InlineData("role")]
    [InlineData("password")]
    [InlineData("reset")]
    [InlineData("disabled")]
    public async Task Another_role_or_password_and_a_disabled_account_end_all_sessions_of_the_user_at_once(string change)
    {
        var (anna, bo) = (await AddAsync(), await AddAsync());
        var (session, elsewhere, another) = (await BeginAsync(anna), await BeginAsync(anna), await BeginAsync(bo));
        Assert.True(await IsOpenAsync(session) && await IsOpenAsync(elsewhere) && await IsOpenAsync(another));
        Guid? told = null;
        using var ear = Sessions.Listen(userId => told = userId);

        Assert.IsType<AccountOutcome.Done>(change switch
        {
            "role" => await Users.ChangeRoleAsync(anna, Roles.Support, TestRooms.Anna, Ct),
            "password" => await Users.ChangeOwnPasswordAsync(anna, ConsoleHost.Password, "three other words", TestRooms.Anna, Ct),
            "reset" => await Users.ResetPasswordAsync(anna, "three other words", TestRooms.Anna, Ct),
            _ => await Users.DisableAsync(anna, TestRooms.Anna, Ct),
        });

        Assert.Equal(anna, told);
        Assert.False(await IsOpenAsync(session) || await IsOpenAsync(elsewhere));
        Assert.True(await IsOpenAsync(another));
    }

    [Fact]
    public async Task A_session_is_over_after_twelve_hours_and_is_forgotten_at_the_next_sign_in()
    {
        var anna = await AddAsync();
        var session = await BeginAsync(anna);
        console.Time.Advance(TimeSpan.FromHours(12) - TimeSpan.FromMinutes(1));
        Assert.True(await IsOpenAsync(session));

        console.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await IsOpenAsync(session));

        await BeginAsync(anna);
        Assert.Equal(1, await LookAsync(db => db.UserTokens.CountAsync(token => token.UserId == anna, Ct)));
    }

    [Fact]
    public async Task What_ended_where_nobody_tells_of_it_is_seen_within_three_seconds()
    {
        var session = await BeginAsync(await AddAsync());
        Assert.True(await IsOpenAsync(session));
        await LookAsync(db => db.UserTokens.Where(token => token.UserId == session.UserId).ExecuteDeleteAsync(Ct));

        console.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.False(await IsOpenAsync(session));
    }

    [Fact]
    public async Task No_session_of_a_backup_counts_after_it_came_back()
    {
        var session = await BeginAsync(await AddAsync());

        await console.Room<DatabaseHold>().HoldAsync(TestRooms.Anna, Ct);

        Assert.False(await IsOpenAsync(session));
    }

    private async Task<bool> IsOpenAsync(SessionMark session) => await Sessions.IsOpenAsync(session, Ct);

    private async Task<SessionMark> BeginAsync(Guid user) => new(
        await Sessions.BeginAsync(user, Ct), user, (await LookAsync(db => db.Users.Where(u => u.Id == user).Select(u => u.SecurityStamp).SingleAsync(Ct)))!);

    private async Task<Guid> AddAsync() => (await console.AddUserAsync(Roles.Operator, Ct)).Id;

    private async Task<T> LookAsync<T>(Func<AppDb, Task<T>> look)
    {
        await using var db = await console.Room<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
        return await look(db);
    }
}
