using SmsAdmin.Core.Delivery.Explanations;

namespace SmsAdmin.Web.Components.Shared;

/// <summary>An explanation's own words for tone and number space, as the look has them.</summary>
public static class ExplanationLook
{
    public static Tone Look(this ExplanationTone tone) => tone switch
    {
        ExplanationTone.Good => Tone.Ok,
        ExplanationTone.Warning => Tone.Warn,
        ExplanationTone.Bad => Tone.Bad,
        _ => Tone.Idle,
    };

    public static NumberSpace Look(this CodeSpace space) => space switch
    {
        CodeSpace.HttpStatus => NumberSpace.HttpStatus,
        CodeSpace.ApiErrorCode => NumberSpace.ApiErrorCode,
        _ => NumberSpace.DeliveryCode,
    };
}
