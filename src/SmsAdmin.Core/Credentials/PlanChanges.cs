using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Credentials;

/// <summary>Tells that a plan was changed, checked, paused or goes on.</summary>
public sealed class PlanChanges(Neighbours neighbours) : Feed(neighbours, "plans")
{
    private event Action? Forgotten;

    /// <summary>Calls <paramref name="forget"/> for each change before any listener, who would look again at what is kept.</summary>
    internal void ForgetFirst(Action forget) => Forgotten += forget;

    protected override void Heard()
    {
        Forgotten?.Invoke();
        base.Heard();
    }
}
