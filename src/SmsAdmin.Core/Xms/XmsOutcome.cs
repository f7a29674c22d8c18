using System.Text;

namespace SmsAdmin.Core.Xms;

/// <summary>Whose batches these are: a key's service plan, and whether it is a test key. The two never see each other's.</summary>
public sealed record XmsOwner(Guid PlanId, bool IsTest);

/// <summary>What became of a Sinch client's request.</summary>
public abstract record XmsOutcome
{
    private XmsOutcome()
    {
    }

    /// <summary>Done.</summary>
    /// <param name="Json">The answer's body; null where it has none.</param>
    public sealed record Done(string? Json) : XmsOutcome
    {
        /// <summary>Says how long it is: numbers and texts stand in it.</summary>
        public override string ToString() => $"{Encoding.UTF8.GetByteCount(Json ?? "")} bytes";
    }

    /// <summary>This plan has no such thing.</summary>
    public sealed record NotThere : XmsOutcome;

    /// <summary>Nothing was done.</summary>
    public sealed record Refused(XmsError Error) : XmsOutcome;
}
