using Microsoft.AspNetCore.WebUtilities;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Components.Pages.Queue;

/// <summary>When the messages were asked for.</summary>
public enum QueueAge
{
    Any,
    LastHour,
    LastDay,
    LastWeek,
    OverAnHour,
    OverADay,
}

/// <summary>Which messages a person means to cancel or to send again. It lives in the address.</summary>
public sealed record QueueFilter
{
    /// <summary>What waits can be cancelled; what ended and did not arrive can be sent again.</summary>
    public static IReadOnlyList<MessageState> States { get; } =
    [
        MessageState.Queued, MessageState.Failed, MessageState.Rejected, MessageState.Aborted, MessageState.Expired, MessageState.Cancelled,
        MessageState.Deleted, MessageState.Unknown,
    ];

    public Guid? Plan { get; init; }

    public MessageState State { get; init; }

    public Lane? Lane { get; init; }

    public QueueAge Age { get; init; }

    /// <summary>The address of this view.</summary>
    public string Href => QueryHelpers.AddQueryString("/queue", new Dictionary<string, string?>
    {
        ["plan"] = Plan?.ToString(),
        ["status"] = State == MessageState.Queued ? null : State.ToString().ToLowerInvariant(),
        ["lane"] = Lane?.ToString().ToLowerInvariant(),
        ["asked"] = Age == QueueAge.Any ? null : Age.ToString().ToLowerInvariant(),
    }.Where(one => one.Value is not null));

    /// <summary>Reads an address; what it does not understand is left out.</summary>
    public static QueueFilter Read(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var start = address.IndexOf('?', StringComparison.Ordinal);
        var fields = QueryHelpers.ParseQuery(start < 0 ? "" : address[start..].Split('#')[0]);
        return new QueueFilter
        {
            Plan = Guid.TryParse(Field("plan"), out var plan) ? plan : null,
            State = Value<MessageState>("status") is { } state && States.Contains(state) ? state : MessageState.Queued,
            Lane = Value<Lane>("lane"),
            Age = Value<QueueAge>("asked") ?? QueueAge.Any,
        };

        string? Field(string name) => fields.TryGetValue(name, out var values) ? values.ToString() : null;

        // By name alone: a number in the address is no state.
        T? Value<T>(string name)
            where T : struct, Enum =>
            Field(name) is [var first, ..] text && char.IsAsciiLetter(first) && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
                ? value
                : null;
    }

    /// <summary>The same question to the room.</summary>
    public QueueChoice ToRoom(Guid planId, DateTimeOffset now)
    {
        var (from, until) = Age switch
        {
            QueueAge.LastHour => (now.AddHours(-1), null),
            QueueAge.LastDay => (now.AddDays(-1), null),
            QueueAge.LastWeek => (now.AddDays(-7), null),
            QueueAge.OverAnHour => (null, now.AddHours(-1)),
            QueueAge.OverADay => (null, now.AddDays(-1)),
            _ => ((DateTimeOffset?)null, (DateTimeOffset?)null),
        };
        return new QueueChoice(planId, State, Lane, from, until);
    }
}
