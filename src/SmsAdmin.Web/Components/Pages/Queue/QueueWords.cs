using System.Globalization;
using MudBlazor;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Web.Components.Pages.Queue;

/// <summary>What stands on the queue's page, in words.</summary>
public static class QueueWords
{
    private const double SecondsOfTheRate = 60;

    /// <summary>The colour of a lane and what it is for.</summary>
    public static (string Css, string Says) Of(Lane lane) => lane switch
    {
        Lane.Otp => ("ln-otp", "One-time codes. Never after their deadline"),
        Lane.Test => ("ln-test", "Tests from this console"),
        Lane.Normal => ("ln-norm", "Single messages"),
        _ => ("ln-bulk", "Large submissions"),
    };

    /// <summary>"29.8": what a minute held, a second.</summary>
    public static string PerSecond(int lastMinute) => (lastMinute / SecondsOfTheRate).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>How long this many take at the plan's rate.</summary>
    public static string EmptyIn(int waiting, PlanView plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return waiting == 0 ? "now" : waiting < plan.PerSecond ? "under 1\u00A0s" : $"about {Figures.Duration(TimeSpan.FromSeconds((double)waiting / plan.PerSecond))}";
    }

    /// <summary>The chip of a plan's queue.</summary>
    public static (Tone Tone, string Word, string Icon) State(PlanView plan, PlanQueue queue)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(queue);
        return plan.Readiness switch
        {
            PlanReadiness.Paused when plan.PausedBy is { } person => (Tone.Warn, $"Paused by {person}", Icons.Material.Outlined.PauseCircleOutline),
            PlanReadiness.Paused => (Tone.Bad, "Paused: Sinch refuses it", Icons.Material.Outlined.PauseCircleOutline),
            PlanReadiness.Ready when queue.Waiting + queue.Sending + queue.Out == 0 => (Tone.Idle, "Nothing waits", Icons.Material.Outlined.CheckCircle),
            PlanReadiness.Ready => (Tone.Ok, "Sending", Icons.Material.Outlined.PlayArrow),
            _ => (Tone.Warn, "Not sending", Icons.Material.Outlined.PauseCircleOutline),
        };
    }

    public static string Age(QueueAge age) => age switch
    {
        QueueAge.LastHour => "in the last hour",
        QueueAge.LastDay => "in the last 24 hours",
        QueueAge.LastWeek => "in the last 7 days",
        QueueAge.OverAnHour => "more than 1 hour ago",
        QueueAge.OverADay => "more than 24 hours ago",
        _ => "at any time",
    };

    /// <summary>What became of a job that has ended.</summary>
    public static (Tone Tone, string Title, string Says) Ended(QueueJob job, ViewerZone zone)
    {
        ArgumentNullException.ThrowIfNull(job);
        var done = $"{(job.Kind == QueueJobKind.Cancel ? "Cancelled" : "Sent again")} {Figures.Count(job.Done)} of {Figures.Count(job.Total, "message")}";
        if (job.Failed) return (Tone.Bad, done, "It stopped because storage did not take it. What was done stands; begin again for the rest.");
        if (job.Hindered is { } why) return (Tone.Warn, done, $"{NotQueued.Why(why, zone)} The rest was left as it was.");
        if (job.Tried < job.Total) return (Tone.Idle, done, "It was stopped. The rest was left as it was.");
        return job.Done == job.Total ? (Tone.Ok, done, job.Kind == QueueJobKind.Cancel ? "None of them was sent, and their quota was given back." : "Each has a new reference, named in the timeline of the first.")
            : (Tone.Idle, done, job.Kind == QueueJobKind.Cancel ? "The others were on their way to Sinch before it was their turn." : "The others cannot be sent: their number is refused, or their text cannot be opened.");
    }
}
