using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.Words;
using SmsAdmin.Web.Components.Pages.Credentials;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Web.Components.Pages.Odoo;

/// <summary>What is done with an Odoo's parameters, told in words.</summary>
public sealed class OdooDeeds(OdooLook look, ParameterPush pusher, ParameterAdoption adoption)
{
    /// <summary>Reads again, and shows what would change where that is asked for.</summary>
    public async Task<ParameterDesk> ReadAsync(Guid id, ParameterPlan ahead, CancellationToken ct) =>
        await look.ReadAsync(id, ct) is { } trouble ? Not(trouble) : new ParameterDesk(Ahead: ahead);

    public async Task<ParameterDesk> PushAsync(Guid id, Actor by, CancellationToken ct) => await pusher.PushAsync(id, by, ct) switch
    {
        PushOutcome.Done { LeftSays: { } left } done => new ParameterDesk(
            Told: new Told(Tone.Warn, done.Evidence.Rows.Count == 0 ? "Nothing was pushed" : Pushed(done), left), ShowsEvidence: done.Evidence.Rows.Count > 0),
        PushOutcome.Done { Evidence.Rows.Count: 0 } => new ParameterDesk(Told: new Told(Tone.Ok, "Nothing differed any more", "Nothing was written.")),
        PushOutcome.Done done => new ParameterDesk(
            Told: new Told(Tone.Ok, Pushed(done), "The proof stands below the table."), ShowsEvidence: true),
        PushOutcome.BrokeOff broke => new ParameterDesk(Told: new Told(Tone.Bad, $"The push broke off: {OdooWords.Name(broke.Trouble)}", $"{broke.Trouble.Says} {broke.Trouble.Next}"), ShowsEvidence: true),
        PushOutcome.NotBegun not => Not(not.Trouble),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public async Task<ParameterDesk> AdoptAsync(Guid id, Actor by, CancellationToken ct) => await adoption.AdoptAsync(id, by, ct) switch
    {
        AdoptOutcome.Done done => new ParameterDesk(Told: new Told(
            done.Check is { Works: false } ? Tone.Warn : Tone.Ok,
            done.Keys.Count == 1 ? $"Odoo’s {done.Keys[0]} is ours now" : $"{done.Keys.Count} of Odoo’s values are ours now",
            $"{done.Check?.Says}{(done.Others > 0 ? $" {done.Others} other Odoo {(done.Others == 1 ? "database gets" : "databases get")} this plan’s values, and differ now." : "")}".Trim())),
        AdoptOutcome.Not not => Not(not.Trouble),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Pushed(PushOutcome.Done done) => done.Evidence.Rows.Count == 1 ? "1 parameter pushed and read back" : $"{done.Evidence.Rows.Count} parameters pushed and read back";

    private static ParameterDesk Not(OdooTrouble trouble) => new(Told: OdooWords.Not(trouble));
}
