using System.Security.Cryptography;
using System.Text;
using SmsAdmin.Core.Otp;

namespace SmsAdmin.Web.Components.Pages.Otp;

/// <summary>A code to try, as somebody typed it: kept, whatever becomes of it.</summary>
public sealed class TryInput
{
    /// <summary>A browser keeps it with what was typed, so that the form is the same one after the server was lost.</summary>
    public Guid FormId { get; private set; } = Guid.CreateVersion7();

    public Guid PlanId { get; set; }

    public string To { get; set; } = "";

    public string Purpose { get; set; } = "sign-in";

    public string Locale { get; set; } = "en";

    public string AppName { get; set; } = "";

    public string Domain { get; set; } = "";

    /// <summary>The same until something in the form changes: however often it is pressed, it is one verification.</summary>
    public Guid PressId => new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', FormId, PlanId, To, Purpose, Locale, AppName, Domain))).AsSpan(0, 16));

    /// <summary>It is the form that a browser kept; what is no id is left alone.</summary>
    public void Resume(string? formId)
    {
        if (Guid.TryParse(formId, out var kept)) FormId = kept;
    }

    /// <summary>It has become a verification: what is pressed now is another.</summary>
    public void Begun() => FormId = Guid.CreateVersion7();

    /// <param name="address">The reader's own, which is held to the limits of an end user's.</param>
    public NewVerification ToVerification(string? address) => new(PlanId, To, Purpose, Locale, Given(AppName), Given(Domain), address);

    private static string? Given(string typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
