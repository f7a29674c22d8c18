namespace SmsAdmin.Sandbox.Odoo.Base;

/// <summary>An API key of one user of one database.</summary>
internal sealed class OdooKey(int row, string key, OdooUser user, string? scope)
{
    /// <summary>The id of its row in res.users.apikeys.</summary>
    public int Row => row;

    public string Key => key;

    public OdooUser User => user;

    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Whether it opens the RPC: no scope or <c>rpc</c>, not past its day, its user active.</summary>
    public bool Opens(DateTimeOffset now) => scope is null or "rpc" && (ExpiresAt is not { } end || now < end) && user.IsActive;
}
