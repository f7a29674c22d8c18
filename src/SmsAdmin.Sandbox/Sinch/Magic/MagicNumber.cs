namespace SmsAdmin.Sandbox.Sinch.Magic;

/// <summary>A number that makes the pretend Sinch behave in a way of its own.</summary>
/// <param name="Number">E.164, with plus.</param>
/// <param name="Outcome">In a few words, such as <c>Aborted 412</c>.</param>
/// <param name="Description">What happens, in a sentence.</param>
/// <param name="Group">The heading under which it belongs.</param>
public sealed record MagicNumber(string Number, string Outcome, string Description, string Group)
{
    internal Fate? Fate { get; init; }

    internal Fault? Fault { get; init; }
}
