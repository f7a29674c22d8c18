namespace SmsAdmin.Core.Words;

/// <summary>Who asked for a message, in a word or two.</summary>
public static class OriginWords
{
    public static string Of(Origin origin) => origin switch
    {
        Origin.Api => "API",
        Origin.Xms => "XMS",
        Origin.Otp => "Verification",
        _ => origin.ToString(),
    };

    /// <summary>With the program's name where many programs come by the same way: "API webshop".</summary>
    public static string Of(Origin origin, string requestedBy) =>
        origin is Origin.Api or Origin.Xms ? $"{Of(origin)} {requestedBy}" : Of(origin);
}
