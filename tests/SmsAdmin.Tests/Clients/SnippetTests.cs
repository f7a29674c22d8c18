using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Pages.Programs;

namespace SmsAdmin.Tests.Clients;

/// <summary>The programs that the console shows to copy, run as they stand. Its curl is run by the browser's tests, out of the page.</summary>
public sealed class SnippetTests(Gateway gateway) : IClassFixture<Gateway>, IDisposable
{
    private readonly DirectoryInfo _place = Directory.CreateTempSubdirectory("smsadmin-snippet-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Url => gateway.Address.GetLeftPart(UriPartial.Authority);

    public void Dispose() => _place.Delete(recursive: true);

    [Fact]
    public async Task The_Python_program_sends()
    {
        var file = Path.Combine(_place.FullName, "send.py");
        await File.WriteAllTextAsync(file, ApiSnippets.Python(Url, "Python"), Ct);

        Assert.StartsWith("202 {", await Gateway.RunAsync("python3", [file], _place.FullName, await KeyAsync("Python")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_C_sharp_program_sends()
    {
        var file = Path.Combine(_place.FullName, "send.cs");
        // As in a project: a lone file is compiled for native code otherwise, where nothing reflects.
        await File.WriteAllTextAsync(file, $"#:property PublishAot=false\n{ApiSnippets.CSharp(Url, "C#")}", Ct);

        Assert.Contains("202 {", await Gateway.RunAsync("dotnet", ["run", file], _place.FullName, await KeyAsync("C#")), StringComparison.Ordinal);
    }

    private async Task<Dictionary<string, string>> KeyAsync(string name)
    {
        var draft = new ApiKeyDraft(name, gateway.Plan.Id, gateway.Plan.Name, ApiScopes.MessagesSend);
        var key = Assert.IsType<ApiKeyOutcome.Created>(await gateway.Room<ApiKeys>().CreateAsync(draft, TestRooms.Anna, Ct)).Key.Reveal();
        return new Dictionary<string, string> { [ApiSnippets.Variable] = key };
    }
}
