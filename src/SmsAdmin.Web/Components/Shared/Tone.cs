using MudBlazor;

namespace SmsAdmin.Web.Components.Shared;

/// <summary>How something is. Never shown by colour alone: a word or an icon stands beside it.</summary>
public enum Tone
{
    Idle,
    Ok,
    Warn,
    Bad,
}

public static class ToneLook
{
    /// <summary>The class of wwwroot/app.css.</summary>
    public static string Css(this Tone tone) => tone switch
    {
        Tone.Ok => "ok",
        Tone.Warn => "warn",
        Tone.Bad => "bad",
        _ => "idle",
    };

    public static string Icon(this Tone tone) => tone switch
    {
        Tone.Ok => Icons.Material.Outlined.CheckCircle,
        Tone.Warn => Icons.Material.Outlined.WarningAmber,
        Tone.Bad => Icons.Material.Outlined.ErrorOutline,
        _ => Icons.Material.Outlined.Info,
    };
}
