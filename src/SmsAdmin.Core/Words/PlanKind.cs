namespace SmsAdmin.Core.Words;

/// <summary>What the account at Sinch is: it decides which limits stand by default.</summary>
public enum PlanKind
{
    /// <summary>Sends only to numbers verified in Sinch's dashboard, 100 messages a day unless set otherwise.</summary>
    Trial,

    /// <summary>A paid plan. Its monthly limit is what the contract says, if anything.</summary>
    Production,
}
