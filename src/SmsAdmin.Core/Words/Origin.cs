namespace SmsAdmin.Core.Words;

/// <summary>Who asked for a message.</summary>
public enum Origin
{
    Console = 0,
    Api = 1,
    Xms = 2,
    Odoo = 3,
    Otp = 4,
    Checklist = 5,
}
