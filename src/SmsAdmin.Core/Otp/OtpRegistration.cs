using Microsoft.Extensions.DependencyInjection;

namespace SmsAdmin.Core.Otp;

/// <summary>The room's services.</summary>
public static class OtpRegistration
{
    public static void AddOtp(this IServiceCollection services)
    {
        services.AddSingleton<OneTimeCodes>();
        services.AddSingleton<OtpPolicyStore>();
        services.AddSingleton<Templates>();
        services.AddSingleton<VerificationSends>();
        services.AddSingleton<VerificationChecks>();
        services.AddSingleton<VerificationLog>();
        services.AddSingleton<VerificationFeedback>();
        services.AddSingleton<Verifications>();
        services.AddSingleton<VerificationPresses>();
    }
}
