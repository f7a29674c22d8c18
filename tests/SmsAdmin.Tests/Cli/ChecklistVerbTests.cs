using System.Text.Json;
using System.Xml.Linq;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Cli;

namespace SmsAdmin.Tests.Cli;

/// <summary>The checklist and its neighbours from a shell, beside a running console: the same rooms, the same words, an exit code.</summary>
public sealed class ChecklistVerbTests(ChecklistVerbTests.SetUp setup) : IClassFixture<ChecklistVerbTests.SetUp>
{
    private const string OdooKey = "ad00000000000000000000000000000000000001";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_setup_that_is_right_is_proven_from_a_shell_its_SMS_and_its_code_too()
    {
        var run = await DoAsync("checklist", null, "run", "--phone", "+12015567001", "--at", setup.Address.AbsoluteUri);

        Assert.Equal((0, "Proven."), (run.Exit, run.Error.TrimEnd().Split(Environment.NewLine)[^1]));
        Assert.Contains(" 7. One-time code, from send to check: Sent, delivered, entered, right.", run.Output, StringComparison.Ordinal);
        Expect(run);
    }

    [Fact]
    public async Task What_is_stale_fails_a_CI_and_each_format_says_why()
    {
        var (plan, proofs) = ((await setup.Room<Plans>().DefaultAsync(Ct))!, setup.Room<CallbackProofs>());
        await setup.Room<ParameterPush>().PushAsync((await setup.Room<Connections>().ListAsync(Ct)).Single().Id, TestRooms.Anna, Ct);
        Assert.Equal(0, (await RunAsync("--phone", "+12015567003")).Exit);
        Assert.Equal(0, (await RunAsync()).Exit);
        await proofs.ChangeAsync(plan.Id, CallbackProofKind.Hmac, null, "a secret that Sinch has not", TestRooms.Anna, Ct);
        try
        {
            var (text, json, junit) = (await RunAsync(), await RunAsync("--format", "json"), await RunAsync("--format", "junit"));

            Assert.All([text, json, junit], run =>
            {
                Assert.Equal((1, "Proven once: 1\u00A0item stale."), (run.Exit, run.Error.TrimEnd().Split(Environment.NewLine)[^1]));
                Assert.Contains("Stale: proof of callbacks changed since.", run.Output, StringComparison.Ordinal);
            });
            var item = JsonDocument.Parse(json.Output).RootElement.GetProperty("items").EnumerateArray().Single(one => one.GetProperty("number").GetInt32() == 9);
            Assert.Equal(("pass", "Stale: proof of callbacks changed since."), (item.GetProperty("state").GetString(), item.GetProperty("stale_why").GetString()));
            var suite = XDocument.Parse(junit.Output).Root!.Element("testsuite")!;
            Assert.Equal(("0", "1"), (suite.Attribute("failures")!.Value, suite.Attribute("skipped")!.Value));
            Assert.Equal("9. Callbacks reach us", Assert.Single(suite.Descendants("skipped")).Parent!.Attribute("name")!.Value);
        }
        finally
        {
            await proofs.ChangeAsync(plan.Id, CallbackProofKind.None, null, null, TestRooms.Anna, Ct);
        }

        Task<(int Exit, string Output, string Error)> RunAsync(params string[] more) => DoAsync("checklist", null, ["run", "--at", setup.Address.AbsoluteUri, .. more]);
    }

    [Fact]
    public async Task A_setup_that_is_broken_fails_a_CI_in_each_format_and_no_format_holds_a_secret()
    {
        var plan = (await setup.Room<Plans>().DefaultAsync(Ct))!;
        await setup.Room<PlanEditing>().SetRegionAsync(plan.Id, "eu", TestRooms.Anna, Ct);
        try
        {
            var text = await DoAsync("checklist", null, "run", "--at", setup.Address.AbsoluteUri);
            var json = await DoAsync("checklist", null, "run", "--format", "json", "--at", setup.Address.AbsoluteUri);
            var junit = await DoAsync("checklist", null, "run", "--format", "junit", "--at", setup.Address.AbsoluteUri);

            Assert.All([text, json, junit], run =>
            {
                Assert.Equal(1, run.Exit);
                Assert.Contains("It lives in us: there Sinch takes plan and token together.", run.Output, StringComparison.Ordinal);
                Expect(run);
            });
            var items = JsonDocument.Parse(json.Output).RootElement.GetProperty("items").EnumerateArray().ToList();
            Assert.Equal([2], items.Where(item => item.GetProperty("state").GetString() == "fail").Select(item => item.GetProperty("number").GetInt32()));
            Assert.All(items.Where(item => item.GetProperty("state").GetString() == "skipped"), item => Assert.Equal(2, item.GetProperty("because_of").GetInt32()));
            var suite = XDocument.Parse(junit.Output).Root!.Element("testsuite")!;
            Assert.Equal(("13", "1"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value));
            Assert.Equal("2. Service Plan ID and region", Assert.Single(suite.Descendants("failure")).Parent!.Attribute("name")!.Value);
            var refused = await DoAsync("credentials", null, "verify");
            Assert.Equal(1, refused.Exit);
            Assert.Contains("This plan lives in us.", refused.Output, StringComparison.Ordinal);
        }
        finally
        {
            await setup.Room<PlanEditing>().SetRegionAsync(plan.Id, "us", TestRooms.Anna, Ct);
            var taken = await DoAsync("credentials", null, "verify", "--plan", "sandbox");
            Assert.Equal((0, "Sandbox: Sinch takes plan and token together."), (taken.Exit, taken.Output.TrimEnd()));
        }
    }

    [Fact]
    public async Task Odoos_parameters_are_compared_and_pushed_from_a_shell()
    {
        var id = (await setup.Room<Connections>().ListAsync(Ct)).Single().Id;
        var plan = (await setup.Room<Plans>().DefaultAsync(Ct))!;
        Assert.Equal(0, (await DoAsync("odoo", null, "diff")).Exit);
        await setup.Room<PlanEditing>().EditAsync(plan.Id, PlanDraft.Of(plan) with { Sender = "+12015550123" }, TestRooms.Anna, Ct);

        var differing = await DoAsync("odoo", null, "diff");
        var pushed = await DoAsync("odoo", null, "push", "--connection", "acme-prod");

        Assert.Equal(1, differing.Exit);
        Assert.Contains("sinch.from_number\tdiffers\t+12015550123\t+12015550199", differing.Output, StringComparison.Ordinal);
        Assert.Contains("sinch.api_token\tequal\t••••n-us\t••••n-us", differing.Output, StringComparison.Ordinal);
        Assert.Equal((0, "sinch.from_number\tread back"), (pushed.Exit, pushed.Output.TrimEnd()));
        Assert.Equal(0, (await DoAsync("odoo", null, "diff", "--connection", id.ToString())).Exit);
        Assert.All([differing, pushed], Expect);
    }

    [Fact]
    public async Task A_push_of_a_plan_that_lacks_a_value_names_it_and_fails_as_the_comparison_does()
    {
        var plan = (await setup.Room<Plans>().DefaultAsync(Ct))!;
        await setup.Room<PlanEditing>().EditAsync(plan.Id, PlanDraft.Of(plan) with { Sender = null }, TestRooms.Anna, Ct);
        try
        {
            var pushed = await DoAsync("odoo", null, "push");

            Assert.Equal((1, ""), (pushed.Exit, pushed.Output));
            Assert.Contains("no value for sinch.from_number", pushed.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("Nothing differed", pushed.Error, StringComparison.Ordinal);
            Assert.Equal(1, (await DoAsync("odoo", null, "diff")).Exit);
        }
        finally
        {
            await setup.Room<PlanEditing>().EditAsync(plan.Id, PlanDraft.Of(plan), TestRooms.Anna, Ct);
            Assert.Equal(0, (await DoAsync("odoo", null, "push")).Exit);
        }
    }

    [Theory]
    [InlineData(0, "Delivered", "+12015567002")]
    [InlineData(1, "Aborted", "+12015550112")]
    public async Task A_text_is_sent_from_standard_input_and_its_end_waited_for(int exit, string state, string to)
    {
        var sent = await DoAsync("send", "Deployed.\n", "--to", to);

        Assert.Equal(exit, sent.Exit);
        Assert.EndsWith($"\t{state}", sent.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "Give --format as text, json or junit.", "checklist", "run", "--format", "xml")]
    [InlineData(2, "Give --item as a number from 1 to 13.", "checklist", "run", "--item", "14")]
    [InlineData(2, "not a way to call it", "checklist", "walk")]
    [InlineData(1, "There is no service plan Nowhere.", "checklist", "run", "--plan", "Nowhere")]
    [InlineData(1, "Give the test phone with + and country code", "checklist", "run", "--phone", "0701740605")]
    [InlineData(2, "There is no option --token", "credentials", "verify", "--token", "x")]
    [InlineData(1, "Name the Odoo database with --connection. There are: acme-prod.", "odoo", "diff", "--connection", "other")]
    [InlineData(2, "Name the recipient with --to.", "send", "--wait", "1")]
    [InlineData(0, "checklist run --format junit > checklist.xml", "checklist", "--help")]
    [InlineData(0, "SINCH_API_TOKEN=… SINCH_REGION=eu credentials verify", "credentials", "--help")]
    [InlineData(0, "odoo push --connection acme-prod", "odoo", "--help")]
    [InlineData(0, "send --to +46701740605", "send", "--help")]
    public async Task What_it_does_not_do_it_says_on_standard_error_and_by_its_exit_code(int exit, string says, string verb, params string[] args)
    {
        var result = await DoAsync(verb, "", args);

        Assert.Equal((exit, ""), (result.Exit, result.Output));
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
    }

    private static void Expect((int Exit, string Output, string Error) run)
    {
        foreach (var secret in (string[])["token-us", OdooKey])
        {
            Assert.DoesNotContain(secret, run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, run.Error, StringComparison.Ordinal);
        }
    }

    private async Task<(int Exit, string Output, string Error)> DoAsync(string verb, string? input, params string[] args)
    {
        using var reader = new StringReader(input ?? "");
        using var output = new StringWriter();
        using var error = new StringWriter();
        var shell = new Shell(reader, output, error);
        string[] all = args.Contains("--help") ? args : [.. args, .. setup.StorageArguments];
        var exit = verb switch
        {
            "checklist" => await new ChecklistVerb(shell).DoAsync(all),
            "credentials" => await new CredentialsVerb(shell).DoAsync(all),
            "odoo" => await new OdooVerb(shell).DoAsync(all),
            _ => await new SendVerb(shell).DoAsync(all),
        };
        return (exit, output.ToString(), error.ToString());
    }

    /// <summary>A console with its sandbox, on the real clock because a shell has no other, and an Odoo that is set up.</summary>
    public sealed class SetUp : ConsoleHost
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            var plan = (await Room<Plans>().DefaultAsync(Ct))!;
            var odoo = Assert.IsType<ConnectionOutcome.Saved>(await Room<ConnectionEditing>().AddAsync(
                new ConnectionDraft("acme-prod", new Uri(Address, "sandbox/odoo/19").AbsoluteUri, "odoo", "admin", true, plan.Id), OdooKey, TestRooms.Anna, Ct)).Id;
            await Room<ParameterPush>().PushAsync(odoo, TestRooms.Anna, Ct);
            await Room<NativeSwitch>().OnAsync(odoo, TestRooms.Anna, Ct);
        }
    }
}
