using System.Text.Json;
using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo;

namespace SmsAdmin.Tests.Sandbox.Odoo;

/// <summary>
/// The recorded exchanges of real servers, played to the pretend ones: status, media type, member names in their order, types,
/// and errors word for word. Ids, times and versions are compared by type.
/// </summary>
public sealed class ReplayTests : OdooTest
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Fixtures", "odoo");

    private static readonly Dictionary<string, string> Servers = new()
    {
        ["v17"] = "17",
        ["v18"] = "18",
        ["v19"] = "19",
        ["v19.1-simulated"] = "19.1",
    };

    // What the recording's people and keys are called here. Longest first.
    private static readonly (string Recorded, string Here)[] Names =
    [
        ("cb821bacd8136925d8cf986338310ced10baaecc", OdooKeys.Admin), ("c71558d341db7463087928b47824897879e8fc1b", OdooKeys.NoScope),
        ("e010310a5512ad9606d1f753826834cbd501b15d", OdooKeys.OtherScope), ("efa9160385bc99d3908cbc59dbc26df6d9a01397", OdooKeys.Expired),
        ("39aa87e7cf7131075f029b8cf45c9cd32b475065", OdooKeys.Clerk), ("b841d623e40b4706255a77867e895687c2440172", OdooKeys.Secure),
        ("\"admin2fa-pw\"", "\"secure\""), ("\"admin2fa\"", "\"secure\""), ("\"erpmanager-pw\"", "\"erpmanager\""), ("\"portal1-pw\"", "\"portal\""),
        ("\"login\": \"clerk\"", "\"login\": \"newclerk\""), ("\"clerk-pw\"", "\"clerk\""), ("\"odoo17\"", "\"odoo\""), ("\"odoo18\"", "\"odoo\""), ("\"odoosim\"", "\"odoo\""),
    ];

    public static TheoryData<string> Played => [.. AllNames().Where(name => ReplayTable.ReasonNotPlayed(name) is null)];

    [Theory]
    [MemberData(nameof(Played))]
    public async Task A_recorded_exchange_has_the_recorded_shape(string name)
    {
        var (folder, file) = (name.Split('/')[0], name.Split('/')[1]);
        var server = Servers[folder];
        var exchange = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Root, $"{name}.json"), TestContext.Current.CancellationToken))!;
        var before = ReplayTable.Before(file);
        foreach (var (key, value) in before.Parameters)
            await PullAsync(server, "parameters", new { user = "admin", key, value });
        if (before.Settings is { } settings)
            await PullAsync(server, "settings", settings);
        var request = exchange["request"]!;
        var headers = request["headers"]!.AsObject().Where(header => header.Key is not ("User-Agent" or "Content-Type")).Select(header => (header.Key, Here(server, (string)header.Value!))).ToArray();
        var contentType = (string?)request["headers"]!["Content-Type"];
        var body = (string?)request["body"];
        var reply = await AskAsync(server, (string)request["method"]!, (string)request["path"]!, body is null && contentType is null ? null : Here(server, body ?? ""), contentType, headers);
        var response = exchange["response"]!;
        Assert.True((int)response["status"]! == reply.Status, $"{reply.Status}: {reply.Text}");
        var recordedType = response["headers"]!.AsArray().First(header => (string)header![0]! == "Content-Type")![1]!;
        Assert.Equal(((string)recordedType!).Split(';')[0], reply.ContentHeaders.ContentType!.MediaType);
        if (response["json"] is { } recorded)
            Assert.Equal(Shape(recorded), Shape(JsonNode.Parse(reply.Text)));
        else if (reply.Status != 200)
            Assert.Equal(((string)response["body"]!).Trim(), reply.Text.Replace($"/odoo/{server}/", "/", StringComparison.Ordinal).Trim());
    }

    [Fact]
    public void Every_recording_is_played_or_is_in_the_table_with_its_reason()
    {
        var names = AllNames().ToList();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.True(Servers.ContainsKey(name.Split('/')[0]) || ReplayTable.ReasonNotPlayed(name) is not null, name));
        Assert.All(ReplayTable.NotPlayed.Keys, name => Assert.Contains(name, names));
    }

    private static IEnumerable<string> AllNames() => Directory.EnumerateFiles(Root, "*.json", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file)[..^".json".Length].Replace('\\', '/')).Order(StringComparer.Ordinal);

    private static string Here(string server, string text)
    {
        foreach (var (recorded, here) in Names)
            text = text.Replace(recorded, here, StringComparison.Ordinal);
        // The clerk of the older two had another id
        return server is "17" or "18" ? text.Replace("\"odoo\", 6,", "\"odoo\", 5,", StringComparison.Ordinal) : text;
    }

    private static string Shape(JsonNode? node, string name = "") => node switch
    {
        null => "null",
        JsonObject members => $"{{{string.Join(", ", members.Select(member => $"{member.Key}: {Shape(member.Value, member.Key)}"))}}}",
        JsonArray { Count: 0 } => "[]",
        JsonArray many => $"[{(name == "arguments" ? string.Join(", ", many.Select(one => Shape(one, "message"))) : Shape(many[0]))}]",
        _ when name is "message" or "code" or "state" or "type" => node.ToJsonString(),
        // An error's name is a Python class; the others are what a record is called
        _ when name == "name" && node.GetValueKind() == JsonValueKind.String && ((string)node!).Contains('.', StringComparison.Ordinal) => node.ToJsonString(),
        _ => node.GetValueKind().ToString(),
    };
}
