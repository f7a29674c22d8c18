using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Odoo;

public sealed class ConnectionTests : OdooRooms
{
    [Fact]
    public async Task A_connection_that_works_says_what_is_there_and_what_it_would_do_next()
    {
        await using var odoo = await PretendOdoo.StartAsync();
        var id = await ConnectAsync(odoo);

        Assert.Null(await Rooms.Get<OdooLook>().TestAsync(id, Ct));

        var view = await ViewAsync(id);
        Assert.Equal(("19.0 Community", "JSON-2", "sms-bot", true, 4), (view.Edition, view.Dialect, view.SignedInAs, view.MayWrite, view.Differing));
    }

    [Fact]
    public async Task An_older_one_works_too()
    {
        await using var odoo = await PretendOdoo.StartAsync(isOlder: true);
        var id = await ConnectAsync(odoo);

        Assert.Null(await Rooms.Get<OdooLook>().TestAsync(id, Ct));
        Assert.IsType<PushOutcome.Done>(await Rooms.Get<ParameterPush>().PushAsync(id, Anna, Ct));

        Assert.Equal(("JSON-RPC", 0), ((await ViewAsync(id)).Dialect, (await ViewAsync(id)).Differing));
    }

    [Fact]
    public async Task A_user_who_may_not_write_is_told_so_and_not_called_wrong()
    {
        await using var odoo = await PretendOdoo.StartAsync();
        odoo.IsPlain = true;
        var id = await ConnectAsync(odoo);

        var trouble = await Rooms.Get<OdooLook>().TestAsync(id, Ct);

        Assert.Equal("NotAdministrator", trouble?.Kind);
        Assert.Equal((false, "sms-bot"), ((await ViewAsync(id)).MayWrite, (await ViewAsync(id)).SignedInAs));
    }

    [Fact]
    public async Task A_key_is_nowhere_in_the_storage_and_in_no_audit()
    {
        await using var odoo = await PretendOdoo.StartAsync();
        var id = await ConnectAsync(odoo);
        await Rooms.Get<OdooLook>().TestAsync(id, Ct);
        await Rooms.Get<ParameterPush>().PushAsync(id, Anna, Ct);

        Assert.Empty(Leaks.Of(PretendOdoo.Key, Rooms.DatabaseFiles).Concat(Leaks.Of("token-us", Rooms.DatabaseFiles)));
        Assert.NotEmpty(Leaks.Of("acme-prod", Rooms.DatabaseFiles));
        Assert.Contains("odoo.connection-added", await AuditAsync());
    }

    [Fact]
    public async Task A_form_that_is_posted_many_times_at_once_and_again_later_adds_one_connection()
    {
        await using var odoo = await PretendOdoo.StartAsync();
        await using var others = await TestRooms.StartAsync(Clock, directory: Rooms.Directory);
        var draft = Draft(odoo) with { Id = Guid.CreateVersion7() };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? Rooms : others).Get<ConnectionEditing>().AddAsync(draft, PretendOdoo.Key, Anna, Ct), Ct)));

        Assert.All(outcomes, outcome => Assert.Equal(new ConnectionOutcome.Saved(draft.Id.Value), outcome));
        Assert.Equal(outcomes[0], await Rooms.Get<ConnectionEditing>().AddAsync(draft, PretendOdoo.Key, Anna, Ct));
        Assert.Single(await Rooms.Get<Connections>().ListAsync(Ct));
        Assert.Equal(1, (await AuditAsync()).Count(action => action == "odoo.connection-added"));

        // What was typed anew meanwhile is not passed over in silence.
        var other = Assert.IsType<ConnectionOutcome.Invalid>(await Rooms.Get<ConnectionEditing>().AddAsync(draft with { Name = "acme-eu" }, PretendOdoo.Key, Anna, Ct));
        Assert.Equal("", Assert.Single(other.Faults).Field);
    }

    [Theory]
    [InlineData("http://169.254.169.254", true)]
    [InlineData("http://[fe80::1]/", true)]
    [InlineData("http://metadata.google.internal", true)]
    [InlineData("http://10.1.2.3:8069", false)]
    [InlineData("http://localhost:8069", false)]
    public async Task An_address_that_leads_where_nobody_may_call_is_refused_and_audited(string url, bool evenIfAllowed)
    {
        var draft = new ConnectionDraft("sneaky", url, null, "admin", evenIfAllowed, PlanId);

        var invalid = Assert.IsType<ConnectionOutcome.Invalid>(await Rooms.Get<ConnectionEditing>().AddAsync(draft, "a-key", Anna, Ct));

        Assert.Equal("url", Assert.Single(invalid.Faults).Field);
        Assert.Contains("odoo.address-refused", await AuditAsync());
        Assert.Empty(await Rooms.Get<Connections>().ListAsync(Ct));
    }

    [Theory]
    [InlineData("ftp://odoo.example", "url")]
    [InlineData("https://admin:pw@odoo.example", "url")]
    [InlineData("https://odoo.example/?db=x", "url")]
    [InlineData("odoo.example", "url")]
    public async Task What_is_no_address_is_refused(string url, string field)
    {
        var invalid = Assert.IsType<ConnectionOutcome.Invalid>(await Rooms.Get<ConnectionEditing>().AddAsync(new ConnectionDraft("acme", url, null, "admin", true, PlanId), "a-key", Anna, Ct));

        Assert.Equal(field, Assert.Single(invalid.Faults).Field);
    }

    [Fact]
    public async Task A_stored_key_does_not_go_to_another_host_unasked()
    {
        await using var odoo = await PretendOdoo.StartAsync();
        await using var other = await PretendOdoo.StartAsync();
        var id = await ConnectAsync(odoo);

        var refused = Assert.IsType<ConnectionOutcome.Invalid>(await Rooms.Get<ConnectionEditing>().EditAsync(id, Draft(other), null, Anna, Ct));
        Assert.Equal("credential", Assert.Single(refused.Faults).Field);
        Assert.IsType<ConnectionOutcome.Saved>(await Rooms.Get<ConnectionEditing>().EditAsync(id, Draft(odoo) with { Name = "acme-eu" }, "", Anna, Ct));

        Assert.Null(await Rooms.Get<OdooLook>().TestAsync(id, Ct));
        Assert.Equal(0, other.Requests);
    }

    [Fact]
    public async Task A_connection_that_is_removed_leaves_no_reading_and_no_key()
    {
        await using var odoo = await PretendOdoo.StartAsync();
        var id = await ConnectAsync(odoo);
        await Rooms.Get<OdooLook>().TestAsync(id, Ct);

        Assert.IsType<ConnectionOutcome.Saved>(await Rooms.Get<ConnectionEditing>().DeleteAsync(id, Anna, Ct));

        Assert.Equal((0, 0), await Rooms.LookAsync(async db => (await db.OdooConnections.CountAsync(Ct), await db.OdooReadings.CountAsync(Ct))));
        Assert.Equal("Gone", (await Rooms.Get<OdooLook>().TestAsync(id, Ct))?.Kind);
    }
}
