using System.Globalization;
using System.Text.RegularExpressions;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.OdooRpc;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Tests.Deployment;

/// <summary>What the documents say against what the program does.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public void Every_setting_stands_in_configuration_md_with_its_default()
    {
        var documented = Row().Matches(File.ReadAllText(Repository.Path("docs/configuration.md"))).ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);
        foreach (var (section, options) in (IEnumerable<(string, object)>)
            [(DeliveryOptions.Section, new DeliveryOptions()), (SinchOptions.Section, new SinchOptions()), (AlertOptions.Section, new AlertOptions()), (MetricsOptions.Section, new MetricsOptions()),
             (OdooOptions.Section, new OdooOptions()), (OdooWatchOptions.Section, new OdooWatchOptions())])
        {
            foreach (var property in options.GetType().GetProperties())
            {
                var key = $"{section}:{property.Name}";
                Assert.True(documented.TryGetValue(key, out var says), key);
                switch (property.GetValue(options))
                {
                    case TimeSpan span:
                        Assert.True(TimeSpan.TryParse(says, CultureInfo.InvariantCulture, out var said) && said == span, $"{key} is {span}, not {says}");
                        break;
                    case bool isOn:
                        Assert.Equal($"{key} {(isOn ? "true" : "false")}", $"{key} {says}");
                        break;
                    case int number:
                        Assert.Equal($"{key} {number}", $"{key} {says}");
                        break;
                    case null or Array { Length: 0 }:
                        Assert.Equal($"{key} none", $"{key} {says}");
                        break;
                    default:
                        Assert.Fail($"{key} has a default that this test does not know how to read.");
                        break;
                }
            }

            Assert.All(documented.Keys.Where(key => key.StartsWith(section + ":", StringComparison.Ordinal)), key => Assert.NotNull(options.GetType().GetProperty(key[(section.Length + 1)..])));
        }
    }

    [Fact]
    public void Every_link_from_one_document_to_another_leads_somewhere()
    {
        string[] documents = ["README.md", .. Directory.EnumerateFiles(Repository.Path("docs"), "*.md", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Repository.Root, file))];
        var links = documents.SelectMany(document => Link().Matches(File.ReadAllText(Repository.Path(document))).Select(link => (document, To: link.Groups[1].Value))).ToList();
        Assert.Contains(("README.md", "docs/deploy/README.md"), links);
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(Repository.Path(link.document))!, link.To)), $"{link.document} → {link.To}"));
    }

    [GeneratedRegex(@"^\| `(\w+(?::\w+)+)` \| (.+?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)")]
    private static partial Regex Link();
}
