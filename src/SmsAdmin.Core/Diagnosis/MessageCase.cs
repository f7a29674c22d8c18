using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Diagnosis;

/// <summary>A diagnosis of one message under way.</summary>
/// <param name="plan">Null where it was removed since.</param>
internal sealed class MessageCase(MessageDetail message, ExplainFacts facts, Phrases words, PlanCase? plan, Inquirer by, DateTimeOffset now)
{
    public MessageDetail Message => message;

    public ExplainFacts Facts => facts;

    public PlanCase? Plan => plan;

    public Inquirer By => by;

    public DateTimeOffset Now => now;

    public Phrases Words => words;

    /// <summary>What the log alone tells of it.</summary>
    public Explanation Told { get; } = Explainer.Explain(facts);

    /// <summary>What Sinch says of it now, once it was asked.</summary>
    public DeliveryStatus? AtSinch { get; set; }

    public bool Ended => message.State.IsFinal();

    /// <summary>Sinch has it, or had it.</summary>
    public bool Taken => message.BatchId is not null;

    /// <summary>It has not left for Sinch, or nobody knows whether it has.</summary>
    public bool Waits => message.State is MessageState.Queued or MessageState.Sending;

    /// <summary>Sinch has it and no end is known.</summary>
    public bool IsUnderWay => message.State is MessageState.Accepted or MessageState.Dispatched;

    /// <summary>The last try met something else than a 201.</summary>
    public bool IsRefused => message.NoAnswer is not null || message.HttpStatus is not (null or 201);

    public string To => by.Show(message.To);

    public string Page => $"/messages/{message.Id}";
}
