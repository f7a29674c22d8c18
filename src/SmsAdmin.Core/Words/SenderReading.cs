using System.Text;

namespace SmsAdmin.Core.Words;

/// <summary>What <see cref="SenderId.Parse"/> made of an input: a sender, or the one thing that is wrong with it.</summary>
public abstract record SenderReading
{
    private SenderReading()
    {
    }

    public sealed record Valid(SenderId Sender) : SenderReading;

    public sealed record Empty : SenderReading;

    /// <summary>An example from a runbook, not filled in.</summary>
    public sealed record Placeholder : SenderReading;

    /// <param name="Length">In characters; <see cref="SenderId.LongestAlphanumeric"/> are allowed.</param>
    public sealed record AlphanumericTooLong(int Length) : SenderReading;

    /// <param name="Character">The first one outside the GSM default alphabet.</param>
    public sealed record CharacterNotGsm(Rune Character) : SenderReading;

    /// <param name="Length">In digits.</param>
    public sealed record NumericTooLong(int Length) : SenderReading;

    /// <param name="Length">In digits: neither a number nor a short code is so short.</param>
    public sealed record NumericTooShort(int Length) : SenderReading;
}
