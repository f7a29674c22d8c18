namespace SmsAdmin.Core.Data;

/// <summary>A key of the shared ring, or its revocation. The key in it is closed by what lies outside the database.</summary>
public sealed class RingElement
{
    public int Id { get; set; }
    /// <summary>Marks what closed it. Each wrap sees its own elements alone, so that a wrong one neither opens nor disturbs the right ring.</summary>
    public required string ClosedBy { get; set; }
    public required string Xml { get; set; }
}
