using SmsAdmin.Core.Otp;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Api;

/// <summary>What a program posts to have a number verified.</summary>
internal sealed record VerificationRequest(
    string To, string Purpose, string? Locale, string? AppName, string? Domain, string? EndUserIp, string? Context)
{
    /// <summary>The fields that there are.</summary>
    public static readonly string[] Names = ["to", "purpose", "locale", "app_name", "domain", "end_user_ip", "context"];

    public static VerificationRequest Read(ref JsonFields fields)
    {
        string? to = null, purpose = null, locale = null, app = null, domain = null, address = null, context = null;
        while (fields.Next() is { } name)
        {
            switch (name)
            {
                case "to": to = fields.Text(); break;
                case "purpose": purpose = fields.Text(); break;
                case "locale": locale = fields.Text(); break;
                case "app_name": app = fields.Text(); break;
                case "domain": domain = fields.Text(); break;
                case "end_user_ip": address = fields.Text(); break;
                case "context": context = fields.Text(); break;
            }
        }

        fields.Require("to", to);
        fields.Require("purpose", purpose);
        return new VerificationRequest(to ?? "", purpose ?? "", locale, app, domain, address, context);
    }

    public NewVerification ToVerification(Guid planId) => new(planId, To, Purpose, Locale, AppName, Domain, EndUserIp, Context);

    /// <summary>The rooms call the text by its own name; here nobody gives one.</summary>
    public static IEnumerable<FieldFault> InOurWords(IEnumerable<FieldFault> faults) =>
        faults.Select(fault => fault.Field == "from" ? fault with { Field = "to", Says = $"The plan of this key has no sender. {fault.Says}" } : fault);
}

/// <summary>A code that a program passes on.</summary>
internal sealed record VerificationCheckRequest(string Code, string? Context)
{
    /// <summary>The fields that there are.</summary>
    public static readonly string[] Names = ["code", "context"];

    public static VerificationCheckRequest Read(ref JsonFields fields)
    {
        string? code = null, context = null;
        while (fields.Next() is { } name)
        {
            switch (name)
            {
                case "code": code = fields.Text(); break;
                case "context": context = fields.Text(); break;
            }
        }

        fields.Require("code", code);
        if (code is { Length: > VerificationRules.LongestCode }) fields.Fault("code", $"Use at most {VerificationRules.LongestCode} characters: give the code as it was entered.");
        if (context is { Length: 0 or > VerificationRules.LongestContext }) fields.Fault("context", $"Give 1 to {VerificationRules.LongestContext} characters.");
        return new VerificationCheckRequest(code ?? "", context);
    }
}

/// <summary>A verification as programs read it.</summary>
internal sealed record VerificationAnswer(Guid Id, string Status, DateTime ExpiresAt, DateTime NextResendAt)
{
    public static VerificationAnswer Of(VerificationView view) => new(view.Id, view.Status, view.ExpiresAt.UtcDateTime, view.NextResendAt.UtcDateTime);
}

/// <summary>All that a check tells.</summary>
internal sealed record VerificationVerdict(bool Verified);
