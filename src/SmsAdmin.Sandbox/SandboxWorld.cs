using System.Collections.Concurrent;
using SmsAdmin.Sandbox.Handset;
using SmsAdmin.Sandbox.Ledger;
using SmsAdmin.Sandbox.Odoo;
using SmsAdmin.Sandbox.Sinch.Callbacks;
using SmsAdmin.Sandbox.Sinch.Delivery;
using SmsAdmin.Sandbox.Sinch.Inbounds;
using SmsAdmin.Sandbox.Sinch.Magic;
using SmsAdmin.Sandbox.Sinch.Plans;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox;

/// <summary>
/// The pretend outside world: service plans, phones, a ledger of what was accepted, Odoo servers. In memory only. One per program;
/// the HTTP endpoints and a host's own pages look at the same world.
/// </summary>
public sealed class SandboxWorld : IDisposable
{
    private const int LedgerCapacity = 1_000_000;
    private const int HandsetCapacity = 100_000;
    private const int LatestTexts = 200;

    /// <summary>The regions of the contract.</summary>
    public static IReadOnlyList<string> Regions { get; } = ["us", "eu", "au", "br", "ca"];

    private readonly ConcurrentDictionary<string, Plan> _plans = new(StringComparer.Ordinal);
    private readonly Agenda _agenda;
    private readonly CallbackPoster _callbacks;
    private long _dateShiftTicks;

    public SandboxWorld(TimeProvider time, ILogger<SandboxWorld> log)
    {
        Time = time;
        _agenda = new Agenda(time, log);
        _callbacks = new CallbackPoster(time, _agenda, log);
        Odoo = new OdooWorld(time);
        Courier = new Courier(time, _agenda, Ledger, Phones, _callbacks);
        MakeFirstPlans();
    }

    /// <summary>A text has arrived on a phone. Raised on the thread that delivers it: return soon.</summary>
    public event Action<HandsetText>? TextArrived
    {
        add => Phones.Arrived += value;
        remove => Phones.Arrived -= value;
    }

    /// <summary>All service plans, by id.</summary>
    public IReadOnlyList<PlanSettings> Plans =>
        [.. _plans.Values.Select(plan => plan.Settings).OrderBy(plan => plan.ServicePlanId, StringComparer.Ordinal)];

    /// <summary>What was accepted, oldest first; the last million messages.</summary>
    public IEnumerable<LedgerEntry> Sends => Ledger.Entries;

    /// <summary>Every request to the pretend Sinch, refused ones too, counted by plan, region, method and path.</summary>
    public IReadOnlyList<RequestCount> Requests => Ledger.Requests;

    /// <summary>By how much the pretend Sinch's <c>Date</c> header is off.</summary>
    public TimeSpan DateShift
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _dateShiftTicks));
        set => Interlocked.Exchange(ref _dateShiftTicks, value.Ticks);
    }

    /// <summary>The pretend Odoo servers.</summary>
    public OdooWorld Odoo { get; }

    internal TimeProvider Time { get; }

    internal AcceptedSends Ledger { get; } = new(LedgerCapacity);

    internal TextsReceived Phones { get; } = new(HandsetCapacity);

    internal Courier Courier { get; }

    internal FaultCounts Faults { get; } = new();

    /// <summary>The texts that a phone got, oldest first; the latest 200 of all phones without a number.</summary>
    /// <param name="number">In any writing of the contract: <c>+46…</c>, <c>46…</c>, <c>0046…</c>.</param>
    public IReadOnlyList<HandsetText> Texts(string? number = null) =>
        number is null ? Phones.Latest(LatestTexts) : Phones.Of(Msisdn.TryRead(number, out var digits) ? digits : number);

    /// <summary>Makes a plan, or sets an existing one up anew; its batches stay.</summary>
    public void Put(PlanSettings settings) => _plans.AddOrUpdate(settings.ServicePlanId, _ => new Plan(settings), (_, plan) =>
    {
        plan.Settings = settings;
        return plan;
    });

    /// <summary>Forgets everything and puts the first five plans back.</summary>
    public void Reset()
    {
        _agenda.Clear();
        _plans.Clear();
        Ledger.Clear();
        Phones.Clear();
        Faults.Clear();
        DateShift = TimeSpan.Zero;
        Odoo.Reset();
        MakeFirstPlans();
    }

    /// <summary>Completes when no callback is being posted. Retries that wait for their hour do not count.</summary>
    public Task WhenCallbacksSettledAsync() => _callbacks.WhenSettledAsync();

    public void Dispose()
    {
        _agenda.Dispose();
        _callbacks.Dispose();
    }

    internal Plan? FindPlan(string id) => _plans.GetValueOrDefault(id);

    /// <summary>A phone texts one of the plan's numbers: stored, heard by groups, posted to the plan's URL.</summary>
    internal void Receive(Plan plan, Inbound inbound)
    {
        lock (plan.Gate)
        {
            plan.Inbounds.Add(inbound);
            if (inbound.Type == Inbound.TextType)
                plan.Groups.Hear(inbound.From, inbound.To, inbound.Body, inbound.ReceivedAt);
        }
        if (plan.Settings.CallbackUrl is { } url)
            _callbacks.Post(new CallbackJob(plan, url, Answer.Bytes(inbound.Write)));
    }

    private void MakeFirstPlans()
    {
        foreach (var region in Regions)
            Put(new PlanSettings { ServicePlanId = $"sandbox-{region}", Region = region, Token = $"token-{region}" });
    }
}
