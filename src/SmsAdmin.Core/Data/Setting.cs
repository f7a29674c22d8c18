namespace SmsAdmin.Core.Data;

/// <summary>A value of the installation, by key.</summary>
public sealed class Setting
{
    public required string Key { get; set; }
    public required string Value { get; set; }
}
