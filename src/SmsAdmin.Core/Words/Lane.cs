namespace SmsAdmin.Core.Words;

/// <summary>A message's priority: the lower value goes first.</summary>
public enum Lane
{
    Otp = 0,
    Test = 1,
    Normal = 2,
    Bulk = 3,
}
