using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery.Explanations;

/// <summary>Everything that an explanation of a message is made of.</summary>
public sealed record ExplainFacts
{
    public required PlanFacts Plan { get; init; }
    public required PhoneNumber To { get; init; }
    public required MessageState State { get; init; }

    /// <summary>Our reference on the wire.</summary>
    public Guid MessageId { get; init; }
    public string? From { get; init; }
    public Lane Lane { get; init; } = Lane.Normal;
    public int Characters { get; init; }
    public int Parts { get; init; } = 1;
    public bool IsUnicode { get; init; }

    /// <summary>Asked for with a test key: nothing of it reached Sinch.</summary>
    public bool IsTest { get; init; }

    public bool OutcomeUnknown { get; init; }
    public int? HttpStatus { get; init; }
    public string? ApiErrorCode { get; init; }

    /// <summary>Why no answer came, a name of the window's failure kinds as <c>Timeout</c>.</summary>
    public string? NoAnswer { get; init; }
    public int? DeliveryCode { get; init; }

    public string? BatchId { get; init; }
    public int Attempts { get; init; }

    /// <summary>The next try, or the next look-up while the outcome is unknown.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was asked to go out; null for at once.</summary>
    public DateTimeOffset? SendAt { get; init; }
    public DateTimeOffset? AskedAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    public DateTimeOffset? FinalAt { get; init; }
    public DateTimeOffset? UnknownSince { get; init; }

    /// <summary>False where Sinch cannot reach us, so that receipts are polled; null where nobody knows.</summary>
    public bool? ReceiptsByCallback { get; init; }

    /// <summary>The number as its reader may see it; null shows it masked.</summary>
    public string? ShownNumber { get; init; }

    /// <summary>The zone that instants are told in; null tells them in UTC, and says so.</summary>
    public TimeZoneInfo? Zone { get; init; }

    public AccountFacts Account { get; init; } = new();

    /// <param name="plan">Null where it was removed since.</param>
    public static ExplainFacts Of(MessageDetail message, PlanView? plan, AccountFacts? account = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new ExplainFacts
        {
            Plan = plan is null ? PlanFacts.Gone : PlanFacts.Of(plan),
            To = message.To,
            State = message.State,
            MessageId = message.Id,
            From = message.From,
            Lane = message.Lane,
            IsTest = message.IsTest,
            Characters = message.Characters,
            Parts = message.Parts,
            IsUnicode = message.IsUnicode,
            OutcomeUnknown = message.OutcomeUnknown,
            HttpStatus = message.HttpStatus,
            ApiErrorCode = message.ApiErrorCode,
            NoAnswer = message.NoAnswer,
            DeliveryCode = message.DeliveryCode,
            BatchId = message.BatchId,
            Attempts = message.Attempts,
            DueAt = message.DueAt,
            SendAt = message.SendAt,
            AskedAt = message.CreatedAt,
            AcceptedAt = message.AcceptedAt,
            FinalAt = message.FinalAt,
            UnknownSince = message.OutcomeUnknown
                ? message.Steps.LastOrDefault(step => step.Kind == MessageEventKind.OutcomeUnknown)?.At
                : null,
            Account = account ?? new AccountFacts(),
        };
    }
}

/// <summary>What the account's other messages tell; each may be unknown.</summary>
/// <param name="SameCode">Messages to the same country with the same code in the last 24 hours, this one included.</param>
/// <param name="ToThatCountry">All messages to that country in the last 24 hours.</param>
/// <param name="LastDeliveredThereAt">When the plan last delivered to that country.</param>
/// <param name="Waiting">Messages of the plan that wait to be sent.</param>
public sealed record AccountFacts(
    int? SameCode = null, int? ToThatCountry = null, DateTimeOffset? LastDeliveredThereAt = null, int? Waiting = null);
