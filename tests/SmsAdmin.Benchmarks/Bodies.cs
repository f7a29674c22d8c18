namespace SmsAdmin.Benchmarks;

/// <summary>What is posted: the same text to the same numbers, by our door and by Sinch's.</summary>
internal static class Bodies
{
    private const string Text = "Your parcel is at the shop in Main Street until Friday, 18:00.";

    // Numbers that the sandbox has no magic for.
    public static string Ours(int index) => $$"""{"to":"{{Number(index)}}","body":"{{Text}}"}""";

    public static string Otp(int index) => $$"""{"to":"{{Number(index)}}","body":"{{Text}}","lane":"otp"}""";

    public static string Bulk(int index) => $$"""{"to":"{{Number(index)}}","body":"{{Text}}","lane":"bulk"}""";

    public static string Sinch(int index) => $$"""{"from":"+12015550199","to":["{{Number(index)}}"],"body":"{{Text}}","delivery_report":"none","client_reference":"{{Guid.CreateVersion7():D}}"}""";

    private static string Number(int index) => $"+46701740{index % 1000:000}";
}
