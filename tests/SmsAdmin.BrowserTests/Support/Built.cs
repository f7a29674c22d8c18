using System.Reflection;

namespace SmsAdmin.BrowserTests.Support;

/// <summary>What the build left beside these tests.</summary>
internal static class Built
{
    /// <summary>The program, to be started by <c>dotnet</c>.</summary>
    public static string Program { get; } = Metadata("Program");

    /// <summary>The top of the repository.</summary>
    public static string Repository { get; } = Metadata("Repository");

    private static string Metadata(string key) =>
        typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
