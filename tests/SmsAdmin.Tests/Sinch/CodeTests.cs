using System.Text.Json;
using SmsAdmin.Core.Sinch;

namespace SmsAdmin.Tests.Sinch;

/// <summary>The catalogues against the recorded tables.</summary>
public sealed class CodeTests
{
    [Fact]
    public void Every_network_code_is_known_with_its_name_class_and_permanence()
    {
        var rows = Rows("smpp-status-report-codes.json");

        Assert.Equal(137, rows.Count);
        Assert.All(rows, row =>
        {
            var code = DeliveryCodes.Find(row.GetProperty("code").GetInt32());
            Assert.True(code.IsKnown);
            Assert.Equal(Text(row, "description"), code.Name);
            Assert.Equal(Text(row, "class"), code.Class);
            Assert.Equal(Text(row, "comment"), code.Comment);
            Assert.Equal(Text(row, "treated_as"), code.Permanence is Permanence.NotSaid ? "" : code.Permanence.ToString());
        });
    }

    [Fact]
    public void Every_rest_code_is_known_and_nothing_else_is()
    {
        var rows = Rows("xms-rest-codes.json");

        Assert.Equal(Enumerable.Range(400, 19), rows.Select(row => row.GetProperty("code").GetInt32()));
        Assert.All(rows, row =>
        {
            var code = DeliveryCodes.Find(row.GetProperty("code").GetInt32());
            Assert.Equal(Text(row, "name"), code.Name);
            var retryable = row.GetProperty("retryable");
            Assert.Equal(
                retryable.ValueKind is JsonValueKind.Null ? Permanence.NotSaid : retryable.GetBoolean() ? Permanence.Temporary : Permanence.Permanent,
                code.Permanence);
        });
        Assert.Equal(137 + 19, DeliveryCodes.All.Count);
        Assert.Equal((false, "Unknown reason"), (DeliveryCodes.Find(9999).IsKnown, DeliveryCodes.Find(9999).Name));
    }

    [Fact]
    public void Every_api_error_code_has_its_http_status_and_a_meaning()
    {
        var rows = Rows("api-error-codes.json");

        Assert.Equal(rows.Count, ApiErrorCodes.All.Count);
        Assert.All(rows, row =>
        {
            var code = ApiErrorCodes.Find(Text(row, "code"));
            Assert.Equal(row.GetProperty("http").GetInt32(), code?.HttpStatus);
            Assert.NotEmpty(code!.Meaning);
        });
        Assert.Equal("illegal_number_type", ApiErrorCodes.Find("llegal_number_type")?.Code);
        Assert.Null(ApiErrorCodes.Find("syntax_of_tomorrow"));
        Assert.Null(ApiErrorCodes.Find(null));
    }

    [Fact]
    public void Every_status_knows_whether_it_is_final()
    {
        var rows = Rows("statuses.json");

        Assert.Equal(rows.Count, DeliveryStatus.Known.Count);
        Assert.All(rows, row =>
        {
            var status = new DeliveryStatus(Text(row, "status").ToUpperInvariant());
            Assert.True(status.IsKnown);
            Assert.Equal(row.GetProperty("final").GetBoolean(), status.IsFinal);
            Assert.Equal(new DeliveryStatus(Text(row, "status")), status);
        });
        Assert.Equal("", default(DeliveryStatus).Value);
    }

    private static List<JsonElement> Rows(string table)
    {
        using var json = JsonDocument.Parse(SinchWindow.Fixture($"codes/{table}"));
        return [.. json.RootElement.Clone().EnumerateArray()];
    }

    private static string Text(JsonElement row, string property) => row.GetProperty(property).GetString()!;
}
