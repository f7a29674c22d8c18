using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.Words;
using SmsAdmin.Sandbox.Odoo;

namespace SmsAdmin.Benchmarks;

/// <summary>i: 500 texts in one call of Odoo's own SMS, as its queue posts them, each text on the disk before Odoo hears of it; new ones, and the same once more.</summary>
internal static class OdooCalls
{
    private const int Texts = 500;

    public static async Task<IReadOnlyList<Figure>> RunAsync(string of, string? postgres, int calls)
    {
        using var sandbox = await Sandboxes.StartAsync();
        using var installation = await Installation.MakeAsync(sandbox, 1, postgres);
        var secret = await SwitchOnAsync(installation, sandbox);
        using var program = await installation.StartAsync();
        using var odoo = new Callers(1, installation.Key);
        var door = new Uri(program.Address, $"odoo/{secret}/api/sms/3/send");
        var bodies = Enumerable.Range(0, calls + 1).Select(Body).ToList();
        await odoo.PostAsync(door, 1, 200, _ => bodies[calls]);

        var (_, first) = await odoo.PostAsync(door, calls, 200, i => bodies[i]);
        var (_, again) = await odoo.PostAsync(door, calls, 200, i => bodies[i]);
        var engine = postgres is null ? "" : ", PostgreSQL";
        return
        [
            new(of, $"{Texts} texts in one call of Odoo, p50 and longest of {calls:N0}{engine}", Said(first), "< 2 s"),
            new(of, $"the same posted again{engine}", Said(again), ""),
        ];
    }

    private static async Task<string> SwitchOnAsync(Installation installation, Child sandbox)
    {
        await using var rooms = await installation.OpenRoomsAsync();
        var by = Actor.System("Benchmarks");
        // Any address of this machine: the secret alone is asked for.
        rooms.Services.GetRequiredService<OurAddress>().Own = sandbox.Address;
        var draft = new ConnectionDraft("Bench", $"{sandbox.Address}odoo/19", "odoo", "admin", true, installation.PlanId);
        var saved = (ConnectionOutcome.Saved)await rooms.Services.GetRequiredService<ConnectionEditing>().AddAsync(draft, OdooKeys.Admin, by, default);
        if (await rooms.Services.GetRequiredService<NativeSwitch>().OnAsync(saved.Id, by, default) is not SwitchOutcome.Done) throw new InvalidOperationException("Native sending could not be switched on.");
        return await rooms.Services.GetRequiredService<NativeSecrets>().ForAsync(saved.Id, 1, default) ?? throw new InvalidOperationException("The key ring is gone.");
    }

    private static string Body(int call) => JsonSerializer.Serialize(new
    {
        jsonrpc = "2.0",
        method = "call",
        id = 1,
        @params = new
        {
            messages = Enumerable.Range(0, Texts).Select(i => new
            {
                content = $"Your parcel {call * Texts + i} is at the shop in Main Street until Friday, 18:00.",
                numbers = new[] { new { number = $"+46701{call % 100:00}{i:0000}", uuid = Guid.NewGuid().ToString("N") } },
            }),
            account_token = "none",
            dbuuid = "none",
        },
    });

    private static string Said(TimeSpan[] each) => $"{Statistics.Percentile(each, 0.5).TotalMilliseconds:N0} ms, {each.Max().TotalMilliseconds:N0} ms";
}
