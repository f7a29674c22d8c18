using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Credentials;

public sealed class TokenTests : PlanRooms
{
    private readonly string _token = "secret-" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
    private readonly string _next = "secret-" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        AtSinch("acme", _token);
    }

    [Fact]
    public async Task A_token_is_nowhere_in_the_storage_in_any_form()
    {
        await AddAsync();

        Assert.Empty(Leaks.Of(_token, Rooms.Directory.EnumerateFiles("*", SearchOption.AllDirectories)));
        // The search finds what is there: the Service Plan ID's neighbour, in plain.
        Assert.NotEmpty(Leaks.Of("Acme US", Rooms.DatabaseFiles));
    }

    [Fact]
    public async Task A_new_token_that_Sinch_refuses_leaves_the_old_one()
    {
        var id = await AddAsync();

        var outcome = await Rooms.Get<TokenReplacement>().ReplaceAsync(id, _next, Anna, Ct);

        Assert.Equal(401, Assert.IsType<TokenOutcome.OldOneKept>(outcome).Check.HttpStatus);
        Assert.True((await Rooms.Get<PlanChecks>().CheckAsync(id, Anna, Ct))?.Works);
    }

    [Fact]
    public async Task A_new_token_that_Sinch_takes_replaces_the_old_one_and_goes_on()
    {
        var id = await AddAsync();
        AtSinch("acme", _next);
        await Rooms.Get<PlanStates>().PauseAsync(id, "Sinch refuses the token.", DateTimeOffset.UnixEpoch, Ct);

        var outcome = await Rooms.Get<TokenReplacement>().ReplaceAsync(id, $" {_next} ", Anna, Ct);

        Assert.True(Assert.IsType<TokenOutcome.Stored>(outcome).Check?.Works);
        var plan = await PlanAsync(id);
        Assert.Equal((PlanReadiness.Ready, _next[^4..]), (plan.Readiness, plan.TokenLastFour));
        Assert.Empty(Leaks.Of(_token, Rooms.DatabaseFiles).Concat(Leaks.Of(_next, Rooms.DatabaseFiles)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("YOUR_API_token")]
    public async Task What_is_no_token_is_refused_before_Sinch_is_asked(string typed)
    {
        var id = await AddAsync();
        var asked = Sandbox.World.Requests.Sum(request => request.Count);

        Assert.IsType<TokenOutcome.Invalid>(await Rooms.Get<TokenReplacement>().ReplaceAsync(id, typed, Anna, Ct));

        Assert.Equal(asked, Sandbox.World.Requests.Sum(request => request.Count));
    }

    [Fact]
    public async Task The_audit_tells_who_changed_what_and_no_secret()
    {
        var id = await AddAsync();
        AtSinch("acme", _next);
        await Rooms.Get<TokenReplacement>().ReplaceAsync(id, _next, Anna, Ct);
        await Rooms.Get<PlanEditing>().DeleteAsync(id, Anna, Ct);

        var entries = await Rooms.LookAsync(db => db.Audit.AsNoTracking().Where(entry => entry.SubjectId == id).OrderBy(entry => entry.At).ToListAsync(Ct));

        Assert.Equal(["plan.added", "plan.verified", "plan.token-replaced", "plan.deleted"], entries.Select(entry => entry.Action));
        Assert.All(entries, entry => Assert.Equal(("Anna Lind", "192.0.2.7"), (entry.ActorName, entry.FromAddress)));
        Assert.All(entries, entry => Assert.DoesNotContain("secret-", entry.Before + entry.After, StringComparison.Ordinal));
        Assert.Contains("\"token\":\"changed\"", entries[2].After, StringComparison.Ordinal);
    }

    private Task<Guid> AddAsync() => Rooms.AddPlanAsync(Sandbox, draft => draft with { ServicePlanId = "acme" }, _token);
}
