using SmsAdmin.Core.Alerts;

namespace SmsAdmin.Web.Components.Layout;

/// <summary>What the frame around every page shows. <see cref="MainLayout"/> loads it; the parts take what they need from it.</summary>
/// <param name="IsSandbox">Whether the default plan stands in the sandbox.</param>
/// <param name="PlanName">The default service plan; null while no plan is the default.</param>
/// <param name="Region">Its region; null where it has none or a host of its own.</param>
/// <param name="Sender">Its sender as it is read aloud, for example "+46 70 174 06 50".</param>
/// <param name="PlanProblem">Why it sends nothing now, in a few words; null when it can send.</param>
/// <param name="UserName">The person's name, or the address they sign in with.</param>
/// <param name="Role">Admin, Operator or Support.</param>
/// <param name="QueueDepth">Messages that wait to be sent.</param>
/// <param name="Alerts">What needs somebody now, worst first.</param>
/// <param name="HasHandset">Whether the sandbox is on, so that its handset can be looked at.</param>
/// <param name="Version">The program's own.</param>
/// <param name="Host">The name people reach this console by.</param>
public sealed record ShellState(
    bool IsSandbox,
    string? PlanName,
    string? Region,
    string? Sender,
    string? PlanProblem,
    string UserName,
    string Role,
    int QueueDepth,
    IReadOnlyList<AlertView> Alerts,
    bool HasHandset,
    string Version,
    string Host)
{
    /// <summary>How many parameters differ in the Odoo databases, as they were last read.</summary>
    public int OdooDiffering { get; init; }
}
