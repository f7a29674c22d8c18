using SmsAdmin.Core.Delivery;

namespace SmsAdmin.Web.Components.Shared;

/// <summary>How a matter that needs somebody looks.</summary>
public static class MatterLook
{
    public static Tone Tone(this Matter matter)
    {
        ArgumentNullException.ThrowIfNull(matter);
        return matter.Urgency == Urgency.Now ? Shared.Tone.Bad : Shared.Tone.Warn;
    }
}
