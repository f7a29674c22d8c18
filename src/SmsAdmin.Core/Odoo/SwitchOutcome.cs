namespace SmsAdmin.Core.Odoo;

/// <summary>What became of leading an Odoo's texts here, or back.</summary>
public abstract record SwitchOutcome
{
    private SwitchOutcome()
    {
    }

    /// <param name="WasTheirs">Odoo had something else than ours meanwhile, which was left as it is.</param>
    public sealed record Done(bool WasTheirs = false) : SwitchOutcome;

    /// <summary>Nothing changed here, nor there, unless the trouble says that it is not known.</summary>
    public sealed record Failed(OdooTrouble Trouble) : SwitchOutcome;
}
