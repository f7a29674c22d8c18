namespace SmsAdmin.Tests.Deployment;

/// <summary>The top level, found from where the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    private static string Find(DirectoryInfo? directory)
    {
        while (directory is not null && !File.Exists(System.IO.Path.Combine(directory.FullName, "SmsAdmin.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("SmsAdmin.sln was not found above the tests.");
    }
}
