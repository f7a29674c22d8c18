using System.Text.RegularExpressions;
using SmsAdmin.Tests.Deployment;

namespace SmsAdmin.Tests.Otp;

/// <summary>The table of rules names tests: each of them is there, so that none is named that was renamed or removed.</summary>
public sealed partial class OtpDocumentTests
{
    [Fact]
    public void Every_test_that_the_table_names_is_a_test()
    {
        var named = Name().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "otp.md"))).Select(match => match.Groups[1].Value).ToList();
        var tests = typeof(OtpDocumentTests).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttributes(typeof(FactAttribute), false).Length > 0).Select(method => method.Name).ToHashSet();

        Assert.True(named.Count > 15, $"Only {named.Count} names were found.");
        Assert.DoesNotContain(named, name => !tests.Contains(name));
    }

    // A sentence: three underscores or more.
    [GeneratedRegex("`([A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+){3,})`")]
    private static partial Regex Name();
}
