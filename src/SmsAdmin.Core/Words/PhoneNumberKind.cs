using PhoneNumbers;

namespace SmsAdmin.Core.Words;

/// <summary>What a number is for, as its country's plan says.</summary>
public enum PhoneNumberKind
{
    Unknown,
    Mobile,
    FixedLine,

    /// <summary>The plan does not tell them apart, as in the United States and Canada.</summary>
    FixedLineOrMobile,
    TollFree,
    Premium,
    SharedCost,
    InternetTelephony,
    Personal,
    Pager,
    CompanyWide,
    Voicemail,
}

internal static class PhoneNumberKinds
{
    public static PhoneNumberKind ToKind(this PhoneNumberType type) => type switch
    {
        PhoneNumberType.MOBILE => PhoneNumberKind.Mobile,
        PhoneNumberType.FIXED_LINE => PhoneNumberKind.FixedLine,
        PhoneNumberType.FIXED_LINE_OR_MOBILE => PhoneNumberKind.FixedLineOrMobile,
        PhoneNumberType.TOLL_FREE => PhoneNumberKind.TollFree,
        PhoneNumberType.PREMIUM_RATE => PhoneNumberKind.Premium,
        PhoneNumberType.SHARED_COST => PhoneNumberKind.SharedCost,
        PhoneNumberType.VOIP => PhoneNumberKind.InternetTelephony,
        PhoneNumberType.PERSONAL_NUMBER => PhoneNumberKind.Personal,
        PhoneNumberType.PAGER => PhoneNumberKind.Pager,
        PhoneNumberType.UAN => PhoneNumberKind.CompanyWide,
        PhoneNumberType.VOICEMAIL => PhoneNumberKind.Voicemail,
        _ => PhoneNumberKind.Unknown,
    };
}
