namespace SmsAdmin.Web.Components.Shared;

/// <summary>Where a code comes from. 401 is a bad token in one space and good news in another.</summary>
public enum NumberSpace
{
    HttpStatus,
    ApiErrorCode,
    DeliveryCode,
}
