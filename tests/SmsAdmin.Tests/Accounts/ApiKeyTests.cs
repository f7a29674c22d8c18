using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Accounts;

public sealed class ApiKeyTests
{
    private static readonly ApiKeyDraft Odoo = new("Odoo production", Guid.CreateVersion7(), "Acme EU", ApiScopes.MessagesSend);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_key_tells_who_comes_and_a_revoked_one_nothing_from_that_moment_on()
    {
        await using var rooms = await TestRooms.StartAsync();
        var made = await MakeAsync(rooms);
        Assert.Equal(new ApiKeyHolder(made.Id, Odoo.Name, Odoo.PlanId, ApiScopes.MessagesSend), await HolderAsync(rooms, made));

        Assert.IsType<ApiKeyOutcome.Revoked>(await rooms.Get<ApiKeys>().RevokeAsync(made.Id, TestRooms.Anna, Ct));

        Assert.Null(await HolderAsync(rooms, made));
        var row = Assert.Single(await rooms.Get<ApiKeys>().ListAsync(Ct));
        Assert.Equal((made.Prefix, "Anna Lind", "Anna Lind"), (row.Prefix, row.CreatedBy, row.RevokedBy));
        Assert.Equal(["api-key.created", "api-key.revoked"], await rooms.LookAsync(db => db.Audit.OrderBy(a => a.At).ThenBy(a => a.Id).Select(a => a.Action).ToListAsync(Ct)));
    }

    [Fact]
    public async Task A_key_begins_with_the_prefix_that_it_is_recognised_by()
    {
        await using var rooms = await TestRooms.StartAsync();
        var made = await MakeAsync(rooms);

        Assert.Matches("^sms_live_[a-z2-9]{8}$", made.Prefix);
        Assert.Matches($"^{made.Prefix}_[A-Za-z0-9]{{40}}$", made.Key.Reveal());
    }

    [Fact]
    public async Task A_key_lies_in_no_file_neither_plain_nor_encoded_nor_hashed_without_the_ring()
    {
        var rooms = await TestRooms.StartAsync();
        var made = await MakeAsync(rooms);
        await HolderAsync(rooms, made);
        // With PostgreSQL this writes its rows into the directory.
        Assert.NotEmpty(rooms.DatabaseFiles);
        var directory = await rooms.StopAsync();

        var key = Encoding.UTF8.GetBytes(made.Key.Reveal());
        var secret = key[(made.Prefix.Length + 1)..];
        byte[][] forms =
        [
            secret, Encoding.UTF8.GetBytes(Convert.ToHexStringLower(secret)), Encoding.UTF8.GetBytes(Convert.ToBase64String(key)), Encoding.UTF8.GetBytes(Convert.ToBase64String(secret)),
            System.Security.Cryptography.SHA256.HashData(key), System.Security.Cryptography.SHA256.HashData(secret),
        ];
        var files = directory.GetFiles("*", SearchOption.AllDirectories).Select(file => File.ReadAllBytes(file.FullName)).ToList();

        Assert.Contains(files, file => file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(made.Prefix)) >= 0);
        Assert.All(files, file => Assert.All(forms, form => Assert.Equal(-1, file.AsSpan().IndexOf(form))));
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task An_almost_right_key_is_as_unknown_as_any_other()
    {
        await using var rooms = await TestRooms.StartAsync();
        var key = (await MakeAsync(rooms)).Key.Reveal();
        string?[] wrong = [null, "", "sms_live_", key[..^1], key + "A", key[..^1] + (key[^1] == 'A' ? 'B' : 'A'), key.ToUpperInvariant(), key + " ", "sms_live_aaaaaaaa_" + key[^40..]];

        foreach (var given in wrong) Assert.IsType<ApiKeyCheck.Unknown>(await rooms.Get<ApiKeyDoor>().CheckAsync(given, null, Ct));
    }

    [Fact]
    public async Task A_key_ends_by_itself_when_its_time_is_over()
    {
        var clock = Clock();
        await using var rooms = await TestRooms.StartAsync(clock);
        var made = await MakeAsync(rooms, Odoo with { Lifetime = TimeSpan.FromDays(90) });

        clock.Advance(TimeSpan.FromDays(90) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await HolderAsync(rooms, made));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await HolderAsync(rooms, made));
        Assert.False(Assert.Single(await rooms.Get<ApiKeys>().ListAsync(Ct)).IsGood(clock.GetUtcNow()));
    }

    [Fact]
    public async Task Another_instance_knows_a_new_key_at_once_and_refuses_a_revoked_one_within_seconds()
    {
        var clock = Clock();
        await using var rooms = await TestRooms.StartAsync(clock);
        await using var others = await TestRooms.StartAsync(clock, directory: rooms.Directory);
        var made = await MakeAsync(rooms);
        Assert.NotNull(await HolderAsync(others, made));

        await rooms.Get<ApiKeys>().RevokeAsync(made.Id, TestRooms.Anna, Ct);
        clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Null(await HolderAsync(others, made));
    }

    [Fact]
    public async Task Two_instances_that_make_the_first_key_at_once_check_with_the_same_one()
    {
        await using var rooms = await TestRooms.StartAsync();
        await using var others = await TestRooms.StartAsync(directory: rooms.Directory);

        var made = await Task.WhenAll(Task.Run(() => MakeAsync(rooms), Ct), Task.Run(() => MakeAsync(others), Ct));

        foreach (var key in made) Assert.NotNull(await HolderAsync(rooms, key));
        foreach (var key in made) Assert.NotNull(await HolderAsync(others, key));
    }

    [Fact]
    public async Task A_form_that_is_posted_many_times_at_once_and_again_later_makes_one_key_and_shows_it_once()
    {
        await using var rooms = await TestRooms.StartAsync();
        await using var others = await TestRooms.StartAsync(directory: rooms.Directory);
        var draft = Odoo with { Id = Guid.CreateVersion7() };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? rooms : others).Get<ApiKeys>().CreateAsync(draft, TestRooms.Anna, Ct), Ct)));

        var made = Assert.Single(outcomes.OfType<ApiKeyOutcome.Created>());
        var before = new ApiKeyOutcome.MadeBefore(made.Id, Odoo.Name, made.Prefix);
        Assert.Equal(draft.Id, made.Id);
        Assert.All(outcomes.Where(outcome => outcome != made), outcome => Assert.Equal(before, outcome));
        Assert.Equal(before, await rooms.Get<ApiKeys>().CreateAsync(draft with { Name = "" }, TestRooms.Anna, Ct));
        Assert.Equal(made.Prefix, Assert.Single(await rooms.Get<ApiKeys>().ListAsync(Ct)).Prefix);
        Assert.Equal(1, await rooms.LookAsync(db => db.Audit.CountAsync(a => a.Action == "api-key.created", Ct)));
        Assert.NotNull(await HolderAsync(others, made));
    }

    [Fact]
    public async Task The_last_use_is_written_behind_the_requests_and_at_most_once_a_minute()
    {
        var clock = Clock();
        await using var rooms = await TestRooms.StartAsync(clock);
        var made = await MakeAsync(rooms);
        var first = clock.GetUtcNow();
        await HolderAsync(rooms, made);
        Assert.Null(await LastUsedAsync(rooms));
        await rooms.Get<ApiKeyUses>().RunOnceAsync(Ct);
        Assert.Equal(first, await LastUsedAsync(rooms));

        clock.Advance(TimeSpan.FromSeconds(59));
        await HolderAsync(rooms, made);
        await rooms.Get<ApiKeyUses>().RunOnceAsync(Ct);
        Assert.Equal(first, await LastUsedAsync(rooms));

        clock.Advance(TimeSpan.FromSeconds(1));
        await rooms.Get<ApiKeyUses>().RunOnceAsync(Ct);
        Assert.Equal(first.AddSeconds(59), await LastUsedAsync(rooms));
    }

    [Fact]
    public async Task Without_the_key_ring_nobody_can_tell_keys_apart_and_the_right_ring_opens_the_door_again()
    {
        var rooms = await TestRooms.StartAsync();
        var made = await MakeAsync(rooms);
        var directory = await rooms.StopAsync();
        var ring = Path.Combine(directory.FullName, "keys");
        Directory.Move(ring, ring + ".away");

        var lost = await TestRooms.StartAsync(directory: directory);
        Assert.Contains("key ring", Assert.IsType<ApiKeyCheck.CannotTell>(await lost.Get<ApiKeyDoor>().CheckAsync(made.Key.Reveal(), null, Ct)).Says, StringComparison.Ordinal);
        Assert.IsType<ApiKeyOutcome.Refused>(await lost.Get<ApiKeys>().CreateAsync(Odoo, TestRooms.Anna, Ct));
        await lost.StopAsync();
        Directory.Delete(ring, recursive: true);
        Directory.Move(ring + ".away", ring);
        await using var found = await TestRooms.StartAsync(directory: directory);
        Assert.NotNull(await HolderAsync(found, made));
    }

    [Theory]
    [InlineData("", ApiScopes.MessagesSend, null, "name")]
    [InlineData("two\nlines", ApiScopes.MessagesSend, null, "name")]
    [InlineData("Odoo", ApiScopes.None, null, "scopes")]
    [InlineData("Odoo", ApiScopes.MessagesRead, 0, "expires")]
    [InlineData("Odoo", ApiScopes.MessagesRead, 4000, "expires")]
    public async Task What_makes_no_key_is_told_by_field(string name, ApiScopes scopes, int? days, string field)
    {
        await using var rooms = await TestRooms.StartAsync();
        var draft = new ApiKeyDraft(name, Odoo.PlanId, Odoo.PlanName, scopes, days is { } number ? TimeSpan.FromDays(number) : null);

        var refused = Assert.IsType<ApiKeyOutcome.Refused>(await rooms.Get<ApiKeys>().CreateAsync(draft, TestRooms.Anna, Ct));

        Assert.Equal(field, Assert.Single(refused.Faults).Field);
        Assert.Empty(await rooms.Get<ApiKeys>().ListAsync(Ct));
    }

    private static FakeTimeProvider Clock() => new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    private static async Task<ApiKeyOutcome.Created> MakeAsync(TestRooms rooms, ApiKeyDraft? draft = null) =>
        Assert.IsType<ApiKeyOutcome.Created>(await rooms.Get<ApiKeys>().CreateAsync(draft ?? Odoo, TestRooms.Anna, Ct));

    private static async Task<ApiKeyHolder?> HolderAsync(TestRooms rooms, ApiKeyOutcome.Created made) =>
        (await rooms.Get<ApiKeyDoor>().CheckAsync(made.Key.Reveal(), null, Ct) as ApiKeyCheck.Known)?.Holder;

    private static async Task<DateTimeOffset?> LastUsedAsync(TestRooms rooms) => Assert.Single(await rooms.Get<ApiKeys>().ListAsync(Ct)).LastUsedAt;
}
