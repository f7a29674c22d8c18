namespace SmsAdmin.Core.Words;

/// <summary>How a text travels.</summary>
public enum SmsEncoding
{
    /// <summary>GSM 7-bit: 160 units in one part, 153 in each of several.</summary>
    Gsm7,

    /// <summary>16-bit: 70 units in one part, 67 in each of several.</summary>
    Ucs2,
}
