using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>
/// What the engine counts for Prometheus and OpenTelemetry. Labels are the plan's id, the lane, the state and the code:
/// never a number, a text or anything that a caller wrote.
/// </summary>
public sealed class Meters : IDisposable
{
    /// <summary>The meter's name, by which exporters find it.</summary>
    public const string MeterName = "SmsAdmin";

    // Codes of Sinch's are three digits; whatever else is posted makes no new series.
    private const int LargestCode = 999;

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600] };

    private readonly Meter _meter;
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _final;
    private readonly Counter<long> _callbacks;
    private readonly Histogram<double> _toSinch;
    private readonly Histogram<double> _toFinal;
    private readonly ConcurrentDictionary<Guid, Ages> _ages = new();

    public Meters(IMeterFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        _meter = factory.Create(MeterName);
        _accepted = _meter.CreateCounter<long>("smsadmin.messages.accepted", "{message}", "Messages committed to the queue.");
        _sent = _meter.CreateCounter<long>("smsadmin.messages.sent", "{message}", "Messages that Sinch accepted (HTTP status 201).");
        _final = _meter.CreateCounter<long>("smsadmin.messages.final", "{message}", "Messages that reached their end, by state and delivery code.");
        _callbacks = _meter.CreateCounter<long>("smsadmin.callbacks", "{callback}", "Callbacks that knocked, by what became of them.");
        _toSinch = _meter.CreateHistogram("smsadmin.message.to_sinch", "s", "From acceptance to Sinch's 201.", advice: Seconds);
        _toFinal = _meter.CreateHistogram("smsadmin.message.to_delivered", "s", "From acceptance to Delivered.", advice: Seconds);
        _meter.CreateObservableGauge("smsadmin.queue.age", () => Measure(ages => ages.Queue), "s", "How long the oldest message that is due waits; 0 where none does.");
        _meter.CreateObservableGauge("smsadmin.receipt.age", () => Measure(ages => ages.Receipt), "s", "Since the last receipt that came by callback.");
    }

    /// <summary>Messages were committed: their callers hear yes.</summary>
    public void Accepted(Guid planId, Lane lane, int messages = 1) => _accepted.Add(messages, Plan(planId), Of(lane));

    /// <summary>Sinch answered 201.</summary>
    /// <param name="sinceAccepted">From the commit to the answer.</param>
    public void Sent(Guid planId, Lane lane, TimeSpan sinceAccepted)
    {
        _sent.Add(1, Plan(planId), Of(lane));
        _toSinch.Record(sinceAccepted.TotalSeconds, Plan(planId), Of(lane));
    }

    /// <summary>A message reached its end. Called by the one whose update moved it, so that each counts once.</summary>
    /// <param name="deliveryCode">Of the receipt; null where there was none.</param>
    public void Final(Guid planId, Lane lane, MessageState state, int? deliveryCode, TimeSpan sinceAccepted)
    {
        var code = deliveryCode switch { null => "none", >= 0 and <= LargestCode => deliveryCode.Value.ToString(CultureInfo.InvariantCulture), _ => "other" };
        _final.Add(1, Plan(planId), Of(lane), new("state", state.ToString()), new("code", code));
        if (state == MessageState.Delivered) _toFinal.Record(sinceAccepted.TotalSeconds, Plan(planId), Of(lane));
    }

    /// <summary>A callback knocked.</summary>
    /// <param name="outcome">The name of what became of it, one of a few.</param>
    public void Callback(string outcome) => _callbacks.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Sets what the gauges of a plan show until the next look. Null leaves the series out.</summary>
    public void Aged(Guid planId, TimeSpan? queue, TimeSpan? receipt) => _ages[planId] = new Ages(queue, receipt);

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> Measure(Func<Ages, TimeSpan?> of) =>
        from plan in _ages
        let age = of(plan.Value)
        where age is not null
        select new Measurement<double>(age.Value.TotalSeconds, Plan(plan.Key));

    private static KeyValuePair<string, object?> Plan(Guid id) => new("plan", id.ToString("D"));

    private static KeyValuePair<string, object?> Of(Lane lane) => new("lane", lane.ToString());

    private sealed record Ages(TimeSpan? Queue, TimeSpan? Receipt);
}
