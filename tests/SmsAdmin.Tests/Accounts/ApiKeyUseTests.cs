using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Accounts;

/// <summary>How a key may be used: where from, how often, and while it is changed for another.</summary>
public sealed class ApiKeyUseTests
{
    private static readonly ApiKeyDraft Odoo = new("Odoo production", Guid.CreateVersion7(), "Acme EU", ApiScopes.MessagesSend);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rotated_both_secrets_open_the_door_until_the_chosen_end_and_then_the_new_one_alone()
    {
        await using var rooms = await TestRooms.StartAsync(_clock);
        var made = await MakeAsync(rooms, Odoo);
        var rotated = Assert.IsType<ApiKeyOutcome.Rotated>(await rooms.Get<ApiKeys>().RotateAsync(made.Id, TimeSpan.FromHours(2), TestRooms.Anna, Ct));

        Assert.Equal((made.Id, made.Prefix), (rotated.Id, rotated.OldPrefix));
        Assert.IsType<ApiKeyCheck.Known>(await CheckAsync(rooms, made.Key));
        Assert.IsType<ApiKeyCheck.Known>(await CheckAsync(rooms, rotated.Key));

        _clock.Advance(TimeSpan.FromHours(2));
        Assert.IsType<ApiKeyCheck.Unknown>(await CheckAsync(rooms, made.Key));
        Assert.IsType<ApiKeyCheck.Known>(await CheckAsync(rooms, rotated.Key));
        Assert.Contains("api-key.rotated", await rooms.LookAsync(db => db.Audit.Select(a => a.Action).ToListAsync(Ct)));
    }

    [Fact]
    public async Task Which_of_the_two_secrets_was_used_last_is_told_apart()
    {
        await using var rooms = await TestRooms.StartAsync(_clock);
        var made = await MakeAsync(rooms, Odoo);
        var rotated = Assert.IsType<ApiKeyOutcome.Rotated>(await rooms.Get<ApiKeys>().RotateAsync(made.Id, TimeSpan.FromHours(2), TestRooms.Anna, Ct));
        await CheckAsync(rooms, made.Key);
        _clock.Advance(TimeSpan.FromMinutes(5));
        await CheckAsync(rooms, rotated.Key);
        await rooms.Get<ApiKeyUses>().RunOnceAsync(Ct);

        var row = Assert.Single(await rooms.Get<ApiKeys>().ListAsync(Ct));
        Assert.Equal(TimeSpan.FromMinutes(5), row.LastUsedAt - row.OldLastUsedAt);
    }

    [Fact]
    public async Task Revoked_neither_secret_opens_it_from_that_moment_on()
    {
        await using var rooms = await TestRooms.StartAsync(_clock);
        var made = await MakeAsync(rooms, Odoo);
        var rotated = Assert.IsType<ApiKeyOutcome.Rotated>(await rooms.Get<ApiKeys>().RotateAsync(made.Id, TimeSpan.FromHours(2), TestRooms.Anna, Ct));
        await CheckAsync(rooms, made.Key);
        await CheckAsync(rooms, rotated.Key);

        await rooms.Get<ApiKeys>().RevokeAsync(made.Id, TestRooms.Anna, Ct);

        Assert.IsType<ApiKeyCheck.Unknown>(await CheckAsync(rooms, made.Key));
        Assert.IsType<ApiKeyCheck.Unknown>(await CheckAsync(rooms, rotated.Key));
        Assert.IsType<ApiKeyOutcome.Refused>(await rooms.Get<ApiKeys>().RotateAsync(made.Id, TimeSpan.Zero, TestRooms.Anna, Ct));
    }

    [Theory]
    [InlineData("192.0.2.0/24, 2001:db8::/32", "192.0.2.7", true)]
    [InlineData("192.0.2.0/24, 2001:db8::/32", "::ffff:192.0.2.7", true)]
    [InlineData("192.0.2.0/24, 2001:db8::/32", "2001:db8::1", true)]
    [InlineData("192.0.2.0/24, 2001:db8::/32", "198.51.100.7", false)]
    [InlineData("10.1.2.3/8", "10.255.0.1", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    public async Task A_key_is_good_from_its_networks_alone(string networks, string from, bool isGood)
    {
        await using var rooms = await TestRooms.StartAsync(_clock);
        var made = await MakeAsync(rooms, Odoo with { Networks = networks });
        var check = await rooms.Get<ApiKeyDoor>().CheckAsync(made.Key.Reveal(), IPAddress.Parse(from), Ct);
        Assert.Equal(isGood, check is ApiKeyCheck.Known);
        Assert.Equal(!isGood, check is ApiKeyCheck.WrongPlace);
    }

    [Theory]
    [InlineData("example.com", "networks")]
    [InlineData("10.0.0.0/33", "networks")]
    [InlineData("10.1", "networks")]
    public async Task What_is_no_network_is_refused(string networks, string field)
    {
        await using var rooms = await TestRooms.StartAsync(_clock);
        var refused = Assert.IsType<ApiKeyOutcome.Refused>(await rooms.Get<ApiKeys>().CreateAsync(Odoo with { Networks = networks }, TestRooms.Anna, Ct));
        Assert.Equal(field, Assert.Single(refused.Faults).Field);
    }

    [Fact]
    public async Task A_key_that_asks_too_often_is_told_when_there_is_room_again()
    {
        await using var rooms = await TestRooms.StartAsync(_clock);
        var made = await MakeAsync(rooms, Odoo with { PerSecond = 2 });
        Assert.IsType<ApiKeyCheck.Known>(await CheckAsync(rooms, made.Key));
        Assert.IsType<ApiKeyCheck.Known>(await CheckAsync(rooms, made.Key));
        Assert.Equal(new ApiKeyCheck.TooFast(2, TimeSpan.FromMilliseconds(500)), await CheckAsync(rooms, made.Key));

        _clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.IsType<ApiKeyCheck.Known>(await CheckAsync(rooms, made.Key));
        Assert.IsType<ApiKeyCheck.TooFast>(await CheckAsync(rooms, made.Key));
    }

    [Fact]
    public async Task A_test_key_is_recognised_by_its_beginning()
    {
        await using var rooms = await TestRooms.StartAsync(_clock);
        var made = await MakeAsync(rooms, Odoo with { IsTest = true });
        Assert.StartsWith("sms_test_", made.Key.Reveal(), StringComparison.Ordinal);
        Assert.True(Assert.IsType<ApiKeyCheck.Known>(await CheckAsync(rooms, made.Key)).Holder.IsTest);
    }

    private static async Task<ApiKeyOutcome.Created> MakeAsync(TestRooms rooms, ApiKeyDraft draft) =>
        Assert.IsType<ApiKeyOutcome.Created>(await rooms.Get<ApiKeys>().CreateAsync(draft, TestRooms.Anna, Ct));

    private static async Task<ApiKeyCheck> CheckAsync(TestRooms rooms, Secret key) => await rooms.Get<ApiKeyDoor>().CheckAsync(key.Reveal(), IPAddress.Loopback, Ct);
}
