using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Checklist;

/// <summary>
/// The running program with its sandbox and an Odoo of it, set up whole and proven once: doors, loops and HTTP are real,
/// the clock runs only while a run of the checklist is waited for.
/// </summary>
public sealed partial class ProvenSetup : ConsoleHost
{
    public const string OdooKey = "ad00000000000000000000000000000000000001";

    private static int _phones;
    private HttpClient? _strings;

    public ProvenSetup()
    {
        Clock = Time;
        // The clock runs ten times as fast as calls are answered.
        Settings["Sinch:Timeout"] = "00:10:00";
        Settings["Odoo:Rpc:Timeout"] = "00:10:00";
        Settings["Sinch:ProbeTimeout"] = "00:10:00";
        Settings["Delivery:PollAfterSilence"] = "00:00:20";
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 13, 32, 0, TimeSpan.Zero));

    public Guid PlanId { get; private set; }

    public Guid OdooId { get; private set; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A phone of the sandbox that got no text yet: codes to one number are limited.</summary>
    public static string Phone() => $"+1201556{Interlocked.Increment(ref _phones):0000}";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _strings = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(Address, "sandbox/") };
        // Told to shift its Date, the sandbox tells that of the program's clock.
        await PullAsync("control/clock", new { date_shift_seconds = 0.001 });
        PlanId = (await Room<Plans>().DefaultAsync(Ct))!.Id;
        OdooId = Assert.IsType<ConnectionOutcome.Saved>(await Room<ConnectionEditing>().AddAsync(
            new ConnectionDraft("acme-prod", new Uri(Address, "sandbox/odoo/19").AbsoluteUri, "odoo", "admin", true, PlanId), OdooKey, TestRooms.Anna, Ct)).Id;
        Assert.IsType<PushOutcome.Done>(await Room<ParameterPush>().PushAsync(OdooId, TestRooms.Anna, Ct));
        Assert.IsType<SwitchOutcome.Done>(await Room<NativeSwitch>().OnAsync(OdooId, TestRooms.Anna, Ct));
        await RunAsync();
    }

    /// <summary>Pulls a string of the sandbox.</summary>
    public async Task PullAsync(string what, object body)
    {
        using var response = await _strings!.PostAsJsonAsync(what, body, Ct);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Runs the checklist, whole and with its SMS unless something else is wished, while the clock runs.</summary>
    public async Task<ChecklistView> RunAsync(Func<RunWish, RunWish>? with = null)
    {
        var wish = new RunWish(PlanId, Phone());
        var outcome = await WhileTimeGoesAsync(Room<ChecklistRuns>().RunAsync(with?.Invoke(wish) ?? wish, TestRooms.Anna, Ct));
        return (await Room<ChecklistBook>().FindAsync(Assert.IsType<RunOutcome.Begun>(outcome).RunId, Ct))!;
    }

    /// <summary>Lets the clock run until a task is over.</summary>
    public async Task<T> WhileTimeGoesAsync<T>(Task<T> task)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!task.IsCompleted)
        {
            Time.Advance(TimeSpan.FromMilliseconds(100));
            await looks.WaitForNextTickAsync(Ct);
        }

        return await task;
    }

    /// <summary>Changes the plan as a person would.</summary>
    public async Task EditPlanAsync(Func<PlanDraft, PlanDraft> change)
    {
        var plan = (await Room<Plans>().FindAsync(PlanId, Ct))!;
        Assert.IsType<PlanOutcome.Saved>(await Room<PlanEditing>().EditAsync(PlanId, change(PlanDraft.Of(plan)), TestRooms.Anna, Ct));
    }

    /// <summary>Has the plan be the sandbox's, or one like any other.</summary>
    public async Task EditSandboxAsync(bool isSandbox)
    {
        await LookAsync(db => db.Plans.ExecuteUpdateAsync(set => set.SetProperty(plan => plan.IsSandbox, isSandbox), Ct));
        Room<PlanChanges>().Announce();
    }

    /// <summary>The code of the newest text on a phone of the sandbox.</summary>
    public async Task<string> CodeOnAsync(PhoneNumber phone)
    {
        ArgumentNullException.ThrowIfNull(phone);
        var texts = await _strings!.GetFromJsonAsync<JsonElement>($"handset/{phone.Digits}", Ct);
        return texts.EnumerateArray().Select(text => Code().Match(text.GetProperty("body").GetString()!)).First(code => code.Success).Value;
    }

    /// <summary>Looks into the database past the rooms.</summary>
    public async Task<T> LookAsync<T>(Func<AppDb, Task<T>> look)
    {
        ArgumentNullException.ThrowIfNull(look);
        await using var db = await Room<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
        return await look(db);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _strings?.Dispose();
        await base.DisposeAsync();
    }

    [GeneratedRegex(@"\b\d{6,10}\b")]
    private static partial Regex Code();
}
