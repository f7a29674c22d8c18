namespace SmsAdmin.Core.Words;

/// <summary>Which side of a key a page lies on.</summary>
public enum PageSide
{
    OlderThan,
    NewerThan,
}
