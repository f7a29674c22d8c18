namespace SmsAdmin.Tests.House;

/// <summary>Each rule is shown what it forbids, and what looks like it and is allowed.</summary>
public sealed class HouseRulesBite
{
    private const string Core = "src/SmsAdmin.Core/";
    private const string Web = "src/SmsAdmin.Web/";

    [Theory]
    [InlineData("Misc/Thing.cs", 1)]
    [InlineData("Thing.cs", 1)]
    [InlineData("Audit/Thing.cs", 0)]
    public void A_room_without_a_floor_is_named(string path, int offences) =>
        Expect(offences, Walls.RoomsWithoutAFloor, Core + path, "");

    [Theory]
    [InlineData("Words/A.cs", "using SmsAdmin.Core.Data;", 1)]
    [InlineData("Data/A.cs", "using SmsAdmin.Core.Words;", 0)]
    [InlineData("Data/A.cs", "using SmsAdmin.Core.Audit;", 1)]
    [InlineData("Messaging/A.cs", "var room = new SmsAdmin.Core.Delivery.Sender();", 1)]
    [InlineData("Messaging/A.cs", "// SmsAdmin.Core.Delivery wakes up here", 0)]
    [InlineData("Checklist/A.cs", "using SmsAdmin.Core.Delivery;\nusing SmsAdmin.Core.Sinch;", 0)]
    public void An_import_that_runs_upward_is_named(string path, string code, int offences) =>
        Expect(offences, Walls.ImportsThatRunUpward, Core + path, code);

    [Theory]
    [InlineData("Quotas/A.cs", "using SmsAdmin.Core.Credentials;", 1)]
    [InlineData("Quotas/Deep/A.cs", "using SmsAdmin.Core.Quotas;", 0)]
    [InlineData("Sinch/A.cs", "using SmsAdmin.Core.OdooRpc;", 1)]
    public void An_import_between_neighbours_is_named(string path, string code, int offences) =>
        Expect(offences, Walls.ImportsBetweenNeighbours, Core + path, code);

    [Theory]
    [InlineData("namespace SmsAdmin.Core.Audit;", 0)]
    [InlineData("namespace SmsAdmin.Core.Data;", 1)]
    public void A_namespace_of_another_folder_is_named(string code, int offences) =>
        Expect(offences, Walls.FoldersThatAreNotTheNamespace, Core + "Audit/A.cs", code);

    [Theory]
    [InlineData("Audit/A.cs", "using Microsoft.AspNetCore.Components;", 1)]
    [InlineData("Audit/A.cs", "public void Write(HttpContext context)", 1)]
    [InlineData("Audit/A.cs", "private readonly IHttpContextAccessor _accessor;", 1)]
    [InlineData("SmsAdmin.Core.csproj", """<PackageReference Include="MudBlazor" />""", 1)]
    [InlineData("Audit/A.razor", "<p>", 1)]
    [InlineData("Audit/A.cs", "/* no HttpContext here */ using Microsoft.AspNetCore.DataProtection;", 0)]
    public void Web_in_the_core_is_named(string path, string code, int offences) =>
        Expect(offences, Walls.WebInTheCore, Core + path, code);

    [Fact]
    public void The_host_in_the_core_is_named() =>
        Expect(1, Walls.HostInTheCore, Core + "Audit/A.cs", "using SmsAdmin.Sandbox;");

    [Theory]
    [InlineData("A.cs", "using SmsAdmin.Core.Words;")]
    [InlineData("SmsAdmin.Sandbox.csproj", """<ProjectReference Include="../SmsAdmin.Core/SmsAdmin.Core.csproj" />""")]
    public void Our_own_in_the_sandbox_is_named(string path, string code) =>
        Assert.NotEmpty(Walls.OurOwnInTheSandbox([new SourceFile("src/SmsAdmin.Sandbox/" + path, code)]));

    [Theory]
    [InlineData("Components/_Imports.razor", "@using SmsAdmin.Core.Data", 1)]
    [InlineData("Api/A.cs", "using SmsAdmin.Core.Sinch;", 1)]
    [InlineData("Cli/A.cs", "static Task Run(AppDb db)", 1)]
    [InlineData("Hosting/A.cs", "using SmsAdmin.Core.Data;", 0)]
    [InlineData("Api/A.cs", "using SmsAdmin.Core.Messaging;", 0)]
    public void Ground_and_windows_in_a_door_are_named(string path, string code, int offences) =>
        Expect(offences, Walls.GroundAndWindowsInTheDoors, Web + path, code);

    [Theory]
    [InlineData("Api/A.cs", "using SmsAdmin.Web.Components;", 1)]
    [InlineData("Components/_Imports.razor", "@using SmsAdmin.Web.Components.Shared", 0)]
    [InlineData("Hosting/A.cs", "using SmsAdmin.Web.Api;", 0)]
    public void A_door_in_a_door_is_named(string path, string code, int offences) =>
        Expect(offences, Walls.DoorsInDoors, Web + path, code);

    [Theory]
    [InlineData("A.cs", "public sealed class TokenHelper", 1)]
    [InlineData("A.cs", "record MessageDto(string Text);", 1)]
    [InlineData("StringUtils.cs", "", 1)]
    [InlineData("A.cs", "public sealed class Manages; UserManager<AppUser> users;", 0)]
    public void A_name_that_says_nothing_is_named(string path, string code, int offences) =>
        Expect(offences, Customs.NamesThatSayNothing, Web + path, code);

    [Theory]
    [InlineData("""<MudText Style="color:red">""", 1)]
    [InlineData("""<MudText Style="@colour">""", 1)]
    [InlineData("""<MudTable RowStyle="x" Class="wide" />""", 0)]
    [InlineData("""@* <MudText Style="color:red"> *@""", 0)]
    public void A_style_in_markup_is_named(string code, int offences) =>
        Expect(offences, Customs.StylesInMarkup, Web + "Components/A.razor", code);

    [Fact]
    public void A_code_behind_file_is_named() => Expect(1, Customs.CodeBehindFiles, Web + "Components/A.razor.cs", "");

    [Fact]
    public void An_async_void_is_named() => Expect(1, Customs.AsyncVoid, Web + "Components/A.razor", "private async void Load()");

    [Theory]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(1), ct);", 1)]
    [InlineData("await Task.Delay(settings.Wait(1), time, ct);", 0)]
    [InlineData("await Task.Delay(wait, _time);", 0)]
    [InlineData("await Task.Delay(wait, call.World.Time, ct);", 0)]
    [InlineData("await Task.Delay(time, ct);", 1)]
    [InlineData("await Task.Delay(wait, TimeProvider.System, ct);", 1)]
    [InlineData("Thread.Sleep(10);", 1)]
    public void A_sleep_is_named(string code, int offences) => Expect(offences, Customs.Sleeps, Core + "Delivery/A.cs", code);

    [Theory]
    [InlineData("var now = DateTimeOffset.UtcNow;", 1)]
    [InlineData("var today = DateTime.Today;", 1)]
    [InlineData("""var url = "https://x"; var now = DateTime.Now;""", 1)]
    [InlineData("var now = time.GetUtcNow();", 0)]
    [InlineData("sealed class Shifted : TimeProvider { DateTimeOffset Now => DateTimeOffset.UtcNow; }", 0)]
    public void The_system_clock_is_named(string code, int offences) =>
        Expect(offences, Customs.SystemClocks, Core + "Delivery/A.cs", code);

    [Theory]
    [InlineData("src/SmsAdmin.Web/Program.cs", 69, 0)]
    [InlineData("src/SmsAdmin.Web/Program.cs", 70, 1)]
    [InlineData("src/SmsAdmin.Web/Components/A.razor", 140, 0)]
    [InlineData("src/SmsAdmin.Web/Components/A.razor", 141, 1)]
    [InlineData("src/SmsAdmin.Core/Audit/A.cs", 300, 0)]
    [InlineData("src/SmsAdmin.Core/Audit/A.cs", 301, 1)]
    [InlineData("src/SmsAdmin.Core/Data/Migrations/A.cs", 999, 0)]
    public void A_long_file_is_named(string path, int lines, int offences) =>
        Expect(offences, Customs.LongFiles, path, string.Concat(Enumerable.Repeat("x\n", lines)));

    [Theory]
    [InlineData("public class Open;", 1)]
    [InlineData("    public record Open(int A);", 1)]
    [InlineData("[Obsolete] internal partial class Open\n{\n}", 1)]
    [InlineData("public sealed class Closed;", 0)]
    [InlineData("public abstract record Family\n{\n    public sealed record Member : Family;\n}", 0)]
    [InlineData("public readonly record struct Value(int A);\npublic record struct Other(int A);", 0)]
    [InlineData("internal static partial class Log\n{\n}\ninternal partial class Log\n{\n}", 0)]
    [InlineData("where T : class\nclass_name = 1;", 0)]
    public void An_open_class_is_named(string code, int offences) => Expect(offences, Customs.OpenClasses, Core + "Audit/A.cs", code);

    [Theory]
    [InlineData("using Npgsql;\nusing System.Text;", 1)]
    [InlineData("using SmsAdmin.Core.Words;\nusing Npgsql;", 1)]
    [InlineData("using SmsAdmin.Core.Data.Deep;\nusing SmsAdmin.Core.Data;", 1)]
    [InlineData("using A = Npgsql.A;\nusing Npgsql;", 1)]
    [InlineData("using static Npgsql.A;\nusing Npgsql;", 1)]
    [InlineData("using System.Text;\nusing Npgsql;\nusing SmsAdmin.Core;\nusing SmsAdmin.Core.Words;\nusing static Npgsql.A;\nusing A = Npgsql.A;", 0)]
    [InlineData("using System.Text;\nusing var b = new B();\nusing (a)\nusing var a = new A();", 0)]
    public void An_import_out_of_order_is_named(string code, int offences) => Expect(offences, Customs.ImportsOutOfOrder, "tests/A.cs", code);

    [Fact]
    public void A_path_of_one_machine_is_named()
    {
        const string work = "work";
        Expect(1, Customs.PathsOfOneMachine, "README.md", $"run /{work}/main/run");
        Expect(1, Customs.PathsOfOneMachine, "docs/a.md", "see /home/" + "anna/notes");
        Expect(0, Customs.PathsOfOneMachine, "docs/a.md", $"https://example.org/{work}/list and docs/{work}/list");
    }

    [Fact]
    public void An_offence_is_told_with_file_and_line() =>
        Assert.Equal(
            "src/SmsAdmin.Core/Audit/A.cs:3  DateTime.Now: the time comes from a TimeProvider",
            Assert.Single(Customs.SystemClocks([new SourceFile(Core + "Audit/A.cs", "/* one\n two */\nvar a = DateTime.Now;")])).ToString());

    private static void Expect(int offences, Func<IEnumerable<SourceFile>, IEnumerable<Offence>> rule, string path, string code) =>
        Assert.Equal(offences, rule([new SourceFile(path, code)]).Count());
}
